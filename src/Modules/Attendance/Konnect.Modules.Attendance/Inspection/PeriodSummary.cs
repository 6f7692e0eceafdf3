using Konnect.Modules.Attendance.Domain.Facts;
using NodaTime;

namespace Konnect.Modules.Attendance.Inspection;

/// <summary>A period in figures. A breach here is also a group that was too large.</summary>
/// <param name="Days">Days with children, of all scopes together: a date counts once.</param>
/// <param name="BreachDays">Those with a breach.</param>
/// <param name="ByScope">Days with children and with a breach of each group or location.</param>
/// <param name="ByWeekday">Days with a breach, by weekday.</param>
/// <param name="ByHour">Minutes of breach, by the hour that they lie in.</param>
internal sealed record PeriodSummary(
    int Days, int BreachDays, IReadOnlyList<(string Scope, string Code, int Days, int Breaches)> ByScope, IReadOnlyList<(IsoDayOfWeek Day, int Breaches)> ByWeekday, IReadOnlyList<(int Hour, int Minutes)> ByHour)
{
    /// <summary>True for a day with a breach.</summary>
    public static bool IsBreach(RatioDayFact day) => day.BreachMinutes + day.OversizeMinutes > 0;

    /// <summary>The figures of days and of their stretches of breach.</summary>
    public static PeriodSummary Of(InspectedPeriod period, IReadOnlyList<RatioSegmentFact> breaches, DateTimeZone zone)
    {
        var breached = period.Days.Where(IsBreach).ToList();
        return new(
            period.Days.Select(d => d.Date).Distinct().Count(),
            breached.Select(d => d.Date).Distinct().Count(),
            [.. from s in period.Scopes let own = period.Days.Where(d => (d.Scope, d.Code) == s).ToList() where own.Count > 0 select (s.Scope, s.Code, own.Count, own.Count(IsBreach))],
            [.. breached.Select(d => d.Date).Distinct().GroupBy(d => d.DayOfWeek).OrderBy(g => g.Key).Select(g => (g.Key, g.Count()))],
            [.. breaches.SelectMany(s => Hours(s, zone)).GroupBy(h => h.Hour).OrderBy(g => g.Key).Select(g => (g.Key, g.Sum(h => h.Minutes)))]);
    }

    private static IEnumerable<(int Hour, int Minutes)> Hours(RatioSegmentFact segment, DateTimeZone zone)
    {
        for (var at = segment.From; at < segment.To;)
        {
            var local = at.InZone(zone);
            var next = Instant.Min(segment.To, at + Duration.FromMinutes(60 - local.Minute));
            yield return (local.Hour, (int)(next - at).TotalMinutes);
            at = next;
        }
    }
}
