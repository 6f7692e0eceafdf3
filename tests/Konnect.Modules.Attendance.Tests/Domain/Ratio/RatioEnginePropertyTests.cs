using Konnect.Modules.Attendance.Domain.Ratio;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.Domain.Ratio;

/// <summary>What holds for every day, tried on thousands of random ones; a failure names the seed.</summary>
public class RatioEnginePropertyTests
{
    private static readonly Duration Minute = Duration.FromMinutes(1);

    [Fact]
    public void The_timeline_is_what_counting_minute_by_minute_gives()
    {
        for (var seed = 0; seed < 2500; seed++)
        {
            var day = RandomDay(new Random(seed));

            ShouldBeTheSame(RatioEngine.Compute(day), MinuteByMinute.Compute(day), seed);
        }
    }

    [Fact]
    public void The_random_days_hold_every_judgement_every_rule_that_can_decide_and_every_rule_set()
    {
        var timelines = Enumerable.Range(0, 2500).Select(seed => RatioEngine.Compute(RandomDay(new Random(seed)))).ToArray();
        var segments = timelines.SelectMany(timeline => timeline.Segments).ToArray();

        segments.Select(s => s.Status).Distinct().Count().ShouldBe(4);
        segments.Select(s => s.Rule.Code()).Distinct().Order().ShouldBe(["bso", "oversize", "rule1", "rule2", "table1", "table2"]);
        timelines.Select(t => t.RuleSet).Distinct().Count().ShouldBe(RatioRuleSets.All.Count());
        timelines.Count(t => t.Day is { AllowanceMinutes: > 0 } d && d.AllowanceUsed == d.AllowanceMinutes).ShouldBeGreaterThan(100);
    }

    [Fact]
    public void The_order_of_the_presences_does_not_matter()
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            var random = new Random(seed);
            var day = RandomDay(random);
            var (children, staff) = (day.Children.ToArray(), day.Staff.ToArray());
            random.Shuffle(children);
            random.Shuffle(staff);

            ShouldBeTheSame(RatioEngine.Compute(day with { Children = children, Staff = staff }), RatioEngine.Compute(day), seed);
        }
    }

    [Fact]
    public void Splitting_a_presence_changes_nothing()
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            var random = new Random(seed);
            var day = RandomDay(random);
            var children = day.Children.SelectMany(c => Split(random, c.From, c.To).Select(part => c with { From = part.From, To = part.To })).ToArray();
            var staff = day.Staff.SelectMany(s => Split(random, s.From, s.To).Select(part => s with { From = part.From, To = part.To })).ToArray();

            ShouldBeTheSame(RatioEngine.Compute(day with { Children = children, Staff = staff }), RatioEngine.Compute(day), seed);
        }
    }

    [Fact]
    public void A_day_that_happens_later_has_the_same_timeline_later()
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            var random = new Random(seed);
            var day = RandomDay(random) with { Date = new(2026, 11, 19) };
            var morning = day.Location.Zone.AtStartOfDay(day.Date).ToInstant() + Duration.FromHours(6);
            Instant Inside(Instant instant) => morning + Duration.FromSeconds(Math.Abs((instant - morning).ToInt64Nanoseconds() / NodaConstants.NanosecondsPerSecond) % (12 * 3600));
            var shift = Duration.FromMinutes(random.Next(-300, 300));
            ScopeDay At(Duration later) => day with
            {
                Now = null,
                Location = day.Location with { Opens = Later(new(7, 0), later), Closes = Later(new(18, 30), later) },
                Children = [.. day.Children.Select(c => c with { From = Inside(c.From) + later, To = c.To is { } to ? Inside(to) + later : null })],
                Staff = [.. day.Staff.Select(s => s with { From = Inside(s.From) + later, To = s.To is { } to ? Inside(to) + later : null })],
            };

            var timeline = RatioEngine.Compute(At(Duration.Zero));
            var shifted = timeline with { Segments = [.. timeline.Segments.Select(s => s with { From = s.From + shift, To = s.To + shift })] };

            ShouldBeTheSame(RatioEngine.Compute(At(shift)), shifted, seed);
        }
    }

    [Fact]
    public void One_more_member_of_staff_never_makes_any_minute_worse()
    {
        for (var seed = 0; seed < 2500; seed++)
        {
            var random = new Random(seed);
            var day = RandomDay(random);
            var from = RandomInstant(random, day);
            var more = day with { Staff = [.. day.Staff, new(Guid.NewGuid(), true, from, from + Duration.FromMinutes(random.Next(1, 600)))] };

            var (before, after) = (ByMinute(RatioEngine.Compute(day)), ByMinute(RatioEngine.Compute(more)));

            after.Keys.SequenceEqual(before.Keys).ShouldBeTrue($"seed {seed}");
            after.Where(minute => minute.Value > before[minute.Key]).ShouldBeEmpty($"seed {seed}");
        }
    }

    private static Dictionary<Instant, RatioStatus> ByMinute(RatioTimeline timeline) =>
        (from s in timeline.Segments from i in Enumerable.Range(0, s.Minutes) select (At: s.From + Minute * i, s.Status)).ToDictionary(m => m.At, m => m.Status);

    private static LocalTime Later(LocalTime time, Duration by) => time.PlusMinutes((long)by.TotalMinutes);

    private static void ShouldBeTheSame(RatioTimeline actual, RatioTimeline expected, int seed)
    {
        if (!actual.Segments.SequenceEqual(expected.Segments))
            actual.Segments.Select(segment => segment.ToString()).ShouldBe(expected.Segments.Select(segment => segment.ToString()), $"seed {seed}");
        actual.Day.ShouldBe(expected.Day, $"seed {seed}");
    }

    private static IEnumerable<(Instant From, Instant? To)> Split(Random random, Instant from, Instant? to)
    {
        if (random.Next(2) == 0 || to is not { } end || end <= from)
            return [(from, to)];
        var at = from + Duration.FromSeconds(random.NextInt64((end - from).ToInt64Nanoseconds() / NodaConstants.NanosecondsPerSecond + 1));
        return random.Next(3) == 0 ? [(at, to), (from, at), (at, at)] : [(from, at), (at, to)];
    }

    private static readonly LocalDate[] Dates =
        [new(2026, 11, 19), new(2026, 3, 29), new(2026, 10, 25), new(2024, 6, 30), new(2024, 7, 1), new(2018, 5, 5), new(2028, 2, 29), new(2025, 2, 28)];

    internal static ScopeDay RandomDay(Random random)
    {
        var care = (RatioCare)random.Next(3);
        var date = Dates[random.Next(Dates.Length)];
        var rules = RatioRuleSets.For(care, date);
        var closes = new LocalTime(random.Next(13, 24), random.Next(60));
        var location = new LocationDay(SampleDay.Amsterdam, new(random.Next(0, 9), random.Next(60)), closes, random.Next(10) == 0, random.Next(2) == 0);
        var start = SampleDay.Amsterdam.AtStartOfDay(date).ToInstant();
        var day = new ScopeDay(new(rules.MeasuredPer, "X", care, random.Next(4) == 0, ["X"]), date, location, [], [], random.Next(4) switch
        {
            0 => start + Duration.FromSeconds(random.Next(0, 24 * 3600)),
            1 => start + Duration.FromHours(random.Next(-24, 72)),
            _ => null,
        });

        var youngest = random.Next(0, 4);
        var oldest = care == RatioCare.DayCare ? random.Next(youngest, 5) : random.Next(4, 13);
        var children = new List<ChildStay>();
        for (var i = random.Next(care == RatioCare.OutOfSchool ? 45 : 19); i > 0; i--)
        {
            var age = care == RatioCare.OutOfSchool ? random.Next(random.Next(20) == 0 ? 3 : 4, oldest + 1) : random.Next(youngest, oldest + 1);
            var born = random.Next(10) == 0 ? new(2024, 2, 29) : date.PlusYears(-age).PlusDays(-random.Next(0, 366));
            var child = NewGuid(random);
            for (var stays = random.Next(1, 4); stays > 0; stays--)
            {
                var (from, to) = RandomStay(random, day);
                children.Add(new(child, born, from, to));
            }
        }
        var staff = new List<StaffStay>();
        for (var i = random.Next(7); i > 0; i--)
        {
            var (member, counts) = (NewGuid(random), random.Next(5) > 0);
            for (var stays = random.Next(1, 4); stays > 0; stays--)
            {
                var (from, to) = RandomStay(random, day);
                staff.Add(new(member, counts, from, to));
            }
        }
        return day with { Children = children, Staff = staff };
    }

    private static (Instant From, Instant? To) RandomStay(Random random, ScopeDay day)
    {
        var from = RandomInstant(random, day);
        return (from, random.Next(25) switch
        {
            0 => null,
            1 => from + Duration.FromSeconds(random.Next(-600, 90)),
            _ => from + Duration.FromSeconds(random.Next(0, 10 * 3600)),
        });
    }

    private static Instant RandomInstant(Random random, ScopeDay day)
    {
        var start = day.Location.Zone.AtStartOfDay(day.Date).ToInstant();
        return random.Next(30) == 0
            ? start + Duration.FromSeconds(random.Next(-6 * 3600, 30 * 3600))
            : start + Duration.FromHours(7) + Duration.FromMilliseconds(random.Next(random.Next(2) == 0 ? 3 * 3600 * 1000 : 12 * 3600 * 1000));
    }

    private static Guid NewGuid(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new(bytes);
    }
}
