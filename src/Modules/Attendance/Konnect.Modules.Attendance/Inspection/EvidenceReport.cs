using System.Net;
using Konnect.BuildingBlocks.Infrastructure.Localization;
using Konnect.BuildingBlocks.Time;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain.Facts;
using Konnect.Modules.Attendance.Domain.Ratio;
using NodaTime;

namespace Konnect.Modules.Attendance.Inspection;

/// <summary>The report of a package as one file that any browser opens and prints, without anything from elsewhere. It is written as it goes: a quarter is never in memory whole.</summary>
internal sealed class EvidenceReport(TextWriter to, Evidence evidence, Texts texts, string madeBy, LocalDateTime madeAt, Guid id)
{
    private const string Style = """
        body{font:14px/1.45 system-ui,sans-serif;color:#111;background:#fff;max-width:60rem;margin:2rem auto;padding:0 1rem}
        h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}h3{font-size:1rem;margin:1.5rem 0 .3rem;break-after:avoid}
        table{border-collapse:collapse;width:100%;margin:.4rem 0}th,td{text-align:left;vertical-align:top;padding:.2rem .5rem;border-bottom:1px solid #bbb}
        td.n,th.n{text-align:right}tr{break-inside:avoid}thead{display:table-header-group}.bad{font-weight:700}pre{white-space:pre-wrap;font:inherit}
        footer{margin-top:2rem;border-top:1px solid #bbb;font-size:.85rem}@media print{body{margin:0;max-width:none}}
        """;

    private InspectedPeriod Period => evidence.Period;

    /// <summary>Writes it.</summary>
    public async Task WriteAsync()
    {
        var title = texts["inspection.report.title", Period.Location.Name, texts.DateWithYear(Period.From), texts.DateWithYear(Period.To)];
        await to.WriteAsync($"<!DOCTYPE html>\n<html lang=\"{texts.Language}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{E(title)}</title><style>{Style}</style></head><body>\n<h1>{E(title)}</h1>\n");
        await Paragraph(texts["inspection.report.made", madeBy, texts.DateWithYear(madeAt.Date), texts.Time(madeAt.TimeOfDay)]);
        await Paragraph(texts["ratio-day.open", texts.Between(Period.Location.Opens, Period.Location.Closes)]);
        if (Period.Sample.Count > 0)
            await Paragraph(texts["inspection.sample-of", texts.List([.. Period.Sample.Select(texts.DateWithYear)])]);
        await Heading(2, texts["inspection.summary"]);
        await Paragraph(texts["inspection.summary.days", evidence.Summary.BreachDays, evidence.Summary.Days]);
        await Table([texts["inspection.group"], texts["inspection.days"], texts["inspection.breach-days"]], evidence.Summary.ByScope.Select(s => new[] { Period.NameOf(s.Scope, s.Code), $"{s.Days}", $"{s.Breaches}" }));
        if (evidence.Summary.BreachDays > 0)
        {
            await Table([texts["inspection.weekday"], texts["inspection.breach-days"]], evidence.Summary.ByWeekday.Select(w => new[] { texts.WeekdayLong(w.Day), $"{w.Breaches}" }));
            await Table([texts["inspection.hour"], texts["inspection.breach-minutes"]], evidence.Summary.ByHour.Select(h => new[] { Hour(h.Hour), $"{h.Minutes}" }));
        }

        await Heading(2, texts["inspection.frame"]);
        if (evidence.Frames.Count == 0)
            await Paragraph(texts["inspection.frame.none"]);
        foreach (var frame in evidence.Frames)
            await to.WriteAsync($"<p><small>{E(texts["inspection.frame.line", frame.ChangedBy, texts.DateWithYear(frame.ChangedAt.InZone(evidence.Zone).Date)])}</small></p><pre>{E(frame.Text)}</pre>\n");

        await Heading(2, texts["inspection.all-days"]);
        await Table(
            [texts["inspection.date"], texts["inspection.group"], texts["ratio-day.verdict"], texts["ratio.status.breach"], texts["ratio.status.deviation"], texts["ratio-day.most-children"]],
            Period.Days.Select(d => new[] { texts.DateWithYear(d.Date), Period.NameOf(d.Scope, d.Code), Verdict(d), texts.Minutes(d.BreachMinutes + d.OversizeMinutes), texts["inspection.used", d.DeviationMinutes, d.AllowanceMinutes], $"{d.MaxChildren}" }));
        foreach (var day in Period.Days)
            await DayAsync(day);

        var sets = Period.Days.Select(d => d.RuleSet).Distinct().Order(StringComparer.Ordinal).Select(name => texts[$"ratio.rule-set.{name}"]).ToList();
        await to.WriteAsync($"<footer><p>{E(texts["ratio-day.footer", texts.List(sets), Software.Version])}</p><p>{E(texts["inspection.report.package", id.ToString()])}</p></footer></body></html>\n");
    }

    private async Task DayAsync(RatioDayFact day)
    {
        await Heading(3, $"{texts.DateLong(day.Date)}, {Period.NameOf(day.Scope, day.Code)}: {Verdict(day)}");
        await Table(
            [texts["ratio-day.time"], texts["ratio-day.children"], texts["ratio-day.required"], texts["ratio-day.present"], texts["ratio-day.verdict"], texts["ratio-day.why"]],
            evidence.Segments[(day.Scope, day.Code, day.Date)].Select(s => new[]
            {
                texts.Between(s.From.TimeIn(evidence.Zone), s.To.TimeIn(evidence.Zone)), $"{s.Children}", s.StaffRequired is { } required ? $"{required}" : "–", $"{s.StaffPresent}", texts[$"ratio.status.{s.Status}"], Why(s),
            }));
        var staff = evidence.StaffOf(day).Select(s => new[]
        {
            s.Name, texts[$"job.{s.Job}"], s.RegisterCheckedOn is { } check ? texts.DateWithYear(check) : texts["ratio-day.not-checked"], texts.Between(s.From, s.To) + (s.Corrected ? $" ({texts["ratio-day.corrected"]})" : ""),
            s.NotCounted is { } why ? texts[$"not-counted.{why.ToString().ToLowerInvariant()}"] : texts["ratio-day.yes"],
        }).ToList();
        if (staff.Count == 0)
            await Paragraph(texts["ratio-day.no-staff"]);
        else
            await Table([texts["ratio-day.name"], texts["inspection.column.job"], texts["inspection.column.register-check"], texts["ratio-day.time"], texts["ratio-day.counts"]], staff);
        foreach (var c in evidence.CorrectionsOf(day))
        {
            var now = c.Line.Withdrawn ? texts["correct.now-withdrawn"] : texts.Between(c.Line.NewFrom, c.Line.NewTo);
            await Paragraph($"{(c.IsStaff ? c.Who : texts["ratio-day.child", c.Who])}: {texts.Between(c.Line.OldFrom, c.Line.OldTo)} → {now}. {texts["correct.by", c.Line.By, texts.Moment(c.Line.At)]} “{c.Line.Reason}”");
        }
    }

    private string Verdict(RatioDayFact day) => texts[$"ratio.status.{day.Status}"] + (day.Incomplete ? $", {texts["ratio-week.incomplete"]}" : "");

    // The sentence of the rule, as on the page of the day: from the stored numbers, by the rule set of that day.
    private string Why(RatioSegmentFact s)
    {
        var children = new AgeCounts(s.Age0, s.Age1, s.Age2, s.Age3, s.Age4To6, s.Age7Plus);
        var vve = s.Scope == ScopeKind.Group.Code() && Period.Location.Groups.Any(g => g.Code == s.Code && g.Vve);
        return $"{RatioSentence.Why(RatioRuleSets.Named(s.RuleSet).Explain(children, vve)).In(Say)}. {RatioSentence.ByAge(children).In(Say)}";
    }

    private string Say(string key) => texts[key];

    private static string Hour(int hour) => FormattableString.Invariant($"{hour:00}:00 – {hour + 1:00}:00");

    private Task Heading(int level, string text) => to.WriteAsync($"<h{level}>{E(text)}</h{level}>\n");

    private Task Paragraph(string text) => to.WriteAsync($"<p>{E(text)}</p>\n");

    private async Task Table(IReadOnlyList<string> head, IEnumerable<string[]> rows)
    {
        await to.WriteAsync($"<table><thead><tr>{string.Concat(head.Select(h => $"<th scope=\"col\">{E(h)}</th>"))}</tr></thead><tbody>\n");
        foreach (var row in rows)
            await to.WriteAsync($"<tr>{string.Concat(row.Select(cell => $"<td>{E(cell)}</td>"))}</tr>\n");
        await to.WriteAsync("</tbody></table>\n");
    }

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
