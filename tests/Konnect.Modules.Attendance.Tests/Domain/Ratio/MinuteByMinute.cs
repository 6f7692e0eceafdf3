using System.Globalization;
using Konnect.Modules.Attendance.Domain.Ratio;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.Domain.Ratio;

/// <summary>The law followed literally, one minute at a time, sharing no code with the engine.</summary>
internal static class MinuteByMinute
{
    private sealed record Judged(AgeCounts Children, int Staff, int? Required, RatioRule Rule, RatioStatus Status);

    public static RatioTimeline Compute(ScopeDay day)
    {
        var zone = day.Location.Zone;
        var start = zone.AtStartOfDay(day.Date).ToInstant();
        var end = zone.AtStartOfDay(day.Date.PlusDays(1)).ToInstant();
        var over = day.Now is null || day.Now.Value.InZone(zone).Date > day.Date;
        var closing = zone.AtStrictly(day.Date + day.Location.Closes).ToInstant();
        Instant End(Instant from, Instant? to) => to ?? (!over ? day.Now!.Value : from > closing ? from : closing);
        var kids = day.Children.Select(c => (c.Child, Age: Age(c.BirthDate, day.Date), From: Floor(c.From), To: Floor(End(c.From, c.To)))).ToArray();
        var team = day.Staff.Where(s => s.Counts).Select(s => (s.Staff, From: Floor(s.From), To: Floor(End(s.From, s.To)))).ToArray();

        var allowance = Allowance(day);
        var used = 0;
        var segments = new List<RatioSegment>();
        Judged? last = null;
        var total = (ChildMinutes: 0, Deviation: 0, Breach: 0, Oversize: 0, MostChildren: 0, MostMissing: 0);
        RatioStatus? worst = null;
        for (var minute = start; minute < end; minute += Duration.FromMinutes(1))
        {
            var children = kids.Where(c => c.From <= minute && minute < c.To).DistinctBy(c => c.Child).Select(c => c.Age).ToArray();
            var staff = team.Where(s => s.From <= minute && minute < s.To).DistinctBy(s => s.Staff).Count();
            if (children.Length == 0)
            {
                last = null;
                continue;
            }

            var counts = new AgeCounts(children.Count(a => a == 0), children.Count(a => a == 1), children.Count(a => a == 2), children.Count(a => a == 3),
                children.Count(a => a is >= 4 and < 7), children.Count(a => a >= 7));
            var (required, rule) = last?.Children == counts ? (last.Required, last.Rule) : Required(day, counts);
            RatioStatus status;
            if (required is not { } needed)
                status = RatioStatus.Oversize;
            else if (staff >= needed)
                status = RatioStatus.Met;
            else
            {
                var gone = used >= allowance;
                used = Math.Min(allowance, used + 1);
                status = gone || staff < Math.Ceiling(needed / 2m) ? RatioStatus.Breach : RatioStatus.Deviation;
            }

            var judged = new Judged(counts, staff, required, rule, status);
            var to = minute + Duration.FromMinutes(1);
            if (judged == last)
                segments[^1] = segments[^1] with { To = to, AllowanceUsed = used };
            else
                segments.Add(new(minute, to, counts, staff, required, rule, status, used));
            last = judged;

            total.ChildMinutes += children.Length;
            total.Deviation += status == RatioStatus.Deviation ? 1 : 0;
            total.Breach += status == RatioStatus.Breach ? 1 : 0;
            total.Oversize += status == RatioStatus.Oversize ? 1 : 0;
            total.MostChildren = Math.Max(total.MostChildren, children.Length);
            total.MostMissing = Math.Max(total.MostMissing, (required - staff) ?? 0);
            worst = (worst, status) switch
            {
                (RatioStatus.Breach or RatioStatus.Oversize, _) => worst,
                (_, RatioStatus.Breach or RatioStatus.Oversize) => status,
                (RatioStatus.Deviation, _) => worst,
                _ => status,
            };
        }

        var incomplete = over && (day.Children.Any(c => c.To is null) || day.Staff.Any(s => s.To is null));
        var name = RuleSet(day);
        return new(day.Scope, day.Date, name, segments, worst is null ? null : new(
            total.ChildMinutes, total.Deviation, total.Breach, total.Oversize, allowance, used, total.MostChildren, total.MostMissing, worst.Value, incomplete, name));
    }

    private static string RuleSet(ScopeDay day) => day.Scope.Care switch
    {
        RatioCare.DayCare => "kdv-2019",
        RatioCare.Combined => "combi-2019",
        _ => day.Date >= new LocalDate(2024, 7, 1) ? "bso-2024-07" : "bso-2019",
    };

    private static int Allowance(ScopeDay day)
    {
        if (day.Scope.Care == RatioCare.OutOfSchool && !day.Location.SchoolFree)
            return 30;
        var zone = day.Location.Zone;
        var offered = zone.AtLeniently(day.Date + day.Location.Closes) - zone.AtLeniently(day.Date + day.Location.Opens);
        return !day.Location.Closed && offered >= Duration.FromHours(10) ? 180 : 0;
    }

    private static Instant Floor(Instant instant)
    {
        var utc = instant.InUtc();
        return new LocalDateTime(utc.Year, utc.Month, utc.Day, utc.Hour, utc.Minute).InUtc().ToInstant();
    }

    private static int Age(LocalDate born, LocalDate date)
    {
        var age = 0;
        while (Birthday(born, age + 1) <= date)
            age++;
        return age;
    }

    private static LocalDate Birthday(LocalDate born, int age) =>
        born.Month == 2 && born.Day == 29 && !CalendarSystem.Iso.IsLeapYear(born.Year + age) ? new(born.Year + age, 3, 1) : born.PlusYears(age);

    private static (int? Required, RatioRule Rule) Required(ScopeDay day, AgeCounts c)
    {
        var (a, b) = (c.Age0 + c.Age1 + c.Age2 + c.Age3 + c.Age4To6, c.Age7Plus);
        switch (RuleSet(day))
        {
            case "bso-2024-07":
                return ((int)Math.Ceiling(a * 0.100m + b * 0.083m), RatioRule.OutOfSchool);
            case "bso-2019":
                int? table2 = (a, b) switch
                {
                    (_, 0) => a <= 10 ? 1 : a <= 20 ? 2 : null,
                    (0, _) => b <= 12 ? 1 : b <= 24 ? 2 : b <= 30 ? 3 : null,
                    _ => a + b <= 11 && a <= 9 ? 1 : a + b <= 22 && a <= 18 ? 2 : null,
                };
                return (table2, table2 is null ? RatioRule.Oversize : RatioRule.Table2);
            default:
                int[] group = [c.Age0, c.Age1, c.Age2, c.Age3 + c.Age4To6 + c.Age7Plus];
                if (Table1(group) is not { } byTable)
                    return (null, RatioRule.Oversize);
                var number = Math.Max(byTable, Rule1(group));
                for (var age = 0; age < 4; age++)
                {
                    int[] fewer = [.. group];
                    if (fewer[age]-- > 0 && Table1(fewer) is { } without && Math.Max(without, Rule1(fewer)) > number)
                        return (number + 1, RatioRule.Rule2);
                }
                return (number, number > byTable ? RatioRule.Rule1 : RatioRule.Table1);
        }
    }

    // n0/3 + (n1/5 + n2/6 + n3/8)/1.2 over the common denominator 864.
    private static int Rule1(int[] n) => n[0] == 0 ? 0 : (int)Math.Ceiling((288 * n[0] + 144 * n[1] + 120 * n[2] + 90 * n[3]) / 864m);

    private static int? Table1(int[] n)
    {
        if (n.Sum() == 0)
            return 0;
        var (youngest, oldest) = (Array.FindIndex(n, count => count > 0), Array.FindLastIndex(n, count => count > 0));
        var ages = youngest == oldest ? $"{youngest}" : $"{youngest}-{oldest}";
        var cells = Rows.Single(row => row[1] == ages)[2..6];
        for (var staff = 1; staff <= 4; staff++)
        {
            foreach (var cell in cells[staff - 1].Split(" or "))
            {
                if (cell == "-")
                    continue;
                var most = int.Parse(cell.TrimEnd('a', 'b', 'c', 'd'), CultureInfo.InvariantCulture);
                var babies = cell[^1] switch { 'a' => 8, 'b' => 4, 'c' => 3, 'd' => 5, _ => 16 };
                if (n.Sum() <= most && n[0] <= babies)
                    return staff;
            }
        }
        return null;
    }

    // As the law prints it.
    private const string Table =
        """
        | 0 | 3 | 6 | 9 | 12 |
        | 1 | 5 | 10 | 15 | 16 |
        | 2 | 8 | 16 | - | - |
        | 3 | 8 | 16 | - | - |
        | 0-1 | 4 | 8 | 14a | 16a |
        | 0-2 | 5 | 10 | 13a or 14b or 15c | 16a |
        | 0-3 | 5 | 12 | 14a or 15d or 16c | 16a |
        | 1-2 | 6 | 11 | 16 | - |
        | 1-3 | 7 | 13 | 16 | - |
        | 2-3 | 8 | 16 | - | - |
        """;

    private static readonly string[][] Rows = [.. Table.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries))];
}
