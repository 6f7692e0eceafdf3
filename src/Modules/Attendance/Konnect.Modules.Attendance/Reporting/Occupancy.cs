using System.ComponentModel;
using System.Linq.Expressions;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.Modules.Attendance.Domain.Facts;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Reporting;

[Description("How full a group was on a day.")]
internal sealed record GroupOccupancyRow
{
    [Description("Code of the group."), RefersTo("Groups", Collection = "Occupancy")] public required string GroupCode { get; init; }
    [Description("Code of the location."), RefersTo("Locations")] public required string LocationCode { get; init; }
    [Description("Kind of care: kdv (day care), bso (out-of-school care), po (playgroup) or combi (combined).")] public required string CareType { get; init; }
    [Description("Local day.")] public LocalDate Date { get; init; }
    [Description("Local day as yyyymmdd.")] public int DateKey { get; init; }
    [Description("Most children the group may have.")] public int Capacity { get; init; }
    [Description("Children planned, reported absent or not.")] public int PlannedChildren { get; init; }
    [Description("Children that were present.")] public int PresentChildren { get; init; }
    [Description("Planned children reported absent.")] public int AbsentChildren { get; init; }
    [Description("Planned minutes of all children together.")] public int PlannedMinutes { get; init; }
    [Description("Minutes of presence of all children together.")] public int PresentMinutes { get; init; }
    [Description("Most children present at once.")] public int MaxPresent { get; init; }
}

internal sealed class Occupancy() : ReportingSet<GroupOccupancyRow>("Occupancy", r => new { r.GroupCode, r.Date })
{
    protected override Expression<Func<GroupOccupancyRow, string?>>? Location => r => r.LocationCode;

    protected override Expression<Func<GroupOccupancyRow, LocalDate>>? Date => r => r.Date;

    protected override IQueryable<GroupOccupancyRow> Rows(DbContext db) => ColumnsOf<OccupancyFact>(db);
}
