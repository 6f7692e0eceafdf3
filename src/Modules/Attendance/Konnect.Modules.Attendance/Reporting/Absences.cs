using System.ComponentModel;
using System.Linq.Expressions;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.Modules.Attendance.Domain.Facts;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Reporting;

[Description("A planned day that a child was reported absent from.")]
internal sealed record AbsenceRow
{
    [Description("Key of the row, stable as long as the fact is.")] public Guid Id { get; init; }
    [Description("Pseudonymous key of the child, stable inside one installation.")] public Guid ChildKey { get; init; }
    [Description("Code of the location."), RefersTo("Locations")] public required string LocationCode { get; init; }
    [Description("Code of the group."), RefersTo("Groups", Collection = "Absences")] public required string GroupCode { get; init; }
    [Description("Local day.")] public LocalDate Date { get; init; }
    [Description("Local day as yyyymmdd.")] public int DateKey { get; init; }
    [Description("Reason of the absence: sick, holiday or other.")] public required string Reason { get; init; }
    [Description("When it was reported, UTC; null when not known.")] public Instant? ReportedAt { get; init; }
    [Description("Whole hours between the report and the planned start; negative when reported later.")] public int? NoticeHours { get; init; }
}

internal sealed class Absences() : ReportingSet<AbsenceRow>("Absences", r => r.Id)
{
    protected override Expression<Func<AbsenceRow, string?>>? Location => r => r.LocationCode;

    protected override Expression<Func<AbsenceRow, LocalDate>>? Date => r => r.Date;

    protected override IQueryable<AbsenceRow> Rows(DbContext db) => ColumnsOf<AbsenceFact>(db);
}
