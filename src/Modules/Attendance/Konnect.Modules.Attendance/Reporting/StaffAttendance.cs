using System.ComponentModel;
using System.Linq.Expressions;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Domain.Facts;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Reporting;

[Description("A staff member's presence on a group.")]
internal sealed record StaffPresenceRow
{
    [Description("Key of the row, stable as long as the fact is.")] public Guid Id { get; init; }
    [Description("Pseudonymous key of the member of staff, stable inside one installation.")] public Guid StaffKey { get; init; }
    [Description("Code of the location."), RefersTo("Locations")] public required string LocationCode { get; init; }
    [Description("Code of the group."), RefersTo("Groups", Collection = "StaffAttendance")] public required string GroupCode { get; init; }
    [Description("Local day.")] public LocalDate Date { get; init; }
    [Description("Local day as yyyymmdd.")] public int DateKey { get; init; }
    [Description("Arrival, UTC.")] public Instant ArrivedAt { get; init; }
    [Description("Departure, UTC; null while present or when nobody registered it.")] public Instant? DepartedAt { get; init; }
    [Description("Length in whole minutes.")] public int? Minutes { get; init; }
    [Description("Job, for example practitioner.")] public required string Job { get; init; }
    [Description("True when this person counted in the ratio that day.")] public bool CountsInRatio { get; init; }
    [Description("True when it was changed afterwards.")] public bool Corrected { get; init; }
    [Description("When it last changed, UTC.")] public Instant ModifiedAt { get; init; }
    [Description("Full name."), OnlyFor(ApiScopeKind.Inspection)] public required string Name { get; init; }
    [Description("Date of the check in the register of people in childcare."), OnlyFor(ApiScopeKind.Inspection)] public LocalDate? RegisterCheckedOn { get; init; }
}

internal sealed class StaffAttendance() : ReportingSet<StaffPresenceRow>("StaffAttendance", r => r.Id)
{
    public override IReadOnlyList<ApiScopeKind> Readers => [ApiScopeKind.Bi, ApiScopeKind.Inspection, ApiScopeKind.Admin];

    protected override Expression<Func<StaffPresenceRow, string?>>? Location => r => r.LocationCode;

    protected override Expression<Func<StaffPresenceRow, LocalDate>>? Date => r => r.Date;

    protected override IQueryable<StaffPresenceRow> Rows(DbContext db) => ColumnsOf<StaffAttendanceFact>(db);
}
