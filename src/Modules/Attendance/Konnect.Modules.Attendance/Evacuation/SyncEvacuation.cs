using FluentValidation;
using Konnect.BuildingBlocks.Infrastructure.Live;
using Konnect.BuildingBlocks.Naming;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain.Evacuations;
using Konnect.Modules.Attendance.Domain.Taps;
using Konnect.Modules.Attendance.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Evacuation;

/// <summary>
/// An evacuation that a device began without a connection: whom it froze and what was ticked. It becomes part of the one that goes on at the location, or that went on at
/// that time, so that there is one list of one evacuation; also of one that has ended meanwhile, whose report would otherwise miss who was seen. Sent twice it is one.
/// </summary>
internal static class SyncEvacuation
{
    /// <summary>The most persons of one request.</summary>
    public const int MostPeople = 1000;

    /// <summary>The most ticks of one request.</summary>
    public const int MostTicks = 3000;

    // Of one evacuation one device begins a while before the other, and has ticked its own people by then.
    private static readonly Duration Beside = Duration.FromMinutes(15);

    [RequiresPermission(AttendancePermissions.Evacuate)]
    public sealed record Command : IRequest<Result<Response>>
    {
        /// <summary>Made by the device; the same list sent twice is one, also when more was ticked in between.</summary>
        public Guid RequestId { get; init; }

        public string LocationCode { get; init; } = "";

        public bool IsDrill { get; init; }

        /// <summary>When it was started by the device's clock.</summary>
        public Instant At { get; init; }

        /// <summary>How far that clock was ahead of ours when the device last heard of us before; null when it never did.</summary>
        public int? AheadSeconds { get; init; }

        /// <summary>The device's clock when it sends.</summary>
        public Instant SentAt { get; init; }

        /// <summary>Who had the device then, sealed; the sender when it is nobody's.</summary>
        public string Holder { get; init; } = "";

        /// <summary>Everybody present as the device knew it.</summary>
        public IReadOnlyList<SentPerson> People { get; init; } = [];

        public IReadOnlyList<SentTick> Ticks { get; init; } = [];
    }

    /// <param name="Id">The child or the member of staff.</param>
    /// <param name="GroupCode">The group that the device knew this person on.</param>
    public sealed record SentPerson(Guid Id, string GroupCode);

    /// <param name="Id">Made by the device.</param>
    /// <param name="PersonId">The child or the member of staff.</param>
    /// <param name="At">The time by the device's clock.</param>
    /// <param name="AheadSeconds">How far that clock was ahead of ours.</param>
    /// <param name="Holder">Who had the device when it was ticked, sealed.</param>
    public sealed record SentTick(Guid Id, Guid PersonId, Instant At, int? AheadSeconds, bool IsUndo, string Holder);

    /// <param name="Id">The evacuation that it is part of now.</param>
    /// <param name="IsToday">True when the sender may open it.</param>
    /// <param name="Refusals">Whom or what was not taken: persons and ticks.</param>
    public sealed record Response(Guid Id, bool IsToday, IReadOnlyList<Refusal> Refusals);

    /// <param name="Id">The person, or the tick.</param>
    public sealed record Refusal(Guid Id, Error Why);

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.RequestId).NotEmpty();
            RuleFor(c => c.LocationCode).NotEmpty();
            RuleFor(c => c.Holder).MaximumLength(DeviceHolder.Longest);
            RuleFor(c => c.People).Must(people => people.Count <= MostPeople).WithErrorCode("attendance.too-many-taps");
            RuleFor(c => c.Ticks).Must(ticks => ticks.Count <= MostTicks).WithErrorCode("attendance.too-many-taps");
            RuleForEach(c => c.People).ChildRules(person => person.RuleFor(p => p.Id).NotEmpty());
            RuleForEach(c => c.Ticks).ChildRules(tick =>
            {
                tick.RuleFor(t => t.Id).NotEmpty();
                tick.RuleFor(t => t.Holder).MaximumLength(DeviceHolder.Longest);
            });
        }
    }

    public sealed class Handler(AttendanceDbContext db, EvacuationRegister register, LocationDays days, GroupAccess access, DeviceHolder holder, ICurrentUser user, ZonedClock clock, LiveChanges live) : IRequestHandler<Command, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Command request, CancellationToken cancellationToken)
        {
            var place = await register.FindPlaceAsync(request.LocationCode, null, cancellationToken);
            if (!place.IsSuccess)
                return Result<Response>.Fail(place.Errors);
            var (now, startedAt) = (clock.GetCurrentInstant(), MomentOf(request.At, request.AheadSeconds, request.SentAt));
            if (DateOf(startedAt) < clock.GetCurrentDate().PlusDays(-TapMoment.MostDaysLate))
                return Error.Conflict("attendance.evacuation-too-old", nameof(Command.At));
            // Of the location too: a key of somebody else's list begins another.
            var startId = StableId.Of(request.RequestId, place.Value.Code);
            // Nobody is seen before the list is there, whatever the clock was set to in between.
            var ticks = request.Ticks.DistinctBy(t => t.Id).Select(t => (Id: StableId.Of(startId, t.Id.ToString("N")), Sent: t, At: Instant.Max(startedAt, MomentOf(t.At, t.AheadSeconds, request.SentAt)))).ToList();
            var start = await db.OfflineStarts.SingleOrDefaultAsync(s => s.Id == startId, cancellationToken);
            var list = start is not null
                ? await db.Evacuations.SingleAsync(e => e.Id == start.EvacuationId, cancellationToken)
                : await FindOrStartAsync(request, startId, startedAt, ticks.Select(t => t.At).Append(startedAt).Max(), cancellationToken);
            if (start is null)
            {
                var by = holder.Open(request.Holder) ?? user.Name;
                db.OfflineStarts.Add(start = new OfflineStart { Id = startId, EvacuationId = list.Id, IsDrill = request.IsDrill, StartedAt = startedAt, StartedBy = by, ReceivedAt = now, SentBy = user.Name });
                if (startedAt < list.StartedAt)
                    (list.StartedAt, list.StartedBy) = (startedAt, by);
                list.GroupCode = null;
                list.IsDrill &= request.IsDrill;
            }

            var day = await days.LoadAsync(place.Value, list.Date, cancellationToken);
            var since = Instant.Max(start.StartedAt, list.StartedAt);
            // Whom the device could not know of is looked for while somebody still can.
            var listed = await register.FreezeAsync(list, day, list.EndedAt is null || list.Id == startId ? since : null, cancellationToken);
            var refusals = ListOthers(request, list, day, await days.PeopleAsync([], request.People.Select(p => p.Id), cancellationToken), since, start.StartedBy, listed);
            var taken = (await db.EvacuationTicks.Where(t => t.OfflineStartId == startId).Select(t => t.Id).ToListAsync(cancellationToken)).ToHashSet();
            foreach (var tick in ticks.Where(t => !taken.Contains(t.Id)))
            {
                if (!listed.TryGetValue(tick.Sent.PersonId, out var person))
                {
                    if (!refusals.Exists(r => r.Id == tick.Sent.PersonId))
                        refusals.Add(new Refusal(tick.Sent.Id, Error.NotFound("attendance.person-unknown", nameof(SentTick.PersonId))));
                    continue;
                }

                var by = holder.Open(tick.Sent.Holder) ?? user.Name;
                db.EvacuationTicks.Add(new EvacuationTick { Id = tick.Id, EvacuationId = list.Id, PersonId = person.Id, At = tick.At, By = by, IsUndo = tick.Sent.IsUndo, OfflineStartId = startId, ReceivedAt = now });
                await register.ReadAsync(list.Id, by, tick.At, cancellationToken);
            }

            // They saw the names, too.
            await register.ReadAsync(list.Id, start.StartedBy, start.StartedAt, cancellationToken);
            await register.ReadAsync(list.Id, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            live.Notify(LiveTopics.Location(list.LocationCode));
            live.Notify(LiveTopics.Evacuation(list.Id));
            return new Response(list.Id, list.EndedAt is null || list.Date == clock.GetCurrentDate(), refusals);
        }

        /// <summary>The one that goes on, or that went on at that time; another one otherwise.</summary>
        private async Task<EvacuationList> FindOrStartAsync(Command request, Guid startId, Instant from, Instant to, CancellationToken cancellationToken)
        {
            var (date, isToday) = (DateOf(from), DateOf(from) == clock.GetCurrentDate());
            var (earliest, latest) = (from - Beside, to + Beside);
            var known = await db.Evacuations
                .Where(e => e.LocationCode == request.LocationCode && (e.EndedAt == null ? isToday || e.Date == date : e.StartedAt <= latest && e.EndedAt >= earliest))
                .OrderBy(e => e.EndedAt != null).ThenByDescending(e => e.StartedAt).FirstOrDefaultAsync(cancellationToken);
            if (known is not null)
                return known;
            var started = new EvacuationList
            {
                Id = startId,
                LocationCode = request.LocationCode,
                GroupCode = null,
                IsDrill = request.IsDrill,
                Date = date,
                StartedAt = from,
                StartedBy = holder.Open(request.Holder) ?? user.Name,
                // One of another day is over, and must not be joined by whoever starts one now.
                EndedAt = isToday ? null : to,
                EndedBy = isToday ? "" : user.Name,
            };
            db.Evacuations.Add(started);
            return started;
        }

        /// <summary>
        /// Lists whom the device knew to be present and the register does not. Who had left by then, as another device registered, is listed only when somebody saw this person:
        /// nobody must be looked for who went home.
        /// </summary>
        private List<Refusal> ListOthers(Command request, EvacuationList list, DayPicture day, People staff, Instant since, string by, Dictionary<Guid, EvacuationPerson> listed)
        {
            var refusals = new List<Refusal>();
            var (own, seen) = (access.GroupsOf(day.Location).Select(g => g.Code).ToHashSet(), request.Ticks.Select(t => t.PersonId).ToHashSet());
            foreach (var sent in request.People.Where(p => !listed.ContainsKey(p.Id)).DistinctBy(p => p.Id))
            {
                // Children who were there, or are expected on the own groups: sending must not be a way to ask for names.
                var child = day.Children.Any(p => p.ChildId == sent.Id) || day.Plan.Children.Any(c => c.ChildId == sent.Id && own.Contains(c.GroupCode)) ? day.People.Child(sent.Id) : null;
                var member = child is null ? staff.Staff(sent.Id) : null;
                if (child is null && member is null)
                    refusals.Add(new Refusal(sent.Id, Error.NotFound("attendance.person-unknown", nameof(SentPerson.Id))));
                else if (!HadLeft(day, sent.Id, since) || seen.Contains(sent.Id))
                    listed.Add(sent.Id, register.Add(list, child?.Id, member?.Id, child?.FullName ?? member?.FullName, day.Location.Groups.Any(g => g.Code == sent.GroupCode) ? sent.GroupCode : "", null, by));
            }

            return refusals;
        }

        private static bool HadLeft(DayPicture day, Guid id, Instant since) =>
            day.Children.Where(p => p.ChildId == id).Select(p => p.DepartedAt).Concat(day.Staff.Where(p => p.StaffId == id).Select(p => p.DepartedAt)).ToList() is { Count: > 0 } left && left.TrueForAll(at => at <= since);

        private Instant MomentOf(Instant told, int? aheadSeconds, Instant sentAt) =>
            TapMoment.Of(told, aheadSeconds, sentAt, clock.GetCurrentInstant()).At;

        private LocalDate DateOf(Instant at) => at.InZone(clock.Zone).Date;
    }
}
