using Konnect.BuildingBlocks.Naming;
using Konnect.BuildingBlocks.Results;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Domain.Taps;
using Konnect.Modules.Attendance.Persistence;
using Konnect.Modules.Children.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Attendance.Days;

/// <summary>Knows the organisation's rule for who takes children home, and who may be told as that.</summary>
internal sealed class CollectorRegister(AttendanceDbContext db, IChildDirectory children)
{
    /// <summary>The organisation's rule.</summary>
    public async Task<CollectorRule> RuleAsync(CancellationToken cancellationToken) =>
        await db.CollectorRules.AsNoTracking().SingleOrDefaultAsync(cancellationToken) ?? CollectorRule.Default;

    /// <summary>The person that was chosen; refuses who may not take the child, chosen or named.</summary>
    public async Task<Result<Collected>> FindAsync(Guid childId, CollectorChoice choice, CancellationToken cancellationToken)
    {
        var people = (await children.ListMayCollectAsync([childId], cancellationToken))[childId].ToList();
        if (choice.Id is { } id)
        {
            if (people.Find(p => p.Id == id) is not { } chosen)
                return Error.NotFound("attendance.collector-unknown", nameof(CollectorChoice.Id));
            return chosen.IsAllowed
                ? new Collected(id, chosen.Name, chosen.Relation, null, choice.IsIdentified)
                : Error.Conflict("attendance.collector-barred", nameof(CollectorChoice.Id));
        }

        return people.Exists(p => !p.IsAllowed && NameFolding.AreAlike(p.Name, choice.OtherName))
            ? Error.Conflict("attendance.collector-barred", nameof(CollectorChoice.OtherName))
            : new Collected(null, choice.OtherName.Trim(), null, choice.OtherReason.Trim(), choice.IsIdentified);
    }
}
