using System.ComponentModel;
using System.Linq.Expressions;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Planning.Contracts;
using Konnect.Modules.Planning.Domain;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Planning.Reporting;

[Description("A group of a location.")]
internal sealed record GroupRow
{
    [Description("Code of the group in the source system.")] public required string Code { get; init; }
    [Description("Code of its location."), RefersTo("Locations", Collection = "Groups")] public required string LocationCode { get; init; }
    [Description("Name.")] public required string Name { get; init; }
    [Description("Kind of care: kdv (day care), bso (out-of-school care), po (playgroup) or combi (combined).")] public required string CareType { get; init; }
    [Description("True when it offers pre-school education (VVE).")] public bool Vve { get; init; }
    [Description("Youngest age in years.")] public int AgeFrom { get; init; }
    [Description("Oldest age in years.")] public int AgeTo { get; init; }
    [Description("Most children at once.")] public int Capacity { get; init; }
}

internal sealed class Groups() : ReportingSet<GroupRow>("Groups", r => r.Code)
{
    public override IReadOnlyList<ApiScopeKind> Readers => [ApiScopeKind.Bi, ApiScopeKind.Inspection, ApiScopeKind.Admin];

    protected override Expression<Func<GroupRow, string?>>? Location => r => r.LocationCode;

    protected override Expression<Func<GroupRow, LocalDate>>? Date => null;

    protected override IQueryable<GroupRow> Rows(DbContext db) => db.Set<Group>().Select(g => new GroupRow
    {
        Code = g.Code,
        LocationCode = g.LocationCode,
        Name = g.Name,
        CareType = g.CareType == CareType.DayCare ? "kdv" : g.CareType == CareType.OutOfSchoolCare ? "bso" : g.CareType == CareType.Playgroup ? "po" : "combi",
        Vve = g.Vve,
        AgeFrom = g.AgeFrom,
        AgeTo = g.AgeTo,
        Capacity = g.Capacity,
    });
}
