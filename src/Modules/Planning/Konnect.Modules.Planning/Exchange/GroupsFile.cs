using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.BuildingBlocks.Results;
using Konnect.Modules.Planning.Contracts;
using Konnect.Modules.Planning.Domain;
using Konnect.Modules.Planning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Planning.Exchange;

internal sealed record GroupRow
{
    [Key, MaxLength(50)]
    public required string Code { get; init; }

    [References("locations.csv")]
    public required string LocationCode { get; init; }

    public required string Name { get; init; }

    [Word(Contracts.CareType.DayCare, "kdv"), Word(Contracts.CareType.OutOfSchoolCare, "bso"), Word(Contracts.CareType.Playgroup, "po"), Word(Contracts.CareType.Combined, "combi")]
    public required CareType CareType { get; init; }

    public bool Vve { get; init; }

    [Range(0, 20)]
    public required int AgeFrom { get; init; }

    [Range(0, 20)]
    public required int AgeTo { get; init; }

    [Range(0, 1000)]
    public required int Capacity { get; init; }
}

/// <summary><c>groups.csv</c>.</summary>
internal sealed class GroupsFile(PlanningDbContext db, PlanChanges changes) : ExchangeFile<GroupRow, Group>(db)
{
    public override string Name => "groups.csv";

    protected override void Check(GroupRow row, RowErrors errors)
    {
        if (row.AgeTo < row.AgeFrom)
            errors.Add(nameof(row.AgeTo), Error.Invalid("planning.ages-reversed", args: [row.AgeFrom]));
    }

    protected override async Task<IReadOnlyList<Group>> LoadAsync(IReadOnlyList<GroupRow> rows, CancellationToken cancellationToken)
    {
        var codes = rows.Select(r => r.Code).ToList();
        return await db.Groups.AsNoTracking().Where(g => codes.Contains(g.Code)).ToListAsync(cancellationToken);
    }

    protected override GroupRow ToRow(Group entity) => new()
    {
        Code = entity.Code,
        LocationCode = entity.LocationCode,
        Name = entity.Name,
        CareType = entity.CareType,
        Vve = entity.Vve,
        AgeFrom = entity.AgeFrom,
        AgeTo = entity.AgeTo,
        Capacity = entity.Capacity,
    };

    protected override Group Create(GroupRow row, RowErrors errors) => new()
    {
        Code = row.Code,
        LocationCode = row.LocationCode,
        Name = row.Name,
        CareType = row.CareType,
        Vve = row.Vve,
        AgeFrom = row.AgeFrom,
        AgeTo = row.AgeTo,
        Capacity = row.Capacity,
    };

    protected override bool Update(Group entity, GroupRow row, RowErrors errors)
    {
        changes.Add(entity.LocationCode, null, null);
        changes.Add(row.LocationCode, null, null);
        (entity.LocationCode, entity.Name, entity.CareType, entity.Vve) = (row.LocationCode, row.Name, row.CareType, row.Vve);
        (entity.AgeFrom, entity.AgeTo, entity.Capacity) = (row.AgeFrom, row.AgeTo, row.Capacity);
        return true;
    }

    protected override async IAsyncEnumerable<GroupRow> ExportAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var order = db.ByteOrder;
        await foreach (var group in db.Groups.AsNoTracking().OrderBy(g => EF.Functions.Collate(g.Code, order)).AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return ToRow(group);
    }

    protected override Task OnCompletedAsync(CancellationToken cancellationToken) => changes.PublishAsync(cancellationToken);
}
