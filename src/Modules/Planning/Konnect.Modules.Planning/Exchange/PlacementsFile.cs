using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.BuildingBlocks.Results;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Planning.Domain;
using Konnect.Modules.Planning.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Planning.Exchange;

internal sealed record PlacementRow
{
    [Key, MaxLength(50)]
    public required string Number { get; init; }

    [References("children.csv")]
    public required string ChildNumber { get; init; }

    [References("groups.csv")]
    public required string GroupCode { get; init; }

    public string? Product { get; init; }

    public required LocalDate StartDate { get; init; }

    public LocalDate? EndDate { get; init; }
}

/// <summary><c>placements.csv</c>. Replaced from a date on, a placement that the file doesn't hold ends the day before, or goes if it starts later.</summary>
internal sealed class PlacementsFile(PlanningDbContext db, IChildDirectory children, GroupLocations groups, PlanChanges changes) : ExchangeFile<PlacementRow, Placement>(db)
{
    private Dictionary<string, ChildKey>? byNumber;
    private Dictionary<Guid, ChildKey> byId = [];

    public override string Name => "placements.csv";

    protected override bool IsReplaceable => true;

    protected override void Check(PlacementRow row, RowErrors errors)
    {
        if (row.EndDate < row.StartDate)
            errors.Add(nameof(row.EndDate), Error.Invalid("planning.ends-before-it-starts"));
    }

    protected override async Task<IReadOnlyList<Placement>> LoadAsync(IReadOnlyList<PlacementRow> rows, CancellationToken cancellationToken)
    {
        await LookUpAsync(cancellationToken);
        var numbers = rows.Select(r => r.Number).ToList();
        return await db.Placements.AsNoTracking().Where(p => numbers.Contains(p.Number)).ToListAsync(cancellationToken);
    }

    protected override PlacementRow ToRow(Placement entity) => new()
    {
        Number = entity.Number,
        ChildNumber = byId.GetValueOrDefault(entity.ChildId)?.Number ?? "",
        GroupCode = entity.GroupCode,
        Product = entity.Product,
        StartDate = entity.StartDate,
        EndDate = entity.EndDate,
    };

    protected override Placement Create(PlacementRow row, RowErrors errors)
    {
        var child = byNumber![row.ChildNumber];
        var placement = new Placement
        {
            Number = row.Number,
            ChildId = child.Id,
            ChildKey = child.FeedKey,
            GroupCode = row.GroupCode,
            Product = row.Product,
            StartDate = row.StartDate,
            EndDate = row.EndDate,
        };
        changes.NewPlacements.Add(placement.Id);
        Changed(placement);
        return placement;
    }

    protected override bool Update(Placement entity, PlacementRow row, RowErrors errors)
    {
        Changed(entity);
        var child = byNumber![row.ChildNumber];
        (entity.ChildId, entity.ChildKey, entity.GroupCode, entity.Product) = (child.Id, child.FeedKey, row.GroupCode, row.Product);
        (entity.StartDate, entity.EndDate) = (row.StartDate, row.EndDate);
        Changed(entity);
        return true;
    }

    protected override async Task<IReadOnlyList<Placement>> ReplaceableAsync(LocalDate from, CancellationToken cancellationToken)
    {
        await LookUpAsync(cancellationToken);
        return await db.Placements.Where(p => p.EndDate == null || p.EndDate >= from).ToListAsync(cancellationToken);
    }

    protected override void Remove(Placement entity, LocalDate from)
    {
        changes.Add(groups.Of(entity.GroupCode), LocalDate.Max(entity.StartDate, from), entity.EndDate);
        if (entity.StartDate < from)
            entity.EndDate = from.PlusDays(-1);
        else
            base.Remove(entity, from);
    }

    protected override async IAsyncEnumerable<PlacementRow> ExportAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await LookUpAsync(cancellationToken);
        var order = db.ByteOrder;
        await foreach (var placement in db.Placements.AsNoTracking().OrderBy(p => EF.Functions.Collate(p.Number, order)).AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return ToRow(placement);
    }

    protected override Task OnCompletedAsync(CancellationToken cancellationToken) => changes.PublishAsync(cancellationToken);

    private void Changed(Placement placement) => changes.Add(groups.Of(placement.GroupCode), placement.StartDate, placement.EndDate);

    private async Task LookUpAsync(CancellationToken cancellationToken)
    {
        await groups.LoadAsync(cancellationToken);
        if (byNumber is not null)
            return;
        byNumber = (await children.ListKeysAsync(cancellationToken)).ToDictionary(c => c.Number);
        byId = byNumber.Values.ToDictionary(c => c.Id);
    }
}

/// <summary>The location of each group, looked up once per import.</summary>
internal sealed class GroupLocations(PlanningDbContext db)
{
    private Dictionary<string, string>? locations;

    /// <summary>Looks them up, once every group is there.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken) => locations ??= await db.Groups.ToDictionaryAsync(g => g.Code, g => g.LocationCode, cancellationToken);

    /// <summary>The location of a known group.</summary>
    public string Of(string group) => locations![group];
}
