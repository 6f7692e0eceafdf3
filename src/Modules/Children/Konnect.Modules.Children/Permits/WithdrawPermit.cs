using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Children.Persistence;
using MediatR;

namespace Konnect.Modules.Children.Permits;

/// <summary>Takes a permit back for a guardian, whoever gave it.</summary>
internal static class WithdrawPermit
{
    /// <param name="Number">The child's number in the source.</param>
    /// <param name="PermitId">The permit.</param>
    [RequiresPermission(ChildrenPermissions.GivePermit)]
    public sealed record Command([property: Subject(ChildFile.Subject)] string Number, Guid PermitId) : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>;

    public sealed class Handler(ChildrenDbContext db, IChildDirectory children, PermitRegister register) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await children.FindVisibleAsync(request.Number, cancellationToken) is not { } child)
                return Error.NotFound(ChildFile.Unknown, nameof(Command.Number));
            var withdrawn = await register.WithdrawAsync(child.Id, request.PermitId, cancellationToken);
            if (withdrawn.IsSuccess)
                await db.SaveChangesAsync(cancellationToken);
            return withdrawn;
        }
    }
}
