using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Naming;
using Konnect.BuildingBlocks.Results;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Domain.Taps;
using Konnect.Modules.Attendance.Persistence;
using Konnect.Modules.Children.Contracts;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Days;

/// <summary>Knows the organisation's rule for who takes children home, and who may be told as that.</summary>
internal sealed class CollectorRegister(AttendanceDbContext db, IChildDirectory children, ICollectorPermits permits, DatabaseSession session)
{
    /// <summary>What somebody with a permit is to a child, in the place of the source's word.</summary>
    public const string ByPermit = "one-time-permit";

    /// <summary>The organisation's rule.</summary>
    public async Task<CollectorRule> RuleAsync(CancellationToken cancellationToken) =>
        await db.CollectorRules.AsNoTracking().SingleOrDefaultAsync(cancellationToken) ?? CollectorRule.Default;

    /// <summary>
    /// Registers a departure with who takes the child: with a code in one transaction that uses the permit up too, and one at a time for each child, so that of two tablets with the same code
    /// the second sees what the first one did.
    /// </summary>
    public Task<Result<T>> TogetherAsync<T>(Guid childId, CollectorChoice? choice, Func<Task<Result<T>>> register, CancellationToken cancellationToken) =>
        choice is { Code.Length: > 0 } ? session.TogetherAsync($"attendance/collected/{childId}", register, cancellationToken) : register();

    /// <summary>The person that was chosen; refuses who may not take the child, chosen or named. Who may once needs the right code, and may no more after it.</summary>
    /// <param name="childId">The child.</param>
    /// <param name="choice">Who takes it.</param>
    /// <param name="day">The day on which the child is collected.</param>
    /// <param name="attempt">Made by the page; the same one sent twice is one try at a code.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Result<Collected>> FindAsync(Guid childId, CollectorChoice choice, LocalDate day, Guid attempt, CancellationToken cancellationToken)
    {
        var people = (await children.ListMayCollectAsync([childId], cancellationToken))[childId].ToList();
        if (choice.Id is { } id)
        {
            if (people.Find(p => p.Id == id) is not { } chosen)
                return await UseAsync(new(childId, id, day, choice.Code, attempt), choice.IsIdentified, cancellationToken);
            return chosen.IsAllowed
                ? new Collected(id, chosen.Name, chosen.Relation, null, choice.IsIdentified)
                : Error.Conflict("attendance.collector-barred", nameof(CollectorChoice.Id));
        }

        return people.Exists(p => !p.IsAllowed && NameFolding.AreAlike(p.Name, choice.OtherName))
            ? Error.Conflict("attendance.collector-barred", nameof(CollectorChoice.OtherName))
            : new Collected(null, choice.OtherName.Trim(), null, choice.OtherReason.Trim(), choice.IsIdentified);
    }

    private async Task<Result<Collected>> UseAsync(PermitUse use, bool isIdentified, CancellationToken cancellationToken)
    {
        var used = await permits.UseAsync(use, cancellationToken);
        if (used.IsSuccess)
            return new Collected(use.PermitId, used.Value.Name, ByPermit, used.Value.Relation.Length == 0 ? null : used.Value.Relation, isIdentified);
        return used.Errors[0].Kind == ErrorKind.NotFound ? Error.NotFound("attendance.collector-unknown", nameof(CollectorChoice.Id)) : Result<Collected>.Fail(used.Errors);
    }
}
