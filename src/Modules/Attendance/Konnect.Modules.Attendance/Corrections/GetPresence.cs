using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.BuildingBlocks.Time;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Domain.Taps;
using Konnect.Modules.Attendance.Persistence;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Planning.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Corrections;

/// <summary>A registered presence with everything that was ever changed about it.</summary>
internal static class GetPresence
{
    [RequiresPermission(AttendancePermissions.View)]
    public sealed record Query(Guid Id, bool IsStaff) : IRequest<Result<Response>>;

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Id).NotEmpty();
    }

    public sealed record Change(string GroupCode, LocalTime From, LocalTime? To, string By, LocalDateTime At, string Reason, bool IsUndo)
    {
        /// <summary>True when it follows from a tap that came late.</summary>
        public bool IsLateTap => IsUndo && Reason == PresenceCorrection.LateTap;
    }

    /// <param name="SentBy">Who sent it, or the tablet.</param>
    /// <param name="IsClockCorrected">True when the device's clock was wrong.</param>
    public sealed record TapRow(LocalTime At, bool IsArrival, string GroupCode, string SentBy, bool IsClockCorrected, bool IsOverruled, bool IsWithdrawn, Collected? Collected);

    /// <param name="People">Who may collect the child, and who may not.</param>
    /// <param name="Permits">Who may collect it once that day, as long as the day lasts.</param>
    /// <param name="Instruction">What the organisation says about it.</param>
    public sealed record CollectorQuestion(IReadOnlyList<MayCollect> People, IReadOnlyList<CollectorPermitInfo> Permits, string Instruction);

    /// <param name="Taps">Everything that was tapped of this person that day, in the order of the times.</param>
    /// <param name="WhoCollected">To tell who took the child home; null when that was told, or isn't asked.</param>
    public sealed record Response(Guid Id, bool IsStaff, string Name, string Number, LocationInfo Location, IReadOnlyList<GroupInfo> Groups, string GroupCode, LocalDate Date, LocalTime From, LocalTime? To, bool IsWithdrawn, IReadOnlyList<Change> History, IReadOnlyList<TapRow> Taps, CollectorQuestion? WhoCollected);

    public sealed class Handler(AttendanceDbContext db, LocationDays days, GroupAccess access, IChildDirectory children, ICollectorPermits permits, CollectorRegister collectors, IStaffDirectory staff, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            Presence? presence = request.IsStaff
                ? await db.StaffPresences.IgnoreQueryFilters().AsNoTracking().Include(p => p.Corrections).SingleOrDefaultAsync(p => p.Id == request.Id, cancellationToken)
                : await db.ChildPresences.IgnoreQueryFilters().AsNoTracking().Include(p => p.Corrections).SingleOrDefaultAsync(p => p.Id == request.Id, cancellationToken);
            var location = presence is null ? null : (await days.LocationsAsync(cancellationToken)).FirstOrDefault(l => l.Code == presence.LocationCode);
            if (presence is null || location is null || !access.GroupsOf(location).Any(g => g.Code == presence.GroupCode))
                return Error.NotFound("attendance.presence-unknown");

            var (name, number) = presence switch
            {
                ChildPresence child => (await children.GetAsync([child.ChildId], cancellationToken)).TryGetValue(child.ChildId, out var c) ? (c.FullName, c.Number) : ("?", ""),
                StaffPresence member => (await staff.GetAsync([member.StaffId], cancellationToken)).TryGetValue(member.StaffId, out var s) ? (s.FullName, s.Number) : ("?", ""),
                _ => ("?", ""),
            };
            var taps = await TapsAsync(presence, cancellationToken);
            return new Response(
                presence.Id,
                request.IsStaff,
                name,
                number,
                location,
                [.. access.GroupsOf(location)],
                presence.GroupCode,
                presence.Date,
                presence.ArrivedAt.TimeIn(clock.Zone),
                presence.DepartedAt?.TimeIn(clock.Zone),
                presence.WithdrawnAt is not null,
                [.. presence.Corrections.OrderByDescending(c => c.ChangedAt).Select(c => new Change(c.OldGroupCode, c.OldArrivedAt.TimeIn(clock.Zone), c.OldDepartedAt?.TimeIn(clock.Zone), c.ChangedBy, c.ChangedAt.InZone(clock.Zone).LocalDateTime, c.Reason, c.IsUndo))],
                [.. taps.Select(t => new TapRow(t.At.TimeIn(clock.Zone), t.Kind == TapKind.In, t.GroupCode, t.SentBy, t.IsClockCorrected, t.Outcome == TapOutcome.Overruled, t.WithdrawnAt is not null, (t as ChildTap)?.Collected))],
                await QuestionAsync(presence, taps, cancellationToken));
        }

        private async Task<CollectorQuestion?> QuestionAsync(Presence presence, IReadOnlyList<Tap> taps, CancellationToken cancellationToken)
        {
            if (presence is not ChildPresence { WithdrawnAt: null } child
                || taps.OfType<ChildTap>().FirstOrDefault(t => t.Kind == TapKind.Out && t.WithdrawnAt is null && t.GroupCode == child.GroupCode && t.At == child.DepartedAt) is not { Collected: null }
                || await collectors.RuleAsync(cancellationToken) is not { Ask: not CollectorAsk.Never } rule)
                return null;
            var once = child.Date == clock.GetCurrentDate() ? [.. (await permits.ListAsync([child.ChildId], child.Date, cancellationToken))[child.ChildId]] : Array.Empty<CollectorPermitInfo>();
            return new([.. (await children.ListMayCollectAsync([child.ChildId], cancellationToken))[child.ChildId]], once, rule.Instruction);
        }

        private async Task<IReadOnlyList<Tap>> TapsAsync(Presence presence, CancellationToken cancellationToken) => presence switch
        {
            ChildPresence child => await db.ChildTaps.AsNoTracking().Where(t => t.ChildId == child.ChildId && t.Date == child.Date).OrderBy(t => t.At).ThenBy(t => t.Number).ToListAsync(cancellationToken),
            StaffPresence member => await db.StaffTaps.AsNoTracking().Where(t => t.StaffId == member.StaffId && t.Date == member.Date).OrderBy(t => t.At).ThenBy(t => t.Number).ToListAsync(cancellationToken),
            _ => [],
        };
    }
}
