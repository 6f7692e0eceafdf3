using NodaTime;

namespace Konnect.Modules.Attendance.Domain.Ratio;

/// <summary>What an inspector asks about beside the ratio: each is a sentence to show, or null when there is nothing to warn of. Never a breach.</summary>
internal static class RatioWarnings
{
    private const int MostUnder1 = 8;
    private const int LargestBasicGroup = 30;

    // The share of trainees and interns was raised from a third to half at this date.
    private static readonly LocalDate HalfTraineesFrom = new(2022, 1, 1);
    private static readonly LocalDate QualifiedBesideTraineeFrom = new(2024, 7, 1);

    /// <summary>More than 8 children under 1 among older ones in a base group: only cells without a limit on them allow it (assumed).</summary>
    public static RatioText? UnderOnes(AgeCounts children) =>
        children.Age0 > MostUnder1 && children.Total > children.Age0 ? new("ratio.warning.under-ones", children.Age0, MostUnder1) : null;

    /// <summary>More than 30 children in one basic group of out-of-school care; the location's number of staff does not depend on it.</summary>
    public static RatioText? BasicGroup(int children) =>
        children > LargestBasicGroup ? new("ratio.warning.basic-group", children, LargestBasicGroup) : null;

    /// <summary>The most trainees and interns that may count: half of the sum of the minima of the location's groups, before 2022 a third, rounded down.</summary>
    public static int MostTrainees(LocalDate date, int sumOfMinima) => sumOfMinima / (date >= HalfTraineesFrom ? 2 : 3);

    /// <summary>More trainees and interns count than may.</summary>
    public static RatioText? Trainees(LocalDate date, int trainees, int sumOfMinima) =>
        trainees > MostTrainees(date, sumOfMinima) ? new("ratio.warning.trainees", trainees, MostTrainees(date, sumOfMinima)) : null;

    /// <summary>A day-care group had a trainee and no qualified practitioner that day; asked from 2024-07-01.</summary>
    public static RatioText? TraineeWithoutQualified(LocalDate date, RatioCare care, int trainees, int qualified) =>
        care == RatioCare.DayCare && date >= QualifiedBesideTraineeFrom && trainees > 0 && qualified == 0
            ? new("ratio.warning.trainee-without-qualified") : null;
}
