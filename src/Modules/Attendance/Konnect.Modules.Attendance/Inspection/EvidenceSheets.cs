using Konnect.BuildingBlocks.Infrastructure.Localization;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.BuildingBlocks.Time;

namespace Konnect.Modules.Attendance.Inspection;

/// <summary>The tables of a package, in a fixed order: the same days give the same rows.</summary>
internal static class EvidenceSheets
{
    /// <summary>The tables, each with the name of its CSV file.</summary>
    public static IReadOnlyList<(string File, SheetTable Table)> Of(Evidence evidence, Texts texts)
    {
        var (period, zone) = (evidence.Period, evidence.Zone);
        return
        [
            Sheet("days", ["date", "measured", "group", "status", "child-minutes", "most-children", "largest-shortfall", "deviation", "allowance", "breach", "oversize", "incomplete", "rule-set"],
                period.Days.Select(d => (IReadOnlyList<object?>)[d.Date, d.Code, period.NameOf(d.Scope, d.Code), texts[$"ratio.status.{d.Status}"], d.ChildMinutes, d.MaxChildren, d.MaxShortfall, d.DeviationMinutes, d.AllowanceMinutes, d.BreachMinutes, d.OversizeMinutes, d.Incomplete, d.RuleSet])),
            Sheet("segments", ["date", "measured", "group", "from", "to", "minutes", "children", "age-0", "age-1", "age-2", "age-3", "age-4-6", "age-7", "required", "present", "shortfall", "status", "rule", "rule-set"],
                period.Days.SelectMany(d => evidence.Segments[(d.Scope, d.Code, d.Date)]).Select(s => (IReadOnlyList<object?>)[s.Date, s.Code, period.NameOf(s.Scope, s.Code), s.From.TimeIn(zone), s.To.TimeIn(zone), s.Minutes, s.Children, s.Age0, s.Age1, s.Age2, s.Age3, s.Age4To6, s.Age7Plus, s.StaffRequired, s.StaffPresent, s.Shortfall, texts[$"ratio.status.{s.Status}"], texts[$"ratio.rule.{s.Rule}"], s.RuleSet])),
            Sheet("staff", ["date", "measured", "group", "name", "job", "register-check", "from", "to", "counts", "why-not", "corrected"],
                evidence.Staff.SelectMany(g => g).OrderBy(s => s.Date).ThenBy(s => s.GroupCode, StringComparer.Ordinal).ThenBy(s => s.From).ThenBy(s => s.Name, StringComparer.Ordinal)
                    .Select(s => (IReadOnlyList<object?>)[s.Date, s.GroupCode, s.GroupName, s.Name, texts[$"job.{s.Job}"], s.RegisterCheckedOn, s.From, s.To, s.NotCounted is null, s.NotCounted is { } why ? texts[$"not-counted.{why.ToString().ToLowerInvariant()}"] : null, s.Corrected])),
            Sheet("children", ["date", "measured", "group", "number", "age", "from", "to", "corrected"],
                evidence.Children.SelectMany(g => g).OrderBy(c => c.Date).ThenBy(c => c.GroupCode, StringComparer.Ordinal).ThenBy(c => c.From).ThenBy(c => c.Number, StringComparer.Ordinal)
                    .Select(c => (IReadOnlyList<object?>)[c.Date, c.GroupCode, c.GroupName, c.Number, c.AgeYears, c.From, c.To, c.Corrected])),
            Sheet("corrections", ["date", "measured", "group", "who", "old-from", "old-to", "new-from", "new-to", "withdrawn", "by", "at", "reason"],
                evidence.Corrections.Select(c => (IReadOnlyList<object?>)[c.Date, c.GroupCode, c.GroupName, c.IsStaff ? c.Who : texts["ratio-day.child", c.Who], c.Line.OldFrom, c.Line.OldTo, c.Line.Withdrawn ? null : c.Line.NewFrom, c.Line.Withdrawn ? null : c.Line.NewTo, c.Line.Withdrawn, c.Line.By, c.Line.At, c.Line.Reason])),
        ];

        (string, SheetTable) Sheet(string name, string[] columns, IEnumerable<IReadOnlyList<object?>> rows) =>
            (texts[$"inspection.file.{name}"], new(texts[$"inspection.sheet.{name}"], [.. columns.Select(c => texts[$"inspection.column.{c}"])], rows));
    }
}
