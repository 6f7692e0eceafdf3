using NodaTime;

namespace Konnect.Modules.Attendance.Domain.Ratio;

/// <summary>The ages the ratio tells apart.</summary>
internal enum AgeClass
{
    /// <summary>Under 1.</summary>
    Age0,
    /// <summary>1 year.</summary>
    Age1,
    /// <summary>2 years.</summary>
    Age2,
    /// <summary>3 years.</summary>
    Age3,
    /// <summary>4, 5 and 6 years.</summary>
    Age4To6,
    /// <summary>7 years and older.</summary>
    Age7Plus,
}

/// <summary>Ages on the date of care.</summary>
internal static class Ages
{
    /// <summary>The classes, youngest first.</summary>
    public static IReadOnlyList<AgeClass> Classes { get; } = Enum.GetValues<AgeClass>();

    /// <summary>
    /// Whole years on a date; a birthday counts from that day, and who is born on 29 February has it on 1 March in other years (assumed).
    /// A date before the birth gives 0.
    /// </summary>
    public static int YearsOn(LocalDate birthDate, LocalDate date)
    {
        var hadBirthday = (date.Month, date.Day).CompareTo((birthDate.Month, birthDate.Day)) >= 0;
        return Math.Max(0, date.Year - birthDate.Year - (hadBirthday ? 0 : 1));
    }

    /// <summary>The class of a child on a date.</summary>
    public static AgeClass ClassOn(LocalDate birthDate, LocalDate date) => YearsOn(birthDate, date) switch
    {
        >= 7 => AgeClass.Age7Plus,
        >= 4 => AgeClass.Age4To6,
        var years => (AgeClass)years,
    };

    /// <summary>The name the class has in stored facts and texts: <c>0</c>, <c>1</c>, <c>2</c>, <c>3</c>, <c>4-6</c>, <c>7+</c>.</summary>
    public static string Code(this AgeClass age) => age switch
    {
        AgeClass.Age7Plus => "7+",
        AgeClass.Age4To6 => "4-6",
        _ => ((int)age).ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
