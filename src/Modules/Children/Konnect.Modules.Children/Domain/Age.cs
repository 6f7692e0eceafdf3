using NodaTime;

namespace Konnect.Modules.Children.Domain;

/// <summary>An age in whole years and months. Who was born on the 29th, 30th or 31st turns a month older on the 1st where the month is too short for that day.</summary>
/// <param name="Years">Whole years.</param>
/// <param name="Months">Whole months on top of the years, 0-11.</param>
internal readonly record struct Age(int Years, int Months)
{
    /// <summary>The age on a date, or null before the birth.</summary>
    public static Age? On(LocalDate birthDate, LocalDate date)
    {
        var months = (12 * (date.Year - birthDate.Year)) + date.Month - birthDate.Month - (date.Day < birthDate.Day ? 1 : 0);
        return date < birthDate ? null : new(months / 12, months % 12);
    }
}
