using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.Modules.Planning.Domain;
using Konnect.Modules.Planning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Planning.Exchange;

internal sealed record StaffGroupRow
{
    [Key, References("staff.csv")]
    public required string StaffNumber { get; init; }

    [Key, References("groups.csv")]
    public required string GroupCode { get; init; }
}

/// <summary><c>staff_groups.csv</c>.</summary>
internal sealed class StaffGroupsFile(PlanningDbContext db, StaffNumbers staff) : ExchangeFile<StaffGroupRow, StaffGroup>(db)
{
    public override string Name => "staff_groups.csv";

    protected override async Task<IReadOnlyList<StaffGroup>> LoadAsync(IReadOnlyList<StaffGroupRow> rows, CancellationToken cancellationToken)
    {
        await staff.LoadAsync(cancellationToken);
        var ids = rows.Select(r => staff.IdOf(r.StaffNumber)).ToList();
        return await db.StaffGroups.AsNoTracking().Where(g => ids.Contains(g.StaffMemberId)).ToListAsync(cancellationToken);
    }

    protected override StaffGroupRow ToRow(StaffGroup entity) => new() { StaffNumber = staff.NumberOf(entity.StaffMemberId), GroupCode = entity.GroupCode };

    protected override StaffGroup Create(StaffGroupRow row, RowErrors errors) => new() { StaffMemberId = staff.IdOf(row.StaffNumber), GroupCode = row.GroupCode };

    // The key is all there is.
    protected override bool Update(StaffGroup entity, StaffGroupRow row, RowErrors errors) => false;

    protected override async IAsyncEnumerable<StaffGroupRow> ExportAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await staff.LoadAsync(cancellationToken);
        var groups = await db.StaffGroups.AsNoTracking().ToListAsync(cancellationToken);
        foreach (var row in groups.Select(ToRow).OrderBy(r => r.StaffNumber, StringComparer.Ordinal).ThenBy(r => r.GroupCode, StringComparer.Ordinal))
            yield return row;
    }
}

/// <summary>The source's staff numbers and our keys, looked up once per import or export.</summary>
internal sealed class StaffNumbers(PlanningDbContext db)
{
    private Dictionary<string, Guid>? ids;
    private Dictionary<Guid, string> numbers = [];

    /// <summary>Looks them up, once everybody is there.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (ids is not null)
            return;
        ids = await db.Staff.ToDictionaryAsync(s => s.Number, s => s.Id, cancellationToken);
        numbers = ids.ToDictionary(p => p.Value, p => p.Key);
    }

    /// <summary>The key of a known number.</summary>
    public Guid IdOf(string number) => ids![number];

    /// <summary>The number of a known key.</summary>
    public string NumberOf(Guid id) => numbers[id];
}
