using Konnect.BuildingBlocks.Time;
using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.BuildingBlocks.Results;
using Konnect.Modules.Children.Domain;
using Konnect.Modules.Children.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Children.Exchange;

[Personal]
internal sealed record CollectorPermitRow
{
    [Key]
    public required string Number { get; init; }

    [References("children.csv")]
    public required string ChildNumber { get; init; }

    [References("guardians.csv")]
    public required string GuardianNumber { get; init; }

    public required LocalDate Day { get; init; }

    public required string Name { get; init; }

    public string? Relation { get; init; }

    public required string GivenBy { get; init; }

    public required LocalDateTime GivenAt { get; init; }

    public string? Verified { get; init; }

    public string? WithdrawnBy { get; init; }

    public LocalDateTime? WithdrawnAt { get; init; }

    public LocalDateTime? CollectedAt { get; init; }
}

/// <summary><c>collector_permits.csv</c>: who might collect a child once. Codes and photos are in no file: what comes in is what was, and lets nobody collect.</summary>
internal sealed class CollectorPermitsFile(ChildrenDbContext db, ChildNumbers children, DateTimeZone zone) : ExchangeFile<CollectorPermitRow, CollectorPermit>(db)
{
    private Dictionary<string, Guid> guardians = [];
    private Dictionary<Guid, string> guardianNumbers = [];

    public override string Name => "collector_permits.csv";

    protected override void Check(CollectorPermitRow row, RowErrors errors)
    {
        if (!Guid.TryParse(row.Number, out _))
            errors.Add(nameof(row.Number), Error.Invalid("input.invalid"));
    }

    protected override async Task<IReadOnlyList<CollectorPermit>> LoadAsync(IReadOnlyList<CollectorPermitRow> rows, CancellationToken cancellationToken)
    {
        await LookUpAsync(cancellationToken);
        var ids = rows.Select(r => Guid.TryParse(r.Number, out var id) ? id : Guid.Empty).ToList();
        return await db.CollectorPermits.AsNoTracking().Where(p => ids.Contains(p.Id)).ToListAsync(cancellationToken);
    }

    protected override CollectorPermitRow ToRow(CollectorPermit entity) => RowOf(
        entity.Id, entity.ChildId, entity.GuardianId, entity.Day, entity.Name, entity.Relation, entity.GivenBy, entity.GivenAt, entity.Verified, entity.WithdrawnBy, entity.WithdrawnAt, entity.CollectedAt);

    protected override CollectorPermit Create(CollectorPermitRow row, RowErrors errors)
    {
        var givenAt = InstantOf(row.GivenAt);
        var permit = new CollectorPermit
        {
            Id = Guid.Parse(row.Number),
            ChildId = children.IdOf(row.ChildNumber),
            GuardianId = guardians[row.GuardianNumber],
            Day = row.Day,
            Name = row.Name,
            Relation = row.Relation ?? "",
            Code = "",
            GivenById = null,
            GivenBy = row.GivenBy,
            GivenAt = givenAt,
            Verified = row.Verified ?? "",
        };
        permit.Recall(row.WithdrawnBy ?? "", row.WithdrawnAt is { } withdrawn ? InstantOf(withdrawn) : null, row.CollectedAt is { } collected ? InstantOf(collected) : null);
        return permit;
    }

    // What happened here is not told otherwise by a file.
    protected override bool Update(CollectorPermit entity, CollectorPermitRow row, RowErrors errors) => false;

    protected override async IAsyncEnumerable<CollectorPermitRow> ExportAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await LookUpAsync(cancellationToken);
        // Column by column, so that no code is opened, and ordered here: keys are ordered otherwise by either database, and there are few.
        var found = await db.CollectorPermits.Select(p => new { p.Id, p.ChildId, p.GuardianId, p.Day, p.Name, p.Relation, p.GivenBy, p.GivenAt, p.Verified, p.WithdrawnBy, p.WithdrawnAt, p.CollectedAt })
            .ToListAsync(cancellationToken);
        foreach (var row in found.Select(p => RowOf(p.Id, p.ChildId, p.GuardianId, p.Day, p.Name, p.Relation, p.GivenBy, p.GivenAt, p.Verified, p.WithdrawnBy, p.WithdrawnAt, p.CollectedAt))
            .OrderBy(r => r.Number, StringComparer.Ordinal))
            yield return row;
    }

    private CollectorPermitRow RowOf(
        Guid id, Guid childId, Guid guardianId, LocalDate day, string name, string relation, string givenBy, Instant givenAt, string verified, string withdrawnBy, Instant? withdrawnAt, Instant? collectedAt) => new()
    {
        Number = id.ToString(),
        ChildNumber = children.NumberOf(childId),
        GuardianNumber = guardianNumbers[guardianId],
        Day = day,
        Name = name,
        Relation = OrNothing(relation),
        GivenBy = givenBy,
        GivenAt = Minute(givenAt),
        Verified = OrNothing(verified),
        WithdrawnBy = OrNothing(withdrawnBy),
        WithdrawnAt = withdrawnAt is { } withdrawn ? Minute(withdrawn) : null,
        CollectedAt = collectedAt is { } collected ? Minute(collected) : null,
    };

    private static string? OrNothing(string text) => text.Length == 0 ? null : text;

    private Instant InstantOf(LocalDateTime at) => zone.AtLeniently(at).ToInstant();

    private LocalDateTime Minute(Instant at) => at.ToMinute().InZone(zone).LocalDateTime;

    private async Task LookUpAsync(CancellationToken cancellationToken)
    {
        await children.LoadAsync(cancellationToken);
        if (guardians.Count > 0)
            return;
        guardians = await db.Guardians.ToDictionaryAsync(g => g.Number, g => g.Id, cancellationToken);
        guardianNumbers = guardians.ToDictionary(p => p.Value, p => p.Key);
    }
}
