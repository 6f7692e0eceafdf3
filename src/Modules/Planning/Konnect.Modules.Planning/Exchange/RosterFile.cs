using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.BuildingBlocks.Results;
using Konnect.Modules.Planning.Domain;
using Konnect.Modules.Planning.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Planning.Exchange;

internal sealed record RosterRow
{
    [Key, References("staff.csv")]
    public required string StaffNumber { get; init; }

    [Key, References("groups.csv")]
    public required string GroupCode { get; init; }

    [Key]
    public required LocalDate Date { get; init; }

    [Key]
    public required LocalTime StartTime { get; init; }

    public required LocalTime EndTime { get; init; }

    public LocalTime? BreakStart { get; init; }

    public LocalTime? BreakEnd { get; init; }
}

/// <summary><c>roster.csv</c>. Replaced from a date on, the shifts from that day are exactly what the file holds.</summary>
internal sealed class RosterFile(PlanningDbContext db, StaffNumbers staff, GroupLocations groups, PlanChanges changes) : ExchangeFile<RosterRow, RosterShift>(db)
{
    private readonly Dictionary<(Guid Staff, string Group, LocalDate Date), List<RosterShift>> shifts = [];

    public override string Name => "roster.csv";

    protected override bool IsReplaceable => true;

    protected override void Check(RosterRow row, RowErrors errors)
    {
        if (row.EndTime <= row.StartTime)
            errors.Add(nameof(row.EndTime), Error.Invalid("planning.ends-before-start", args: [row.StartTime]));
        if (row.BreakStart is null != row.BreakEnd is null)
            errors.Add(row.BreakStart is null ? nameof(row.BreakStart) : nameof(row.BreakEnd), Error.Invalid("planning.half-a-break"));
        else if (row.BreakStart < row.StartTime || row.BreakEnd > row.EndTime || row.BreakEnd <= row.BreakStart)
            errors.Add(nameof(row.BreakStart), Error.Invalid("planning.break-outside-shift", args: [row.StartTime, row.EndTime]));
    }

    protected override async Task<IReadOnlyList<RosterShift>> LoadAsync(IReadOnlyList<RosterRow> rows, CancellationToken cancellationToken)
    {
        await staff.LoadAsync(cancellationToken);
        await groups.LoadAsync(cancellationToken);
        shifts.Clear();
        if (rows.Count == 0)
            return [];
        var ids = rows.Select(r => staff.IdOf(r.StaffNumber)).Distinct().ToList();
        var (from, to) = (rows.Min(r => r.Date), rows.Max(r => r.Date));
        var loaded = await db.Roster.AsNoTracking().Where(r => ids.Contains(r.StaffMemberId) && r.Date >= from && r.Date <= to).ToListAsync(cancellationToken);
        loaded.ForEach(Keep);
        return loaded;
    }

    protected override RosterRow ToRow(RosterShift entity) => new()
    {
        StaffNumber = staff.NumberOf(entity.StaffMemberId),
        GroupCode = entity.GroupCode,
        Date = entity.Date,
        StartTime = entity.StartTime,
        EndTime = entity.EndTime,
        BreakStart = entity.BreakStart,
        BreakEnd = entity.BreakEnd,
    };

    protected override RosterShift Create(RosterRow row, RowErrors errors)
    {
        var shift = new RosterShift
        {
            StaffMemberId = staff.IdOf(row.StaffNumber),
            GroupCode = row.GroupCode,
            Date = row.Date,
            StartTime = row.StartTime,
            EndTime = row.EndTime,
            BreakStart = row.BreakStart,
            BreakEnd = row.BreakEnd,
        };
        Keep(shift);
        Changed(shift);
        return shift;
    }

    protected override bool Update(RosterShift entity, RosterRow row, RowErrors errors)
    {
        (entity.StartTime, entity.EndTime, entity.BreakStart, entity.BreakEnd) = (row.StartTime, row.EndTime, row.BreakStart, row.BreakEnd);
        Changed(entity);
        return true;
    }

    protected override IEnumerable<RosterShift> FindMeant(RosterRow row) =>
        Around(staff.IdOf(row.StaffNumber), row.GroupCode, row.Date).Where(s => s.StartTime < row.EndTime && row.StartTime < s.EndTime);

    protected override void CheckWritten(RosterShift entity, RowErrors errors)
    {
        if (Around(entity.StaffMemberId, entity.GroupCode, entity.Date).Find(s => s != entity && s.StartTime < entity.EndTime && entity.StartTime < s.EndTime) is { } other)
            errors.Add("", Error.Invalid("planning.overlaps-shift", args: [other.StartTime, other.EndTime]));
    }

    protected override async Task<IReadOnlyList<RosterShift>> ReplaceableAsync(LocalDate from, CancellationToken cancellationToken)
    {
        await staff.LoadAsync(cancellationToken);
        await groups.LoadAsync(cancellationToken);
        return await db.Roster.Where(r => r.Date >= from).ToListAsync(cancellationToken);
    }

    protected override void Remove(RosterShift entity, LocalDate from)
    {
        Changed(entity);
        base.Remove(entity, from);
    }

    protected override async IAsyncEnumerable<RosterRow> ExportAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await staff.LoadAsync(cancellationToken);
        var order = db.ByteOrder;
        var ordered =
            from shift in db.Roster.AsNoTracking()
            join member in db.Staff on shift.StaffMemberId equals member.Id
            orderby shift.Date, EF.Functions.Collate(member.Number, order), shift.StartTime, EF.Functions.Collate(shift.GroupCode, order)
            select shift;
        await foreach (var shift in ordered.AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return ToRow(shift);
    }

    protected override Task OnCompletedAsync(CancellationToken cancellationToken) => changes.PublishAsync(cancellationToken);

    private List<RosterShift> Around(Guid member, string group, LocalDate date) => shifts.GetValueOrDefault((member, group, date)) ?? [];

    private void Keep(RosterShift shift)
    {
        var key = (shift.StaffMemberId, shift.GroupCode, shift.Date);
        if (!shifts.TryGetValue(key, out var around))
            shifts.Add(key, around = []);
        around.Add(shift);
    }

    private void Changed(RosterShift shift) => changes.Add(groups.Of(shift.GroupCode), shift.Date, shift.Date);
}
