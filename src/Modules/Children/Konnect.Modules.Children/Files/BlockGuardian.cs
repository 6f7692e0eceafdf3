using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Children.Domain;
using Konnect.Modules.Children.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Children.Files;

/// <summary>
/// Shuts a guardian out from one child, by a court's decision: sees nothing of the child from the next request, and may not collect it, whatever the source system says. It asks for no fresh
/// sign-in: who reads the decision at the desk must not be held up.
/// </summary>
internal static class BlockGuardian
{
    /// <param name="Number">The child's number in the source.</param>
    /// <param name="GuardianId">The guardian.</param>
    [RequiresPermission(ChildrenPermissions.BlockGuardian)]
    public sealed record Command([property: Subject(ChildFile.Subject)] string Number, [property: Subject(Guardian.Subject)] Guid GuardianId) : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>;

    public sealed class Handler(ChildrenDbContext db, IChildDirectory children, IClock clock) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await children.FindVisibleAsync(request.Number, cancellationToken) is not { } child
                || await db.ChildGuardians.SingleOrDefaultAsync(t => t.ChildId == child.Id && t.GuardianId == request.GuardianId, cancellationToken) is not { } tie)
                return Error.NotFound(ChildFile.Unknown, nameof(Command.Number));
            tie.Block(clock.GetCurrentInstant());
            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}
