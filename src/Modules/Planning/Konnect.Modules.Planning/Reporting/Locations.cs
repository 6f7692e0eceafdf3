using System.ComponentModel;
using System.Linq.Expressions;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Planning.Domain;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Planning.Reporting;

[Description("A location of the organisation.")]
internal sealed record LocationRow
{
    [Description("Code of the location in the source system.")] public required string Code { get; init; }
    [Description("Name.")] public required string Name { get; init; }
    [Description("Number in the national register of childcare (LRK).")] public string? LrkNumber { get; init; }
    [Description("City.")] public string? City { get; init; }
    [Description("Opening time on an open day, local.")] public LocalTime Opens { get; init; }
    [Description("Closing time on an open day, local.")] public LocalTime Closes { get; init; }
}

internal sealed class Locations() : ReportingSet<LocationRow>("Locations", r => r.Code)
{
    public override IReadOnlyList<ApiScopeKind> Readers => [ApiScopeKind.Bi, ApiScopeKind.Inspection, ApiScopeKind.Admin];

    protected override Expression<Func<LocationRow, string?>>? Location => r => r.Code;

    protected override Expression<Func<LocationRow, LocalDate>>? Date => null;

    protected override IQueryable<LocationRow> Rows(DbContext db) => ColumnsOf<Location>(db);
}
