using NodaTime;

namespace Konnect.Modules.Attendance.Domain.Ratio;

/// <summary>A location's day.</summary>
/// <param name="Zone">The location's time zone.</param>
/// <param name="Opens">Local time at which care starts.</param>
/// <param name="Closes">Local time at which care ends, later than <paramref name="Opens"/>.</param>
/// <param name="Closed">True on a day without care.</param>
/// <param name="SchoolFree">True in school holidays and weekends.</param>
internal sealed record LocationDay(DateTimeZone Zone, LocalTime Opens, LocalTime Closes, bool Closed = false, bool SchoolFree = false);

/// <summary>A stretch of time that a child was, or is planned to be, present.</summary>
/// <param name="Child">The child; stretches of one child that overlap count once.</param>
/// <param name="BirthDate">Decides the age on the date of care.</param>
/// <param name="From">Arrival.</param>
/// <param name="To">Departure; null when it was not registered.</param>
internal readonly record struct ChildStay(Guid Child, LocalDate BirthDate, Instant From, Instant? To);

/// <summary>A stretch of time that a member of staff was, or is planned to be, present; a break is the gap between two of them.</summary>
/// <param name="Staff">The member of staff; stretches of one that overlap count once.</param>
/// <param name="Counts">True when this member counts in the ratio on the date.</param>
/// <param name="From">Arrival.</param>
/// <param name="To">Departure; null when it was not registered.</param>
internal readonly record struct StaffStay(Guid Staff, bool Counts, Instant From, Instant? To);

/// <summary>All that decides the ratio of one scope on one day.</summary>
/// <param name="Scope">What is measured.</param>
/// <param name="Date">The local date of care; it chooses the rules.</param>
/// <param name="Location">The location's day.</param>
/// <param name="Children">The presences of children, in any order.</param>
/// <param name="Staff">The presences of staff, in any order.</param>
/// <param name="Now">
/// The present moment, or null for a day that is over. On <paramref name="Date"/> itself a presence without an end lasts until now; once the day
/// is over it ends at closing time, or at its start if that is later, and the day is incomplete.
/// </param>
internal sealed record ScopeDay(
    RatioScope Scope,
    LocalDate Date,
    LocationDay Location,
    IReadOnlyList<ChildStay> Children,
    IReadOnlyList<StaffStay> Staff,
    Instant? Now = null);
