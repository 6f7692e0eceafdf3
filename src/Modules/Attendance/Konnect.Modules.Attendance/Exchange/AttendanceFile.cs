using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Persistence;
using Konnect.Modules.Children.Contracts;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Exchange;

internal sealed record AttendanceRow : IPresenceRow
{
    [Key, References("children.csv")]
    public required string ChildNumber { get; init; }

    [Key, References("groups.csv")]
    public required string GroupCode { get; init; }

    [Key]
    public required LocalDate Date { get; init; }

    [Key]
    public required LocalTime Arrived { get; init; }

    public LocalTime? Departed { get; init; }

    string IPresenceRow.Person => ChildNumber;
}

/// <summary><c>attendance.csv</c>: children's presences.</summary>
internal sealed class AttendanceFile(AttendanceDbContext db, IChildDirectory children, PresenceImport import, ICurrentUser user, ZonedClock clock)
    : PresenceFile<AttendanceRow, ChildPresence>(db, import, user, clock)
{
    public override string Name => "attendance.csv";

    protected override async Task<Dictionary<string, Guid>> NumbersAsync(CancellationToken cancellationToken) =>
        (await children.ListKeysAsync(cancellationToken)).ToDictionary(c => c.Number, c => c.Id);

    protected override Task<List<ChildPresence>> LoadAsync(IReadOnlyList<Guid> people, LocalDate from, LocalDate to, CancellationToken cancellationToken) =>
        Db.ChildPresences.IgnoreQueryFilters().AsNoTracking().Include(p => p.Corrections).Where(p => people.Contains(p.ChildId) && p.Date >= from && p.Date <= to).ToListAsync(cancellationToken);

    protected override Guid PersonOf(ChildPresence presence) => presence.ChildId;

    protected override ChildPresence Make(Guid person, AttendanceRow row, string location, Instant arrivedAt, Instant? departedAt, Instant now) => new()
    {
        Id = Guid.CreateVersion7(),
        ChildId = person,
        LocationCode = location,
        GroupCode = row.GroupCode,
        Date = row.Date,
        ArrivedAt = arrivedAt,
        DepartedAt = departedAt,
        ModifiedAt = now,
    };

    protected override AttendanceRow Make(string person, string group, LocalDate date, LocalTime arrived, LocalTime? departed) =>
        new() { ChildNumber = person, GroupCode = group, Date = date, Arrived = arrived, Departed = departed };

    protected override async IAsyncEnumerable<AttendanceRow> ExportAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await LookUpAsync(cancellationToken);
        await foreach (var row in Db.ChildPresences.AsNoTracking().OrderBy(p => p.Date).AsAsyncEnumerable().ByDay(p => p.Date, ToRow, cancellationToken))
            yield return row;
    }
}

/// <summary>Orders the rows of a presence file by key without holding more than a day of them: the numbers are another module's, so the database can't.</summary>
internal static class Days
{
    public static async IAsyncEnumerable<TRow> ByDay<TPresence, TRow>(
        this IAsyncEnumerable<TPresence> presences, Func<TPresence, LocalDate> dateOf, Func<TPresence, TRow> toRow, [EnumeratorCancellation] CancellationToken cancellationToken)
        where TRow : IPresenceRow
    {
        var day = new List<TRow>();
        await foreach (var presence in presences.WithCancellation(cancellationToken))
        {
            if (day.Count > 0 && day[0].Date != dateOf(presence))
            {
                foreach (var row in InOrder(day))
                    yield return row;
                day.Clear();
            }

            day.Add(toRow(presence));
        }

        foreach (var row in InOrder(day))
            yield return row;
    }

    private static IEnumerable<TRow> InOrder<TRow>(List<TRow> day) where TRow : IPresenceRow =>
        day.OrderBy(r => r.Arrived).ThenBy(r => r.Person, StringComparer.Ordinal).ThenBy(r => r.GroupCode, StringComparer.Ordinal).ThenBy(r => r.Departed ?? LocalTime.MaxValue);
}
