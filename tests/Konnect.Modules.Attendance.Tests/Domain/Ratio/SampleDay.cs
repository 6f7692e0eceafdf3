using System.Globalization;
using Konnect.Modules.Attendance.Domain.Ratio;
using NodaTime;
using NodaTime.Text;

namespace Konnect.Modules.Attendance.Tests.Domain.Ratio;

/// <summary>Builds a scope's day from local times; by default a day-care group on an ordinary Thursday, at a location open from 07:30 to 18:30.</summary>
internal sealed class SampleDay(RatioCare care = RatioCare.DayCare, string date = "2026-11-19")
{
    public static DateTimeZone Amsterdam { get; } = DateTimeZoneProviders.Tzdb["Europe/Amsterdam"];

    private readonly List<ChildStay> children = [];
    private readonly List<StaffStay> staff = [];
    private LocationDay location = new(Amsterdam, new(7, 30), new(18, 30));
    private Instant? now;

    public LocalDate Date { get; } = LocalDatePattern.Iso.Parse(date).Value;

    /// <summary>The instant of a local time such as <c>08:00</c> or <c>08:00:59</c>, at an offset from UTC where the clock change repeats it.</summary>
    public Instant At(string time, int? offset = null)
    {
        var local = Date + (time.Length == 5 ? LocalTimePattern.CreateWithInvariantCulture("HH:mm") : LocalTimePattern.ExtendedIso).Parse(time).Value;
        return offset is { } hours ? local.WithOffset(Offset.FromHours(hours)).ToInstant() : Amsterdam.AtStrictly(local).ToInstant();
    }

    public SampleDay Location(string opens = "07:30", string closes = "18:30", bool closed = false, bool schoolFree = false)
    {
        var pattern = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
        location = new(Amsterdam, pattern.Parse(opens).Value, pattern.Parse(closes).Value, closed, schoolFree);
        return this;
    }

    public SampleDay Now(Instant instant)
    {
        now = instant;
        return this;
    }

    /// <summary>So many children of an age, each half a year past the birthday.</summary>
    public SampleDay Children(int count, int age, string from, string? to)
    {
        for (var i = 0; i < count; i++)
            Child(Guid.NewGuid(), age, At(from), to is null ? null : At(to));
        return this;
    }

    public SampleDay Child(Guid child, int age, Instant from, Instant? to) => Born(child, Date.PlusYears(-age).PlusMonths(-6), from, to);

    public SampleDay Born(Guid child, LocalDate birthDate, Instant from, Instant? to)
    {
        children.Add(new(child, birthDate, from, to));
        return this;
    }

    public SampleDay Staff(int count, string from, string? to, bool counts = true)
    {
        for (var i = 0; i < count; i++)
            Staff(Guid.NewGuid(), At(from), to is null ? null : At(to), counts);
        return this;
    }

    public SampleDay Staff(Guid member, Instant from, Instant? to, bool counts = true)
    {
        staff.Add(new(member, counts, from, to));
        return this;
    }

    public ScopeDay Build()
    {
        var kind = RatioRuleSets.For(care, Date).MeasuredPer;
        return new(new(kind, "X", care, Vve: false, ["X"]), Date, location, children, staff, now);
    }

    public RatioTimeline Compute() => RatioEngine.Compute(Build());

    /// <summary>The timeline as lines: local times, children, staff of required, rule, status.</summary>
    public static string[] Lines(RatioTimeline timeline) =>
    [
        .. timeline.Segments.Select(s => string.Create(CultureInfo.InvariantCulture,
            $"{Local(s.From)}-{Local(s.To)} {s.Children.Total} {s.Staff}/{s.Required?.ToString(CultureInfo.InvariantCulture) ?? "-"} {s.Rule.Code()} {s.Status.Code()}")),
    ];

    private static string Local(Instant instant) => instant.InZone(Amsterdam).TimeOfDay.ToString("HH:mm", CultureInfo.InvariantCulture);
}
