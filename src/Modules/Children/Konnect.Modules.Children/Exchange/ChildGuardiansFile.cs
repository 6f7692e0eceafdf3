using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.Modules.Children.Domain;
using Konnect.Modules.Children.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Children.Exchange;

[Personal]
internal sealed record ChildGuardianRow
{
    [Key, References("children.csv")]
    public required string ChildNumber { get; init; }

    [Key, References("guardians.csv")]
    public required string GuardianNumber { get; init; }

    public required GuardianRelation Relation { get; init; }

    public required bool HasAuthority { get; init; }

    public bool? MayPickUp { get; init; }

    [Range(1, 99)]
    public int? ContactOrder { get; init; }
}

/// <summary><c>child_guardians.csv</c>.</summary>
internal sealed class ChildGuardiansFile(ChildrenDbContext db, ChildNumbers children) : ExchangeFile<ChildGuardianRow, ChildGuardian>(db)
{
    private readonly Dictionary<string, Guid> guardians = [];
    private readonly Dictionary<Guid, string> guardianNumbers = [];

    public override string Name => "child_guardians.csv";

    protected override async Task<IReadOnlyList<ChildGuardian>> LoadAsync(IReadOnlyList<ChildGuardianRow> rows, CancellationToken cancellationToken)
    {
        await children.LoadAsync(cancellationToken);
        var wanted = rows.Select(r => r.GuardianNumber).Distinct().ToList();
        var childIds = rows.Select(r => children.IdOf(r.ChildNumber)).Distinct().ToList();
        // A child may have guardians that these rows don't name.
        Keep(await db.Guardians.Where(g => wanted.Contains(g.Number) || db.ChildGuardians.Any(c => c.GuardianId == g.Id && childIds.Contains(c.ChildId)))
            .Select(g => new { g.Id, g.Number }).ToDictionaryAsync(g => g.Id, g => g.Number, cancellationToken));
        return await db.ChildGuardians.AsNoTracking().Where(g => childIds.Contains(g.ChildId)).ToListAsync(cancellationToken);
    }

    protected override ChildGuardianRow ToRow(ChildGuardian entity) => new()
    {
        ChildNumber = children.NumberOf(entity.ChildId),
        GuardianNumber = guardianNumbers[entity.GuardianId],
        Relation = entity.Relation,
        HasAuthority = entity.HasAuthority,
        MayPickUp = entity.MayPickUp,
        ContactOrder = entity.ContactOrder,
    };

    protected override ChildGuardian Create(ChildGuardianRow row, RowErrors errors) => new()
    {
        ChildId = children.IdOf(row.ChildNumber),
        GuardianId = guardians[row.GuardianNumber],
        Relation = row.Relation,
        HasAuthority = row.HasAuthority,
        MayPickUp = row.MayPickUp,
        ContactOrder = row.ContactOrder,
    };

    protected override bool Update(ChildGuardian entity, ChildGuardianRow row, RowErrors errors)
    {
        (entity.Relation, entity.HasAuthority, entity.MayPickUp, entity.ContactOrder) = (row.Relation, row.HasAuthority, row.MayPickUp, row.ContactOrder);
        return true;
    }

    protected override async IAsyncEnumerable<ChildGuardianRow> ExportAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await children.LoadAsync(cancellationToken);
        Keep(await db.Guardians.ToDictionaryAsync(g => g.Id, g => g.Number, cancellationToken));
        var order = db.ByteOrder;
        var ordered =
            from tie in db.ChildGuardians.AsNoTracking()
            join child in db.Children on tie.ChildId equals child.Id
            join guardian in db.Guardians on tie.GuardianId equals guardian.Id
            orderby EF.Functions.Collate(child.Number, order), EF.Functions.Collate(guardian.Number, order)
            select tie;
        await foreach (var tie in ordered.AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return ToRow(tie);
    }

    private void Keep(Dictionary<Guid, string> found)
    {
        guardians.Clear();
        guardianNumbers.Clear();
        foreach (var (id, number) in found)
            (guardians[number], guardianNumbers[id]) = (id, number);
    }
}
