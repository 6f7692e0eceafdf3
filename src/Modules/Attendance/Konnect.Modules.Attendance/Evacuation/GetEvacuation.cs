using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.BuildingBlocks.Time;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain.Evacuations;
using Konnect.Modules.Attendance.Persistence;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Planning.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Evacuation;

/// <summary>The list: who is missing, who is found, by whom and when; also as the report afterwards. Only for who is kept as having opened it.</summary>
internal static class GetEvacuation
{
    /// <param name="ContactsOf">The place on the list of a child whose telephone numbers are wanted.</param>
    [RequiresPermission(AttendancePermissions.Evacuate)]
    public sealed record Query(Guid EvacuationId, Guid? ContactsOf = null) : IRequest<Result<Response>>;

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.EvacuationId).NotEmpty();
    }

    /// <param name="At">When it was ticked.</param>
    /// <param name="IsOffline">True for one that was made without a connection, and received later.</param>
    public sealed record Tick(LocalTime At, string By, bool IsUndo, bool IsOffline);

    /// <summary>A device began the list without a connection.</summary>
    /// <param name="By">Who had the device.</param>
    /// <param name="Received">When it was received.</param>
    public sealed record Offline(LocalTime At, string By, bool IsDrill, LocalDateTime Received, string SentBy);

    /// <param name="GroupName">Empty for a visitor.</param>
    /// <param name="Since">When this person came in; null for who was not registered.</param>
    /// <param name="AddedBy">Who added this person later; empty for who was on the list.</param>
    /// <param name="Found">The tick that holds; null for who is missing.</param>
    /// <param name="HasContacts">True for a child whose telephone numbers the user may see.</param>
    /// <param name="Ticks">Everything that was ticked, in the order of the times.</param>
    public sealed record Entry(Guid Id, string Name, string GroupName, bool IsChild, LocalTime? Since, string AddedBy, IReadOnlyList<ChildAlert> Alerts, Tick? Found, bool HasContacts, IReadOnlyList<Tick> Ticks);

    /// <param name="Key">The key of a child or a member of staff.</param>
    public sealed record Candidate(Guid Key, string Name);

    /// <param name="GroupName">The one group; null for the whole location.</param>
    /// <param name="Readers">Who opened the list.</param>
    /// <param name="BegunOffline">The devices that began it without a connection.</param>
    /// <param name="MayAdd">Who is not on it, and could be there.</param>
    /// <param name="Contacts">Of the child that was asked for.</param>
    public sealed record Response(
        Guid Id, LocationInfo Location, string? GroupName, bool IsDrill, LocalDate Date, LocalTime StartedAt, string StartedBy, LocalTime? EndedAt, string EndedBy, Duration Lasted, string Remark,
        IReadOnlyList<Entry> Entries, IReadOnlyList<string> Readers, IReadOnlyList<Offline> BegunOffline, IReadOnlyList<Candidate> MayAdd, IReadOnlyList<MayCollect> Contacts)
    {
        public IEnumerable<Entry> Missing => Entries.Where(e => e.Found is null);

        public IEnumerable<Entry> Found => Entries.Where(e => e.Found is not null);
    }

    public sealed class Handler(AttendanceDbContext db, EvacuationRegister register, LocationDays days, GroupAccess access, IChildDirectory children, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var found = await register.FindAsync(request.EvacuationId, cancellationToken);
            if (!found.IsSuccess)
                return Result<Response>.Fail(found.Errors);
            if (!await register.HasReadAsync(request.EvacuationId, cancellationToken))
                return Error.Conflict("attendance.evacuation-not-joined");
            var list = found.Value;
            var location = (await days.LocationsAsync(cancellationToken)).Single(l => l.Code == list.LocationCode);
            var groups = location.Groups.ToDictionary(g => g.Code, g => g.Name);
            var own = access.GroupsOf(location).Select(g => g.Code).ToHashSet();
            var persons = await db.EvacuationPersons.AsNoTracking().Where(p => p.EvacuationId == list.Id).OrderBy(p => p.Name).ToListAsync(cancellationToken);
            var ticks = (await db.EvacuationTicks.AsNoTracking().Where(t => t.EvacuationId == list.Id).OrderBy(t => t.At).ToListAsync(cancellationToken)).ToLookup(t => t.PersonId);
            var alerts = await children.ListAlertsAsync([.. persons.Select(p => p.ChildId).OfType<Guid>()], cancellationToken);
            var asked = persons.Find(p => p.Id == request.ContactsOf && p.ChildId is not null && own.Contains(p.GroupCode));
            return new Response(
                list.Id,
                location,
                list.GroupCode is { } code ? groups.GetValueOrDefault(code, code) : null,
                list.IsDrill,
                list.Date,
                list.StartedAt.TimeIn(clock.Zone),
                list.StartedBy,
                list.EndedAt?.TimeIn(clock.Zone),
                list.EndedBy,
                (list.EndedAt ?? clock.GetCurrentInstant()) - list.StartedAt,
                list.Remark,
                [.. persons.Select(p => new Entry(
                    p.Id,
                    p.Name,
                    groups.GetValueOrDefault(p.GroupCode, p.GroupCode),
                    p.ChildId is not null,
                    p.Since?.TimeIn(clock.Zone),
                    p.AddedBy,
                    p.ChildId is { } child ? [.. alerts[child]] : [],
                    EvacuationTick.Holding(ticks[p.Id]) is { } tick ? Shown(tick) : null,
                    p.ChildId is not null && own.Contains(p.GroupCode),
                    [.. ticks[p.Id].Select(Shown)])).OrderBy(e => e.GroupName, StringComparer.Ordinal).ThenBy(e => !e.IsChild)],
                await db.EvacuationReaders.AsNoTracking().Where(r => r.EvacuationId == list.Id).OrderBy(r => r.At).Select(r => r.Name).ToListAsync(cancellationToken),
                [.. (await db.OfflineStarts.AsNoTracking().Where(s => s.EvacuationId == list.Id).OrderBy(s => s.StartedAt).ThenBy(s => s.Id).ToListAsync(cancellationToken))
                    .Select(s => new Offline(s.StartedAt.TimeIn(clock.Zone), s.StartedBy, s.IsDrill, s.ReceivedAt.InZone(clock.Zone).LocalDateTime, s.SentBy))],
                list.EndedAt is null ? await MayAddAsync(location, list, persons, own, cancellationToken) : [],
                asked is null ? [] : [.. (await children.ListMayCollectAsync([asked.ChildId!.Value], cancellationToken))[asked.ChildId.Value]]);
        }

        private Tick Shown(EvacuationTick tick) => new(tick.At.TimeIn(clock.Zone), tick.By, tick.IsUndo, tick.OfflineStartId is not null);

        private async Task<IReadOnlyList<Candidate>> MayAddAsync(LocationInfo location, EvacuationList list, List<EvacuationPerson> persons, HashSet<string> own, CancellationToken cancellationToken)
        {
            var day = await days.LoadAsync(location, list.Date, cancellationToken);
            var listed = persons.Select(p => p.ChildId ?? p.StaffId).ToHashSet();
            return [
                .. day.Plan.Children.Where(c => own.Contains(c.GroupCode)).Select(c => day.People.Child(c.ChildId)).OfType<ChildInfo>().Where(c => !listed.Contains(c.Id)).DistinctBy(c => c.Id).OrderBy(c => c.FullName, StringComparer.Ordinal).Select(c => new Candidate(c.Id, c.FullName)),
                .. (await days.EmployedAsync(list.Date, cancellationToken)).Where(s => !listed.Contains(s.Id)).Select(s => new Candidate(s.Id, s.FullName))];
        }
    }
}
