using System.ComponentModel;
using System.Linq.Expressions;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.Modules.Attendance.Domain.Facts;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Reporting;

[Description("A child's planned time on a group on an open day, reported absent or not.")]
internal sealed record PlannedPresenceRow
{
    [Description("Key of the row, stable as long as the fact is.")] public Guid Id { get; init; }
    [Description("Pseudonymous key of the child, stable inside one installation.")] public Guid ChildKey { get; init; }
    [Description("Code of the location."), RefersTo("Locations")] public required string LocationCode { get; init; }
    [Description("Code of the group."), RefersTo("Groups", Collection = "PlannedAttendance")] public required string GroupCode { get; init; }
    [Description("Local day.")] public LocalDate Date { get; init; }
    [Description("Local day as yyyymmdd.")] public int DateKey { get; init; }
    [Description("Planned arrival, UTC.")] public Instant StartsAt { get; init; }
    [Description("Planned departure, UTC.")] public Instant EndsAt { get; init; }
    [Description("Length in whole minutes.")] public int Minutes { get; init; }
    [Description("Where the plan comes from: placement, extra or swap.")] public required string Source { get; init; }
    [Description("Age class on the day: 0, 1, 2, 3, 4-6 or 7+.")] public required string AgeClass { get; init; }
}

internal sealed class PlannedAttendance() : ReportingSet<PlannedPresenceRow>("PlannedAttendance", r => r.Id)
{
    protected override Expression<Func<PlannedPresenceRow, string?>>? Location => r => r.LocationCode;

    protected override Expression<Func<PlannedPresenceRow, LocalDate>>? Date => r => r.Date;

    protected override IQueryable<PlannedPresenceRow> Rows(DbContext db) => ColumnsOf<PlannedAttendanceFact>(db);
}
