using Konnect.BuildingBlocks.Security;
using Konnect.BuildingBlocks.Time;
using NodaTime;

namespace Konnect.Modules.Attendance.Domain;

/// <summary>Until when the organisation wants to be told that a child does not come, for one reason.</summary>
[NoPersonalData]
internal sealed class AbsenceRule
{
    public const int MostDays = 60;

    public required AbsenceReason Reason { get; init; }

    /// <summary>Days before the day of care, 0 to <see cref="MostDays"/>.</summary>
    public required int DaysBefore { get; set; }

    /// <summary>The local time of that day.</summary>
    public required LocalTime At { get; set; }

    /// <summary>What holds until the organisation says otherwise: an illness by nine that morning, anything else by six the evening before.</summary>
    public static AbsenceRule Default(AbsenceReason reason) => reason == AbsenceReason.Sick
        ? new() { Reason = reason, DaysBefore = 0, At = new LocalTime(9, 0) }
        : new() { Reason = reason, DaysBefore = 1, At = new LocalTime(18, 0) };

    /// <summary>The last moment to tell of a day of care in time.</summary>
    public Instant DeadlineOf(LocalDate day, DateTimeZone zone) => zone.At(day.PlusDays(-DaysBefore), At);

    /// <summary>True when somebody who tells now is in time for that day.</summary>
    public bool IsInTime(LocalDate day, Instant now, DateTimeZone zone) => now <= DeadlineOf(day, zone);

    /// <summary>The first day of care that can still be told of in time.</summary>
    public LocalDate FirstInTime(Instant now, DateTimeZone zone)
    {
        var day = now.InZone(zone).Date.PlusDays(DaysBefore);
        return IsInTime(day, now, zone) ? day : day.PlusDays(1);
    }
}
