using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Persistence;
using MediatR;
using NodaTime;

namespace Konnect.Modules.Access.Tokens;

/// <summary>Makes a token for a program. Who makes it must hold what it opens.</summary>
internal static class CreateToken
{
    /// <param name="Name">What it is for.</param>
    /// <param name="Scope">What it opens.</param>
    /// <param name="Locations">Codes of the locations it sees; empty for all.</param>
    /// <param name="From">First day it sees.</param>
    /// <param name="To">Last day it sees.</param>
    /// <param name="ExpiresOn">Last day on which it works; a year from now when left out.</param>
    [RequiresPermission(AccessPermissions.ManageTokens)]
    [RequiresFreshSignIn]
    public sealed record Command(
        string Name, ApiScopeKind Scope, IReadOnlyList<string> Locations, LocalDate? From, LocalDate? To, LocalDate? ExpiresOn) : IRequest<Result<Response>>;

    /// <param name="Id">The token's own id.</param>
    /// <param name="Token">The token, which is kept nowhere.</param>
    public sealed record Response(Guid Id, string Token);

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator(ZonedClock clock)
        {
            RuleFor(c => c.Name).NotEmpty().MaximumLength(100);
            RuleFor(c => c.Scope).IsInEnum();
            RuleFor(c => c.To).Must((c, to) => c.From is null || to is null || c.From <= to).WithErrorCode("access.dates-reversed");
            RuleFor(c => c.ExpiresOn).Must(date => date is null || date >= clock.GetCurrentDate()).WithErrorCode("access.expiry-past");
            When(c => c.Scope == ApiScopeKind.Inspection, () =>
            {
                RuleFor(c => c.Locations).NotEmpty().WithErrorCode("access.inspection-location");
                RuleFor(c => c.From).NotNull();
                RuleFor(c => c.To).NotNull();
            });
        }
    }

    public sealed class Handler(AccessDbContext db, IWorkplaces workplaces, ICurrentUser user, ZonedClock clock) : IRequestHandler<Command, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (!user.Has(AccessPermissions.ToGive(request.Scope)))
                return new Error(ErrorKind.Forbidden, "access.scope-not-allowed", nameof(Command.Scope));
            var known = (await workplaces.ListAsync(cancellationToken)).Select(l => l.Code);
            if (request.Locations.Except(known).FirstOrDefault() is { } location)
                return Error.Invalid("access.location-unknown", nameof(Command.Locations), location);

            var secret = Secret.Create(ApiToken.Prefix);
            var token = new ApiToken
            {
                Name = request.Name.Trim(),
                Hash = Secret.HashOf(secret),
                Scope = request.Scope,
                LocationCodes = [.. request.Locations.Distinct()],
                From = request.From,
                To = request.To,
                ExpiresOn = request.ExpiresOn ?? clock.GetCurrentDate().PlusYears(1),
                CreatedAt = clock.GetCurrentInstant(),
                CreatedBy = user.Id,
            };
            db.Tokens.Add(token);
            await db.SaveChangesAsync(cancellationToken);
            return new Response(token.Id, secret);
        }
    }
}
