using NodaTime;

namespace Konnect.Modules.Planning.Contracts;

/// <summary>Answers who is expected at a location, day by day.</summary>
public interface IDayPlanLookup
{
    /// <summary>One plan for each location and each day from the first to the last: location by location as asked, the days in order.</summary>
    Task<IReadOnlyList<DayPlan>> GetAsync(IReadOnlyCollection<string> locationCodes, LocalDate from, LocalDate to, CancellationToken cancellationToken);

    /// <summary>The first and last day that the location has anything planned; a placement without end reaches to <paramref name="openEnd"/>. Null without plans.</summary>
    Task<(LocalDate From, LocalDate To)?> GetRangeAsync(string locationCode, LocalDate openEnd, CancellationToken cancellationToken);
}

/// <summary>A day at a location as planned.</summary>
/// <param name="LocationCode">The location.</param>
/// <param name="Date">The day.</param>
/// <param name="IsClosed">True when the location is closed that day.</param>
/// <param name="IsSchoolFree">True on weekends and school holidays.</param>
/// <param name="Reason">Why it is closed or school-free, if the calendar says so.</param>
/// <param name="Children">Children by placement, also on a closed day and also those reported absent.</param>
/// <param name="Staff">Staff by roster.</param>
public sealed record DayPlan(string LocationCode, LocalDate Date, bool IsClosed, bool IsSchoolFree, string? Reason, IReadOnlyList<PlannedChild> Children, IReadOnlyList<PlannedShift> Staff);

/// <summary>A child expected on a group.</summary>
/// <param name="PlacementId">The placement it follows from.</param>
/// <param name="ChildId">The child.</param>
/// <param name="GroupCode">The group.</param>
/// <param name="StartsAt">Expected arrival, local.</param>
/// <param name="EndsAt">Expected departure, local.</param>
/// <param name="Source"><c>placement</c>, <c>extra</c> or <c>swap</c>.</param>
public sealed record PlannedChild(Guid PlacementId, Guid ChildId, string GroupCode, LocalTime StartsAt, LocalTime EndsAt, string Source);

/// <summary>A shift on a group.</summary>
/// <param name="StaffId">Who works.</param>
/// <param name="GroupCode">The group.</param>
/// <param name="StartsAt">Start, local.</param>
/// <param name="EndsAt">End, local.</param>
/// <param name="BreakStart">Start of the break, if any.</param>
/// <param name="BreakEnd">End of the break, if any.</param>
public sealed record PlannedShift(Guid StaffId, string GroupCode, LocalTime StartsAt, LocalTime EndsAt, LocalTime? BreakStart, LocalTime? BreakEnd);
