using Konnect.BuildingBlocks.Naming;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Children.Domain;
using Konnect.Modules.Children.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Children.Permits;

/// <summary>Gives, lists and takes back permits of a child that the sender was found to have to do with. A use case saves.</summary>
internal sealed class PermitRegister(ChildrenDbContext db, IChildDirectory children, ICurrentUser user, ZonedClock clock)
{
    /// <summary>How long permits that are over are shown.</summary>
    private static readonly Period Shown = Period.FromMonths(3);

    /// <summary>A permit as lists show it.</summary>
    /// <param name="GivenAt">When it was given, local.</param>
    /// <param name="CollectedAt">When the child was collected with it, local.</param>
    public sealed record Row(
        Guid Id, Guid GuardianId, string Name, string Relation, LocalDate Day, bool HasPhoto, string GivenBy, LocalDateTime GivenAt, string Verified, string WithdrawnBy, LocalDateTime? CollectedAt, PermitState State);

    /// <summary>Gives a permit in the name of a guardian; the same request sent twice gives one.</summary>
    public async Task<Result<CollectorPermit>> GiveAsync(Guid childId, Guid guardianId, IPermitInput input, string verified, CancellationToken cancellationToken)
    {
        var (today, now) = (clock.GetCurrentDate(), clock.GetCurrentInstant());
        var id = CollectorPermit.KeyOf(input.RequestId, childId, user.Id);
        if (await db.CollectorPermits.SingleOrDefaultAsync(p => p.Id == id, cancellationToken) is { } known)
            return known;
        if (input.Day < today || input.Day > LastDay)
            return Error.Conflict("children.permit-day", nameof(IPermitInput.Day), LastDay);
        var name = input.Name.Trim();
        if ((await children.ListMayCollectAsync([childId], cancellationToken))[childId].Any(p => !p.IsAllowed && NameFolding.AreAlike(p.Name, name)))
            return Error.Conflict("children.permit-barred", nameof(IPermitInput.Name));
        if (await db.CollectorPermits.CountAsync(p => p.ChildId == childId && p.Day >= today && p.WithdrawnAt == null && p.CollectedAt == null, cancellationToken) >= CollectorPermit.MostAhead)
            return Error.Conflict("children.permit-many", "", CollectorPermit.MostAhead);
        var permit = new CollectorPermit
        {
            Id = id,
            ChildId = childId,
            GuardianId = guardianId,
            Name = name,
            Relation = input.Relation.Trim(),
            Day = input.Day,
            Code = PermitCode.Draw(),
            GivenById = user.Id,
            GivenBy = user.Name,
            GivenAt = now,
            Verified = verified.Trim(),
        };
        db.CollectorPermits.Add(permit);
        if (input.Photo is { } photo)
            db.CollectorPhotos.Add(new CollectorPhoto { PermitId = id, Picture = Convert.ToBase64String(photo) });
        return permit;
    }

    /// <summary>Takes a permit of the child back, with its code and photo. Twice is once; one that was used stays.</summary>
    public async Task<Result<Done>> WithdrawAsync(Guid childId, Guid permitId, CancellationToken cancellationToken)
    {
        if (await db.CollectorPermits.SingleOrDefaultAsync(p => p.Id == permitId && p.ChildId == childId, cancellationToken) is not { } permit)
            return Error.NotFound("children.permit-unknown", "PermitId");
        switch (permit.StateOn(clock.GetCurrentDate()))
        {
            case PermitState.Used:
                return Error.Conflict("children.permit-used", "PermitId");
            case PermitState.Open or PermitState.Closed:
                permit.Withdraw(user.Name, clock.GetCurrentInstant());
                db.CollectorPhotos.RemoveRange(await db.CollectorPhotos.Where(p => p.PermitId == permitId).ToListAsync(cancellationToken));
                break;
        }

        return Done.Ok;
    }

    /// <summary>The last day for which a permit can be given.</summary>
    public LocalDate LastDay => clock.GetCurrentDate().PlusDays(CollectorPermit.DaysAhead);

    /// <summary>The permits of a child without their codes: what can still be of use, the first day first, and what is over, the latest first.</summary>
    public async Task<(IReadOnlyList<Row> Coming, IReadOnlyList<Row> Past)> ListAsync(Guid childId, CancellationToken cancellationToken)
    {
        var today = clock.GetCurrentDate();
        var from = today - Shown;
        // Column by column: a list opens no code.
        var found = await db.CollectorPermits.Where(p => p.ChildId == childId && p.Day >= from).OrderByDescending(p => p.Day).ThenBy(p => p.GivenAt).Select(p => new
        {
            p.Id, p.GuardianId, p.Name, p.Relation, p.Day, p.GivenBy, p.GivenAt, p.Verified, p.WithdrawnAt, p.WithdrawnBy, p.CollectedAt, p.ClearedAt, p.FailedTries,
            HasPhoto = db.CollectorPhotos.Any(photo => photo.PermitId == p.Id),
        }).ToListAsync(cancellationToken);
        var rows = found.Select(p => new Row(
            p.Id, p.GuardianId, p.Name, p.Relation, p.Day, p.HasPhoto, p.GivenBy, Local(p.GivenAt), p.Verified, p.WithdrawnBy, p.CollectedAt is { } at ? Local(at) : null,
            CollectorPermit.Of(p.CollectedAt is not null, p.WithdrawnAt is not null, p.ClearedAt is not null, p.Day, p.FailedTries, today))).ToLookup(r => r.State is PermitState.Open or PermitState.Closed);
        return ([.. rows[true].Reverse()], [.. rows[false]]);
    }

    private LocalDateTime Local(Instant at) => at.InZone(clock.Zone).LocalDateTime;
}
