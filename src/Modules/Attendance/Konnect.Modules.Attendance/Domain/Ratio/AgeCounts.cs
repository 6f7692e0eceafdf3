namespace Konnect.Modules.Attendance.Domain.Ratio;

/// <summary>How many children of each age are present.</summary>
/// <param name="Age0">Children under 1.</param>
/// <param name="Age1">Children of 1.</param>
/// <param name="Age2">Children of 2.</param>
/// <param name="Age3">Children of 3.</param>
/// <param name="Age4To6">Children of 4, 5 and 6.</param>
/// <param name="Age7Plus">Children of 7 and older.</param>
internal readonly record struct AgeCounts(int Age0, int Age1, int Age2, int Age3, int Age4To6 = 0, int Age7Plus = 0)
{
    /// <summary>All children.</summary>
    public int Total => Age0 + Age1 + Age2 + Age3 + Age4To6 + Age7Plus;

    /// <summary>Children younger than 7.</summary>
    public int Under7 => Total - Age7Plus;

    /// <summary>The children of one class.</summary>
    public int this[AgeClass age] => age switch
    {
        AgeClass.Age0 => Age0,
        AgeClass.Age1 => Age1,
        AgeClass.Age2 => Age2,
        AgeClass.Age3 => Age3,
        AgeClass.Age4To6 => Age4To6,
        _ => Age7Plus,
    };

    /// <summary>The same group without one child of a class.</summary>
    public AgeCounts Without(AgeClass age) => age switch
    {
        AgeClass.Age0 => this with { Age0 = Age0 - 1 },
        AgeClass.Age1 => this with { Age1 = Age1 - 1 },
        AgeClass.Age2 => this with { Age2 = Age2 - 1 },
        AgeClass.Age3 => this with { Age3 = Age3 - 1 },
        AgeClass.Age4To6 => this with { Age4To6 = Age4To6 - 1 },
        _ => this with { Age7Plus = Age7Plus - 1 },
    };
}
