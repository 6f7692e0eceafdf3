using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Persistence;
using Konnect.Modules.Planning.Contracts;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Exchange;

internal sealed record StaffAttendanceRow : IPresenceRow
{
    [Key, References("staff.csv")]
    public required string StaffNumber { get; init; }

    [Key, References("groups.csv")]
    public required string GroupCode { get; init; }

    [Key]
    public required LocalDate Date { get; init; }

    [Key]
    public required LocalTime Arrived { get; init; }

    public LocalTime? Departed { get; init; }

    string IPresenceRow.Person => StaffNumber;
}

/// <summary><c>staff_attendance.csv</c>: staff presences; a break is the time between two rows.</summary>
internal sealed class StaffAttendanceFile(AttendanceDbContext db, IStaffDirectory staff, PresenceImport import, ICurrentUser user, ZonedClock clock)
    : PresenceFile<StaffAttendanceRow, StaffPresence>(db, import, user, clock)
{
    public override string Name => "staff_attendance.csv";

    protected override async Task<Dictionary<string, Guid>> NumbersAsync(CancellationToken cancellationToken) =>
        (await staff.ListAsync(cancellationToken)).ToDictionary(s => s.Number, s => s.Id);

    protected override Task<List<StaffPresence>> LoadAsync(IReadOnlyList<Guid> people, LocalDate from, LocalDate to, CancellationToken cancellationToken) =>
        Db.StaffPresences.IgnoreQueryFilters().AsNoTracking().Include(p => p.Corrections).Where(p => people.Contains(p.StaffId) && p.Date >= from && p.Date <= to).ToListAsync(cancellationToken);

    protected override Guid PersonOf(StaffPresence presence) => presence.StaffId;

    protected override StaffPresence Make(Guid person, StaffAttendanceRow row, string location, Instant arrivedAt, Instant? departedAt, Instant now) => new()
    {
        Id = Guid.CreateVersion7(),
        StaffId = person,
        LocationCode = location,
        GroupCode = row.GroupCode,
        Date = row.Date,
        ArrivedAt = arrivedAt,
        DepartedAt = departedAt,
        ModifiedAt = now,
    };

    protected override StaffAttendanceRow Make(string person, string group, LocalDate date, LocalTime arrived, LocalTime? departed) =>
        new() { StaffNumber = person, GroupCode = group, Date = date, Arrived = arrived, Departed = departed };

    protected override async IAsyncEnumerable<StaffAttendanceRow> ExportAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await LookUpAsync(cancellationToken);
        await foreach (var row in Db.StaffPresences.AsNoTracking().OrderBy(p => p.Date).AsAsyncEnumerable().ByDay(p => p.Date, ToRow, cancellationToken))
            yield return row;
    }
}
