using Konnect.BuildingBlocks.Naming;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Children.Domain;
using Konnect.Modules.Children.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Children.PublicApi;

internal sealed class CollectorPermits(ChildrenDbContext db, IChildDirectory children, ITrail trail, ICurrentUser user, IRequestOrigin origin, ZonedClock clock) : ICollectorPermits
{
    /// <summary>The kind of the trail's line of a wrong code.</summary>
    public const string WrongCode = "children.wrong-permit-code";

    public async Task<ILookup<Guid, CollectorPermitInfo>> ListAsync(IReadOnlyCollection<Guid> childIds, LocalDate day, CancellationToken cancellationToken)
    {
        // Column by column: a list opens no code.
        var found = await Standing().Where(p => childIds.Contains(p.ChildId) && p.Day == day && p.WithdrawnAt == null && p.CollectedAt == null && p.ClearedAt == null).OrderBy(p => p.Name).ThenBy(p => p.GivenAt)
            .Select(p => new { p.ChildId, p.Id, p.Name, p.Relation, p.FailedTries, HasPhoto = db.CollectorPhotos.Any(photo => photo.PermitId == p.Id) }).ToListAsync(cancellationToken);
        if (found.Count == 0)
            return Array.Empty<CollectorPermitInfo>().ToLookup(_ => Guid.Empty);
        var people = await children.ListMayCollectAsync(childIds, cancellationToken);
        return found.Where(p => !IsBarred(p.Name, people[p.ChildId]))
            .ToLookup(p => p.ChildId, p => new CollectorPermitInfo(p.Id, p.Name, p.Relation, p.HasPhoto, int.Max(CollectorPermit.MostTries - p.FailedTries, 0)));
    }

    public async Task<Result<UsedPermit>> UseAsync(PermitUse use, CancellationToken cancellationToken)
    {
        const string field = nameof(PermitUse.Code);
        if (await db.CollectorPermits.SingleOrDefaultAsync(p => p.Id == use.PermitId && p.ChildId == use.ChildId, cancellationToken) is not { } permit)
            return Error.NotFound("children.permit-unknown", field);
        var today = clock.GetCurrentDate();
        if (use.Day != today || permit.Day != today)
            return Error.Conflict("children.permit-other-day", field);
        var state = permit.StateOn(today);
        if (state == PermitState.Used)
            return Error.Conflict("children.permit-used", field);
        if (state is PermitState.Withdrawn or PermitState.Over || !await Standing().AnyAsync(p => p.Id == permit.Id, cancellationToken))
            return Error.Conflict("children.permit-withdrawn", field);
        if (IsBarred(permit.Name, (await children.ListMayCollectAsync([use.ChildId], cancellationToken))[use.ChildId]))
            return Error.Conflict("children.permit-barred", field);
        if (state == PermitState.Closed)
            return Error.Conflict("children.permit-closed", field);
        if (PermitCode.Read(use.Code) is not { } code)
            return Error.Invalid("children.permit-code", field);

        var isRight = permit.Try(code, use.Attempt, clock.GetCurrentInstant(), out var isNew);
        if (isRight)
            db.CollectorPhotos.RemoveRange(await db.CollectorPhotos.Where(p => p.PermitId == permit.Id).ToListAsync(cancellationToken));
        await db.SaveChangesAsync(cancellationToken);
        if (isRight)
            return new UsedPermit(permit.Name, permit.Relation);
        if (isNew)
            await TellAsync(permit, cancellationToken);
        return permit.TriesLeft > 0 ? Error.Conflict("children.permit-wrong-code", field, permit.TriesLeft) : Error.Conflict("children.permit-closed", field);
    }

    public async Task<PermitPicture?> FindPictureAsync(Guid permitId, CancellationToken cancellationToken)
    {
        var today = clock.GetCurrentDate();
        if (await db.CollectorPermits.Where(p => p.Id == permitId && p.Day == today).Select(p => (Guid?)p.ChildId).SingleOrDefaultAsync(cancellationToken) is not { } childId)
            return null;
        // What is no picture is one that can't be read: its key is gone.
        return await db.CollectorPhotos.AsNoTracking().SingleOrDefaultAsync(p => p.PermitId == permitId, cancellationToken) is { } photo && photo.Picture != SealedText.Unreadable
            && Convert.FromBase64String(photo.Picture) is var content && PermitPhoto.TypeOf(content) is { } type ? new(childId, content, type) : new(childId, null, "");
    }

    /// <summary>Permits of guardians who may decide today: one who was shut out by a court since gave none.</summary>
    private IQueryable<CollectorPermit> Standing() =>
        db.CollectorPermits.Where(p => db.ChildGuardians.Any(t => t.ChildId == p.ChildId && t.GuardianId == p.GuardianId && t.HasAuthority && t.BlockedAt == null));

    private static bool IsBarred(string name, IEnumerable<MayCollect> people) => people.Any(p => !p.IsAllowed && NameFolding.AreAlike(p.Name, name));

    /// <summary>A line of its own, as the departure that it was told for does not happen.</summary>
    private Task TellAsync(CollectorPermit permit, CancellationToken cancellationToken)
    {
        var (address, device) = origin.InTrail;
        return trail.AppendAsync(
            [new(clock.GetCurrentInstant(), WrongCode, user.Id, user.Name, address, device, "", FormattableString.Invariant($"{permit.FailedTries}/{CollectorPermit.MostTries}"),
                [new(TrailAct.Named, ChildFile.Subject, permit.ChildId.ToString(), "", "", [])])],
            cancellationToken);
    }
}
