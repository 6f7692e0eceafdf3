using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.Modules.Planning.Domain;
using Konnect.Modules.Planning.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Planning.Exchange;

internal sealed record CalendarRow
{
    [Key, References("locations.csv")]
    public required string LocationCode { get; init; }

    [Key]
    public required LocalDate Date { get; init; }

    [Key]
    public required CalendarKind Kind { get; init; }

    public string? Reason { get; init; }
}

/// <summary><c>calendar.csv</c>.</summary>
internal sealed class CalendarFile(PlanningDbContext db, PlanChanges changes) : ExchangeFile<CalendarRow, CalendarDay>(db)
{
    public override string Name => "calendar.csv";

    protected override async Task<IReadOnlyList<CalendarDay>> LoadAsync(IReadOnlyList<CalendarRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return [];
        var codes = rows.Select(r => r.LocationCode).Distinct().ToList();
        var (from, to) = (rows.Min(r => r.Date), rows.Max(r => r.Date));
        return await db.Calendar.AsNoTracking().Where(d => codes.Contains(d.LocationCode) && d.Date >= from && d.Date <= to).ToListAsync(cancellationToken);
    }

    protected override CalendarRow ToRow(CalendarDay entity) => new() { LocationCode = entity.LocationCode, Date = entity.Date, Kind = entity.Kind, Reason = entity.Reason };

    protected override CalendarDay Create(CalendarRow row, RowErrors errors)
    {
        changes.Add(row.LocationCode, row.Date, row.Date);
        return new CalendarDay { LocationCode = row.LocationCode, Date = row.Date, Kind = row.Kind, Reason = row.Reason };
    }

    protected override bool Update(CalendarDay entity, CalendarRow row, RowErrors errors)
    {
        changes.Add(row.LocationCode, row.Date, row.Date);
        entity.Reason = row.Reason;
        return true;
    }

    protected override async IAsyncEnumerable<CalendarRow> ExportAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var days = await db.Calendar.AsNoTracking().ToListAsync(cancellationToken);
        foreach (var day in days.OrderBy(d => d.LocationCode, StringComparer.Ordinal).ThenBy(d => d.Date).ThenBy(d => d.Kind))
            yield return ToRow(day);
    }

    protected override Task OnCompletedAsync(CancellationToken cancellationToken) => changes.PublishAsync(cancellationToken);
}
