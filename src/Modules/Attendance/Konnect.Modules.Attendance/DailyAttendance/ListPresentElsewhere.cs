using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.BuildingBlocks.Time;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Persistence;
using Konnect.Modules.Children.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.DailyAttendance;

/// <summary>
/// Who is present on the other groups of the location: for the evacuation list that a device keeps for when there is no connection. It tells what the list tells with a
/// connection: names, groups and alerts of all, telephone numbers of the own groups only. It lies on the device encrypted, and who used it is kept once the device sends what was ticked.
/// </summary>
internal static class ListPresentElsewhere
{
    [RequiresPermission(AttendancePermissions.Evacuate)]
    public sealed record Query(string GroupCode) : IRequest<Result<Response>>;

    /// <param name="Id">The child or the member of staff.</param>
    /// <param name="Since">When this person came in.</param>
    /// <param name="Contacts">Who may be called about a child of an own group.</param>
    public sealed record Person(Guid Id, string Name, bool IsChild, string GroupCode, string GroupName, LocalTime Since, IReadOnlyList<ChildAlert> Alerts, IReadOnlyList<MayCollect> Contacts);

    /// <param name="Holder">Who has the device, sealed.</param>
    public sealed record Response(IReadOnlyList<Person> People, string Holder);

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.GroupCode).NotEmpty();
    }

    public sealed class Handler(AttendanceDbContext db, LocationDays days, GroupAccess access, IChildDirectory directory, DeviceHolder holder, ICurrentUser user, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var found = await access.FindAsync(request.GroupCode, cancellationToken);
            if (!found.IsSuccess)
                return Result<Response>.Fail(found.Errors);
            var location = found.Value;
            var children = await Elsewhere(db.ChildPresences).ToListAsync(cancellationToken);
            var staff = await Elsewhere(db.StaffPresences).ToListAsync(cancellationToken);
            var people = await days.PeopleAsync(children.Select(p => p.ChildId), staff.Select(p => p.StaffId), cancellationToken);
            var alerts = await directory.ListAlertsAsync([.. children.Select(p => p.ChildId).Distinct()], cancellationToken);
            var groups = location.Groups.ToDictionary(g => g.Code, g => g.Name);
            var own = access.GroupsOf(location).Select(g => g.Code).ToHashSet();
            var contacts = await directory.ListMayCollectAsync([.. children.Where(p => own.Contains(p.GroupCode)).Select(p => p.ChildId).Distinct()], cancellationToken);
            return new Response(
                [.. children.Select(p => Make(p, p.ChildId, people.Child(p.ChildId)?.FullName, true, [.. alerts[p.ChildId]], [.. contacts[p.ChildId]]))
                    .Concat(staff.Select(p => Make(p, p.StaffId, people.Staff(p.StaffId)?.FullName, false, [], [])))
                    .DistinctBy(p => p.Id).OrderBy(p => p.GroupName, StringComparer.Ordinal).ThenBy(p => !p.IsChild).ThenBy(p => p.Name, StringComparer.Ordinal)],
                holder.Seal(user.Name));

            IQueryable<TPresence> Elsewhere<TPresence>(IQueryable<TPresence> register) where TPresence : Presence
            {
                var today = clock.GetCurrentDate();
                return register.AsNoTracking().Where(p => p.LocationCode == location.Code && p.Date == today && p.DepartedAt == null && p.GroupCode != request.GroupCode);
            }

            Person Make(Presence presence, Guid id, string? name, bool isChild, IReadOnlyList<ChildAlert> alerts, IReadOnlyList<MayCollect> mayCollect) =>
                new(id, name ?? "?", isChild, presence.GroupCode, groups.GetValueOrDefault(presence.GroupCode, presence.GroupCode), presence.ArrivedAt.TimeIn(clock.Zone), alerts, mayCollect);
        }
    }
}
