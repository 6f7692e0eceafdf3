using System.ComponentModel;
using System.Linq.Expressions;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Domain.Facts;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Reporting;

[Description("A child's presence on a group.")]
internal sealed record ChildPresenceRow
{
    [Description("Key of the row, stable as long as the fact is.")] public Guid Id { get; init; }
    [Description("Pseudonymous key of the child, stable inside one installation.")] public Guid ChildKey { get; init; }
    [Description("Code of the location."), RefersTo("Locations")] public required string LocationCode { get; init; }
    [Description("Code of the group."), RefersTo("Groups", Collection = "ChildAttendance")] public required string GroupCode { get; init; }
    [Description("Kind of care: kdv (day care), bso (out-of-school care), po (playgroup) or combi (combined).")] public required string CareType { get; init; }
    [Description("Local day.")] public LocalDate Date { get; init; }
    [Description("Local day as yyyymmdd.")] public int DateKey { get; init; }
    [Description("Arrival, UTC.")] public Instant ArrivedAt { get; init; }
    [Description("Departure, UTC; null while present or when nobody registered it.")] public Instant? DepartedAt { get; init; }
    [Description("Length in whole minutes.")] public int? Minutes { get; init; }
    [Description("Age in whole years on the day.")] public int AgeYears { get; init; }
    [Description("Age in whole months on the day.")] public int AgeMonths { get; init; }
    [Description("Age class on the day: 0, 1, 2, 3, 4-6 or 7+.")] public required string AgeClass { get; init; }
    [Description("True when the child was planned on this group that day.")] public bool Planned { get; init; }
    [Description("True when it was changed afterwards.")] public bool Corrected { get; init; }
    [Description("When it last changed, UTC.")] public Instant ModifiedAt { get; init; }
    [Description("Full name."), OnlyFor(ApiScopeKind.Inspection)] public required string Name { get; init; }
    [Description("Birth date."), OnlyFor(ApiScopeKind.Inspection)] public LocalDate BirthDate { get; init; }
}

internal sealed class ChildAttendance() : ReportingSet<ChildPresenceRow>("ChildAttendance", r => r.Id)
{
    public override IReadOnlyList<ApiScopeKind> Readers => [ApiScopeKind.Bi, ApiScopeKind.Inspection, ApiScopeKind.Admin];

    protected override Expression<Func<ChildPresenceRow, string?>>? Location => r => r.LocationCode;

    protected override Expression<Func<ChildPresenceRow, LocalDate>>? Date => r => r.Date;

    protected override IQueryable<ChildPresenceRow> Rows(DbContext db) => ColumnsOf<ChildAttendanceFact>(db);
}
