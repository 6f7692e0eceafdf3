using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Accounts;

/// <summary>Whom an invitation is for.</summary>
internal static class GetInvitation
{
    [Public("Who is invited has no password yet; the link is the proof.")]
    public sealed record Query(string Token) : IRequest<Result<Response>>;

    /// <param name="Name">The invited person's name.</param>
    /// <param name="Email">The address to sign in with.</param>
    public sealed record Response(string Name, string Email);

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Token).NotEmpty().MaximumLength(100);
    }

    public sealed class Handler(AccessDbContext db, Tries tries, IClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            if (tries.AddressRefusal is { } wait)
                return wait;
            var (hash, now) = (Secret.HashOf(request.Token), clock.GetCurrentInstant());
            var invited = await db.Accounts.Where(a => a.InvitationHash == hash && a.InvitedUntil > now)
                .Select(a => new Response(a.Name, a.Email!)).SingleOrDefaultAsync(cancellationToken);
            if (invited is not null)
                return invited;
            tries.FailAddress();
            return Error.NotFound("access.invitation-over");
        }
    }
}
