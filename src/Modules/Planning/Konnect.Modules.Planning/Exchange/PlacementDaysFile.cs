using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.BuildingBlocks.Results;
using Konnect.Modules.Planning.Domain;
using Konnect.Modules.Planning.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Planning.Exchange;

internal sealed record PlacementDayRow
{
    [Key, References("placements.csv")]
    public required string PlacementNumber { get; init; }

    [Key, Range(1, 7)]
    public required int Weekday { get; init; }

    [Key]
    public required LocalTime StartTime { get; init; }

    public required LocalTime EndTime { get; init; }

    [Key]
    public WeekPattern Weeks { get; init; } = WeekPattern.Every;
}

/// <summary>
/// <c>placement_days.csv</c>. Replaced from a date on, the patterns of placements that hold on or after that day are exactly what the file holds;
/// what they were before that day stays.
/// </summary>
internal sealed class PlacementDaysFile(PlanningDbContext db, GroupLocations groups, PlanChanges changes) : ExchangeFile<PlacementDayRow, PlacementDay>(db)
{
    private readonly Dictionary<string, Placement> byNumber = [];
    private readonly Dictionary<Guid, Placement> byId = [];

    public override string Name => "placement_days.csv";

    protected override bool IsReplaceable => true;

    protected override void Check(PlacementDayRow row, RowErrors errors)
    {
        if (row.EndTime <= row.StartTime)
            errors.Add(nameof(row.EndTime), Error.Invalid("planning.ends-before-start", args: [row.StartTime]));
    }

    protected override async Task<IReadOnlyList<PlacementDay>> LoadAsync(IReadOnlyList<PlacementDayRow> rows, CancellationToken cancellationToken)
    {
        var numbers = rows.Select(r => r.PlacementNumber).Distinct().ToList();
        await KeepAsync(db.Placements.AsNoTracking().Where(p => numbers.Contains(p.Number)), cancellationToken);
        return [.. byId.Values.SelectMany(p => p.Pattern())];
    }

    protected override PlacementDayRow ToRow(PlacementDay entity) => new()
    {
        PlacementNumber = byId[entity.PlacementId].Number,
        Weekday = (int)entity.Weekday,
        StartTime = entity.StartTime,
        EndTime = entity.EndTime,
        Weeks = entity.Weeks,
    };

    protected override PlacementDay Create(PlacementDayRow row, RowErrors errors)
    {
        var placement = byNumber[row.PlacementNumber];
        var day = new PlacementDay
        {
            PlacementId = placement.Id,
            Weekday = (IsoDayOfWeek)row.Weekday,
            StartTime = row.StartTime,
            EndTime = row.EndTime,
            Weeks = row.Weeks,
            FirstDay = HasPast(placement) ? ReplaceFrom : null,
        };
        placement.Days.Add(day);
        Changed(placement);
        return day;
    }

    protected override bool Update(PlacementDay entity, PlacementDayRow row, RowErrors errors)
    {
        var placement = byId[entity.PlacementId];
        if (HasPast(placement, entity))
        {
            entity.LastDay = ReplaceFrom!.Value.PlusDays(-1);
            db.Add(Create(row, errors));
            return true;
        }

        (entity.StartTime, entity.EndTime, entity.Weeks) = (row.StartTime, row.EndTime, row.Weeks);
        Changed(placement);
        return true;
    }

    protected override IEnumerable<PlacementDay> FindMeant(PlacementDayRow row) =>
        byNumber[row.PlacementNumber].Pattern().Where(d => d.Overlaps((IsoDayOfWeek)row.Weekday, row.Weeks, row.StartTime, row.EndTime));

    protected override void CheckWritten(PlacementDay entity, RowErrors errors)
    {
        if (byId[entity.PlacementId].Pattern().FirstOrDefault(d => d != entity && d.Overlaps(entity.Weekday, entity.Weeks, entity.StartTime, entity.EndTime)) is { } other)
            errors.Add("", Error.Invalid("planning.overlaps-pattern", args: [other.StartTime, other.EndTime]));
    }

    protected override async Task<IReadOnlyList<PlacementDay>> ReplaceableAsync(LocalDate from, CancellationToken cancellationToken)
    {
        await KeepAsync(db.Placements.Where(p => p.EndDate == null || p.EndDate >= from), cancellationToken);
        // What an earlier replacement began later begins now, and what it left standing past this day ends.
        foreach (var day in byId.Values.SelectMany(p => p.Days).Where(d => d.FirstDay > from || d.LastDay >= from))
        {
            if (day.LastDay is null)
                day.FirstDay = from;
            else if (day.FirstDay >= from)
                db.Remove(day);
            else
                day.LastDay = from.PlusDays(-1);
            Changed(byId[day.PlacementId]);
        }

        return [.. byId.Values.SelectMany(p => p.Pattern())];
    }

    protected override void Remove(PlacementDay entity, LocalDate from)
    {
        var placement = byId[entity.PlacementId];
        Changed(placement);
        if (HasPast(placement, entity))
            entity.LastDay = from.PlusDays(-1);
        else
            base.Remove(entity, from);
    }

    protected override async IAsyncEnumerable<PlacementDayRow> ExportAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var order = db.ByteOrder;
        await foreach (var placement in db.Placements.AsNoTracking().Include(p => p.Days).OrderBy(p => EF.Functions.Collate(p.Number, order)).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            byId[placement.Id] = placement;
            foreach (var day in placement.Pattern().OrderBy(d => d.Weekday).ThenBy(d => d.StartTime).ThenBy(d => d.Weeks))
                yield return ToRow(day);
            byId.Clear();
        }
    }

    protected override Task OnCompletedAsync(CancellationToken cancellationToken) => changes.PublishAsync(cancellationToken);

    private async Task KeepAsync(IQueryable<Placement> placements, CancellationToken cancellationToken)
    {
        await groups.LoadAsync(cancellationToken);
        byNumber.Clear();
        byId.Clear();
        foreach (var placement in await placements.Include(p => p.Days).ToListAsync(cancellationToken))
            byNumber[placement.Number] = byId[placement.Id] = placement;
    }

    /// <summary>True when the placement, or this day of it, held before the date from which planning is replaced.</summary>
    private bool HasPast(Placement placement, PlacementDay? day = null) =>
        placement.StartDate < ReplaceFrom && !(day?.FirstDay >= ReplaceFrom) && !changes.NewPlacements.Contains(placement.Id);

    private void Changed(Placement placement) => changes.Add(groups.Of(placement.GroupCode), placement.StartDate, placement.EndDate);
}
