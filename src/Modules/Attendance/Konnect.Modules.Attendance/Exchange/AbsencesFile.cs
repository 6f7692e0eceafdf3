using Konnect.BuildingBlocks.Time;
using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.BuildingBlocks.Results;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Persistence;
using Konnect.Modules.Children.Contracts;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Exchange;

internal sealed record AbsenceRow
{
    [Key, References("children.csv")]
    public required string ChildNumber { get; init; }

    [Key]
    public required LocalDate FromDate { get; init; }

    public required LocalDate ToDate { get; init; }

    [Personal]
    public required AbsenceReason Reason { get; init; }

    public LocalDateTime? ReportedAt { get; init; }
}

/// <summary><c>absences.csv</c>: known by child and first day.</summary>
internal sealed class AbsencesFile(AttendanceDbContext db, IChildDirectory children, IChildGroups groups, PresenceImport import, DateTimeZone zone) : ExchangeFile<AbsenceRow, Absence>(db)
{
    private readonly Dictionary<Guid, (LocalDate From, LocalDate To)> changed = [];
    private Dictionary<string, Guid>? ids;
    private Dictionary<Guid, string> numbers = [];

    public override string Name => "absences.csv";

    protected override void Check(AbsenceRow row, RowErrors errors)
    {
        if (row.ToDate < row.FromDate)
            errors.Add(nameof(row.ToDate), Error.Invalid("attendance.ends-before-it-starts"));
    }

    protected override async Task<IReadOnlyList<Absence>> LoadAsync(IReadOnlyList<AbsenceRow> rows, CancellationToken cancellationToken)
    {
        await LookUpAsync(cancellationToken);
        var wanted = rows.Select(r => ids![r.ChildNumber]).Distinct().ToList();
        return await db.Absences.AsNoTracking().Where(a => wanted.Contains(a.ChildId)).ToListAsync(cancellationToken);
    }

    protected override AbsenceRow ToRow(Absence entity) => new()
    {
        ChildNumber = numbers.GetValueOrDefault(entity.ChildId, ""),
        FromDate = entity.FromDate,
        ToDate = entity.ToDate,
        Reason = entity.Reason,
        ReportedAt = entity.ReportedAt is { } at ? at.ToMinute().InZone(zone).LocalDateTime : null,
    };

    protected override Absence Create(AbsenceRow row, RowErrors errors)
    {
        var absence = new Absence { ChildId = ids![row.ChildNumber], FromDate = row.FromDate, ToDate = row.ToDate, Reason = row.Reason, ReportedAt = ReportOf(row) };
        Changed(absence);
        return absence;
    }

    protected override bool Update(Absence entity, AbsenceRow row, RowErrors errors)
    {
        Changed(entity);
        (entity.ToDate, entity.Reason) = (row.ToDate, row.Reason);
        if (row.ReportedAt != ToRow(entity).ReportedAt)
            entity.ReportedAt = ReportOf(row);
        Changed(entity);
        return true;
    }

    protected override async IAsyncEnumerable<AbsenceRow> ExportAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await LookUpAsync(cancellationToken);
        // The numbers are another module's, so the database orders by day only; a day's absences are few.
        var day = new List<AbsenceRow>();
        await foreach (var absence in db.Absences.AsNoTracking().OrderBy(a => a.FromDate).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (day.Count > 0 && day[0].FromDate != absence.FromDate)
            {
                foreach (var row in day.OrderBy(r => r.ChildNumber, StringComparer.Ordinal))
                    yield return row;
                day.Clear();
            }

            day.Add(ToRow(absence));
        }

        foreach (var row in day.OrderBy(r => r.ChildNumber, StringComparer.Ordinal))
            yield return row;
    }

    protected override async Task OnCompletedAsync(CancellationToken cancellationToken)
    {
        if (changed.Count > 0)
        {
            // An absence names no location: it changes the days of every location where the child is placed then.
            foreach (var group in await groups.ListAsync(changed.Values.Min(c => c.From), changed.Values.Max(c => c.To), cancellationToken))
            {
                if (changed.TryGetValue(group.ChildId, out var days) && group.From <= days.To && (group.To is null || group.To >= days.From))
                    import.Changed(group.LocationCode, days.From, days.To);
            }

            changed.Clear();
        }

        await import.PublishAsync(cancellationToken);
    }

    private Instant? ReportOf(AbsenceRow row) => row.ReportedAt is { } at ? zone.AtLeniently(at).ToInstant() : null;

    private void Changed(Absence absence) => changed[absence.ChildId] = changed.TryGetValue(absence.ChildId, out var days)
        ? (LocalDate.Min(days.From, absence.FromDate), LocalDate.Max(days.To, absence.ToDate))
        : (absence.FromDate, absence.ToDate);

    private async Task LookUpAsync(CancellationToken cancellationToken)
    {
        if (ids is not null)
            return;
        ids = (await children.ListKeysAsync(cancellationToken)).ToDictionary(c => c.Number, c => c.Id);
        numbers = ids.ToDictionary(p => p.Value, p => p.Key);
    }
}
