using System.ComponentModel;
using System.Linq.Expressions;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Domain.Facts;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Reporting;

[Description("The ratio of a group or location on a day.")]
internal sealed record RatioDayRow
{
    [Description("What the ratio is measured over: group or location.")] public required string Scope { get; init; }
    [Description("Code of the group or location.")] public required string Code { get; init; }
    [Description("Code of the location."), RefersTo("Locations")] public required string LocationCode { get; init; }
    [Description("Kind of care: kdv (day care), bso (out-of-school care), po (playgroup) or combi (combined).")] public required string CareType { get; init; }
    [Description("actual (as registered) or planned.")] public required string Basis { get; init; }
    [Description("Local day.")] public LocalDate Date { get; init; }
    [Description("Local day as yyyymmdd.")] public int DateKey { get; init; }
    [Description("Minutes of presence of all children together.")] public int ChildMinutes { get; init; }
    [Description("Minutes with fewer staff, as the allowance permits.")] public int DeviationMinutes { get; init; }
    [Description("Minutes with fewer staff than permitted.")] public int BreachMinutes { get; init; }
    [Description("Minutes with a group that is too large.")] public int OversizeMinutes { get; init; }
    [Description("Minutes for which fewer staff are permitted that day.")] public int AllowanceMinutes { get; init; }
    [Description("Most children at once.")] public int MaxChildren { get; init; }
    [Description("Most staff missing at once.")] public int MaxShortfall { get; init; }
    [Description("met, deviation, breach or oversize.")] public required string Status { get; init; }
    [Description("True when a presence was never closed.")] public bool Incomplete { get; init; }
    [Description("The set of rules of that date.")] public required string RuleSet { get; init; }
}

internal sealed class RatioDays() : ReportingSet<RatioDayRow>("RatioDays", r => new { r.Scope, r.Code, r.Basis, r.Date })
{
    public override IReadOnlyList<ApiScopeKind> Readers => [ApiScopeKind.Bi, ApiScopeKind.Inspection, ApiScopeKind.Admin];

    protected override Expression<Func<RatioDayRow, string?>>? Location => r => r.LocationCode;

    protected override Expression<Func<RatioDayRow, LocalDate>>? Date => r => r.Date;

    protected override IQueryable<RatioDayRow> Rows(DbContext db) => ColumnsOf<RatioDayFact>(db);
}
