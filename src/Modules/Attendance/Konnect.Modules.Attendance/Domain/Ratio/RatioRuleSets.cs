using NodaTime;

namespace Konnect.Modules.Attendance.Domain.Ratio;

/// <summary>The register of rule sets: which one holds for a kind of care on the date of care.</summary>
internal static class RatioRuleSets
{
    // In order of time for each kind of care; dates before the first are judged by the first.
    private static readonly (RatioCare Care, LocalDate From, RatioRules Rules)[] Register =
    [
        (RatioCare.DayCare, new(2019, 1, 1), new BaseGroupRules("kdv-2019", BaseGroupRules.Table1From2019)),
        (RatioCare.Combined, new(2019, 1, 1), new BaseGroupRules("combi-2019", BaseGroupRules.Table1From2019)),
        (RatioCare.OutOfSchool, new(2019, 1, 1), new BasicGroupRules("bso-2019")),
        (RatioCare.OutOfSchool, new(2024, 7, 1), new OutOfSchoolRules("bso-2024-07")),
    ];

    /// <summary>All rule sets.</summary>
    public static IEnumerable<RatioRules> All => Register.Select(entry => entry.Rules);

    /// <summary>The rule set for a kind of care on a date.</summary>
    public static RatioRules For(RatioCare care, LocalDate date)
    {
        RatioRules? found = null;
        foreach (var (itsCare, from, rules) in Register)
        {
            if (itsCare == care && (found is null || from <= date))
                found = rules;
        }
        return found!;
    }

    /// <summary>The rule set of a stored result.</summary>
    public static RatioRules Named(string name) => All.Single(rules => rules.Name == name);
}
