using System.ComponentModel;
using System.Linq.Expressions;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Domain.Facts;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Reporting;

[Description("A stretch of a day over which the ratio stays the same.")]
internal sealed record RatioSegmentRow
{
    [Description("What the ratio is measured over: group or location.")] public required string Scope { get; init; }
    [Description("Code of the group or location.")] public required string Code { get; init; }
    [Description("Code of the location."), RefersTo("Locations")] public required string LocationCode { get; init; }
    [Description("Kind of care: kdv (day care), bso (out-of-school care), po (playgroup) or combi (combined).")] public required string CareType { get; init; }
    [Description("actual (as registered) or planned.")] public required string Basis { get; init; }
    [Description("Local day.")] public LocalDate Date { get; init; }
    [Description("Local day as yyyymmdd.")] public int DateKey { get; init; }
    [Description("Start, UTC.")] public Instant From { get; init; }
    [Description("End (not included), UTC.")] public Instant To { get; init; }
    [Description("Length in whole minutes.")] public int Minutes { get; init; }
    [Description("Children present.")] public int Children { get; init; }
    [Description("Children under 1.")] public int Age0 { get; init; }
    [Description("Children of 1.")] public int Age1 { get; init; }
    [Description("Children of 2.")] public int Age2 { get; init; }
    [Description("Children of 3.")] public int Age3 { get; init; }
    [Description("Children of 4, 5 and 6.")] public int Age4To6 { get; init; }
    [Description("Children of 7 and older.")] public int Age7Plus { get; init; }
    [Description("Staff present that counts.")] public int StaffPresent { get; init; }
    [Description("Staff required; null when the group is too large for any number.")] public int? StaffRequired { get; init; }
    [Description("Staff missing; null when the group is too large.")] public int? Shortfall { get; init; }
    [Description("met, deviation, breach or oversize.")] public required string Status { get; init; }
    [Description("The rule that set the number: table1, rule1, rule2, bso, table2, vve or oversize.")] public required string Rule { get; init; }
    [Description("The set of rules of that date.")] public required string RuleSet { get; init; }
}

internal sealed class RatioSegments() : ReportingSet<RatioSegmentRow>("RatioSegments", r => new { r.Scope, r.Code, r.Basis, r.From })
{
    public override IReadOnlyList<ApiScopeKind> Readers => [ApiScopeKind.Bi, ApiScopeKind.Inspection, ApiScopeKind.Admin];

    protected override Expression<Func<RatioSegmentRow, string?>>? Location => r => r.LocationCode;

    protected override Expression<Func<RatioSegmentRow, LocalDate>>? Date => r => r.Date;

    protected override IQueryable<RatioSegmentRow> Rows(DbContext db) => ColumnsOf<RatioSegmentFact>(db);
}
