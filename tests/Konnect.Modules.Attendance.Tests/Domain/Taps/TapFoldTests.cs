using Konnect.Modules.Attendance.Domain.Taps;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.Domain.Taps;

/// <summary>A tap is written <c>08:00 in A</c>, a stay <c>A 08:00-17:00</c>.</summary>
public sealed class TapFoldTests
{
    private static readonly LocalDate Day = new(2026, 11, 20);

    [Theory]
    [InlineData("08:00 in A", "A 08:00-")]
    [InlineData("08:00 in A, 17:00 out A", "A 08:00-17:00")]
    [InlineData("17:00 out A, 08:00 in A", "A 08:00-17:00")]
    [InlineData("08:00 in A, 09:00 in B, 17:00 out B", "A 08:00-09:00, B 09:00-17:00")]
    [InlineData("08:00 in A, 12:00 out A, 13:00 in A", "A 08:00-12:00, A 13:00-")]
    [InlineData("08:00 in A, 08:00 out A", "A 08:00-08:00")]
    public void Presences_follow_from_taps_in_the_order_of_their_times(string taps, string stays) => Fold(taps, "").Stays.ShouldBe(stays);

    [Theory]
    [InlineData("08:00 in A, 08:01 in A", "Holds Same")]
    [InlineData("08:00 in A, 08:20 in A", "Holds Overruled")]
    [InlineData("08:00 in A, 16:10 out A, 16:12 out A", "Holds Holds Same")]
    [InlineData("08:00 in A, 16:10 out A, 16:25 out A", "Holds Holds Overruled")]
    [InlineData("08:00 in A, 09:00 in B, 16:00 out A", "Holds Holds Overruled")]
    [InlineData("16:00 out A", "Overruled")]
    public void The_first_holds_and_one_that_says_otherwise_is_told_apart_from_one_that_says_the_same(string taps, string outcomes) => Fold(taps, "").Outcomes.ShouldBe(outcomes);

    [Theory]
    [InlineData("", "A 08:00-17:00", "A 08:00-17:00", "")]
    [InlineData("12:00 out A", "A 08:00-17:00", "A 08:00-17:00", "Overruled")]
    [InlineData("12:00 in B", "A 08:00-17:00", "A 08:00-17:00", "Overruled")]
    [InlineData("08:01 in A", "A 08:00-17:00", "A 08:00-17:00", "Same")]
    [InlineData("17:00 out A", "A 08:00-17:00", "A 08:00-17:00", "Same")]
    [InlineData("17:30 in A", "A 08:00-17:00", "A 08:00-17:00, A 17:30-", "Holds")]
    [InlineData("07:30 in B", "A 08:00-17:00", "B 07:30-08:00, A 08:00-17:00", "Holds")]
    [InlineData("16:00 out A", "A 08:00-", "A 08:00-16:00", "Holds")]
    [InlineData("09:00 in B, 16:00 out B", "A 08:00-", "A 08:00-09:00, B 09:00-16:00", "Holds Holds")]
    [InlineData("08:00 in A", "A 08:00-08:00", "A 08:00-08:00, A 08:00-", "Holds")]
    public void What_was_registered_otherwise_stands_as_it_is_and_only_ends_by_a_tap(string taps, string registered, string stays, string outcomes) =>
        Fold(taps, registered).ShouldBe((stays, outcomes));

    /// <summary>Every sequence of up to five taps on two groups, in every order of arrival, beside a plain reading of the rules one minute after the other.</summary>
    [Fact]
    public void Every_short_day_is_what_the_rules_say_in_whatever_order_it_arrives()
    {
        var days = 0;
        string[] kinds = ["in A", "out A", "in B", "out B"];
        for (var length = 1; length <= 5; length++)
        {
            for (var number = 0; number < Math.Pow(kinds.Length, length); number++)
            {
                var taps = Enumerable.Range(0, length).Select(i => Parse($"{8 + i:00}:00 {kinds[number / (int)Math.Pow(kinds.Length, i) % kinds.Length]}")).ToList();
                var expected = Plainly(taps);
                Show(TapFold.Of(taps, [])).ShouldBe(expected);
                Show(TapFold.Of(taps.AsEnumerable().Reverse(), [])).ShouldBe(expected);
                days++;
            }
        }

        days.ShouldBe(4 + 16 + 64 + 256 + 1024);
    }

    [Fact]
    public void Nobody_is_in_two_places_and_a_presence_has_the_key_of_its_tap()
    {
        var random = new Random(20);
        for (var round = 0; round < 2_000; round++)
        {
            var taps = Enumerable.Range(0, random.Next(1, 12)).Select(_ => Parse($"{random.Next(8, 18):00}:{random.Next(0, 60):00} {(random.Next(2) == 0 ? "in" : "out")} {(char)('A' + random.Next(3))}")).ToList();
            var registered = random.Next(3) == 0 ? ParseStays($"A {random.Next(8, 12):00}:00-{random.Next(12, 18):00}:00") : [];
            var stays = TapFold.Of(taps, registered);
            foreach (var (earlier, later) in stays.Zip(stays.Skip(1)))
                earlier.To.ShouldNotBeNull().ShouldBeLessThanOrEqualTo(later.From);
            foreach (var stay in stays)
                (registered.Any(r => r.Id == stay.Id) || taps.Any(t => t.Id == stay.Id && t.Kind == TapKind.In && t.At == stay.From && t.Outcome == TapOutcome.Holds)).ShouldBeTrue();
            foreach (var stay in registered)
                stays.ShouldContain(stay);
        }
    }

    private static string Plainly(IEnumerable<Tap> taps)
    {
        var (told, group, since) = (new List<string>(), "", "");
        foreach (var tap in taps)
        {
            var time = Time(tap.At);
            if (tap.Kind == TapKind.In ? group == tap.GroupCode : group != tap.GroupCode)
                continue;
            if (group.Length > 0)
                told.Add($"{group} {since}-{time}");
            (group, since) = tap.Kind == TapKind.In ? (tap.GroupCode, time) : ("", "");
        }

        if (group.Length > 0)
            told.Add($"{group} {since}-");
        return string.Join(", ", told);
    }

    private static (string Stays, string Outcomes) Fold(string taps, string registered)
    {
        var parsed = taps.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(Parse).ToList();
        for (var i = 0; i < parsed.Count; i++)
            parsed[i].Number = i + 1;
        var stays = TapFold.Of(parsed, ParseStays(registered));
        return (Show(stays), string.Join(' ', parsed.Select(t => t.Outcome)));
    }

    private static string Show(IEnumerable<Stay> stays) => string.Join(", ", stays.Select(s => $"{s.GroupCode} {Time(s.From)}-{(s.To is { } to ? Time(to) : "")}"));

    private static string Time(Instant at) => at.InUtc().LocalDateTime.ToString("HH:mm", null);

    private static Instant At(string time) => Day.At(new LocalTime(int.Parse(time[..2], null), int.Parse(time[3..5], null))).InUtc().ToInstant();

    private static IReadOnlyList<Stay> ParseStays(string text) => [.. text.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(stay =>
        new Stay(Guid.NewGuid(), "L", stay[..1], At(stay[2..7]), stay.Length > 8 ? At(stay[8..]) : null))];

    private static ChildTap Parse(string text) => new()
    {
        Id = Guid.NewGuid(),
        ChildId = Guid.Empty,
        Kind = text.Contains("in", StringComparison.Ordinal) ? TapKind.In : TapKind.Out,
        LocationCode = "L",
        GroupCode = text[^1..],
        Date = Day,
        At = At(text),
        RegisteredAt = At(text),
        SentBy = "Sanne",
    };
}
