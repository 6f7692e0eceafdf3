using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Children.Domain;
using Konnect.Modules.Children.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Children.Files;

/// <summary>Lets a guardian in again, as the source system says.</summary>
internal static class UnblockGuardian
{
    /// <param name="Number">The child's number in the source.</param>
    /// <param name="GuardianId">The guardian.</param>
    [RequiresPermission(ChildrenPermissions.BlockGuardian)]
    [RequiresFreshSignIn]
    public sealed record Command([property: Subject(ChildFile.Subject)] string Number, [property: Subject(Guardian.Subject)] Guid GuardianId) : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>;

    public sealed class Handler(ChildrenDbContext db, IChildDirectory children) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await children.FindVisibleAsync(request.Number, cancellationToken) is not { } child
                || await db.ChildGuardians.SingleOrDefaultAsync(t => t.ChildId == child.Id && t.GuardianId == request.GuardianId, cancellationToken) is not { } tie)
                return Error.NotFound(ChildFile.Unknown, nameof(Command.Number));
            tie.Unblock();
            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}
