using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Accounts;

/// <summary>Notes that every account that is not blocked was looked at and found right.</summary>
internal static class ConfirmAccessReview
{
    /// <param name="AccountIds">The accounts that were found right: all there are, else somebody was not looked at.</param>
    [RequiresPermission(AccessPermissions.ManageAccounts)]
    [RequiresFreshSignIn]
    public sealed record Command(IReadOnlyList<Guid> AccountIds) : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.AccountIds).NotEmpty().WithErrorCode("access.review-incomplete");
    }

    public sealed class Handler(AccessDbContext db, ICurrentUser user, IClock clock) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            var there = await db.Accounts.Where(a => a.BlockedAt == null).Select(a => a.Id).ToListAsync(cancellationToken);
            if (there.Except(request.AccountIds).Any())
                return Error.Conflict("access.review-incomplete", nameof(Command.AccountIds));
            db.Reviews.Add(new() { ReviewedAt = clock.GetCurrentInstant(), ReviewedBy = user.Id, ReviewerName = user.Name, Accounts = there.Count });
            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}
