using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Accounts;

/// <summary>Opens an account with roles, for the whole organisation or at locations and groups; without a password it is invited to choose one.</summary>
internal static class AddAccount
{
    /// <param name="Email">Address to sign in with.</param>
    /// <param name="Name">Name to show; left out, it is that of the person of the source system with this address, else it follows from the address.</param>
    /// <param name="Roles">Names of roles.</param>
    /// <param name="Locations">Codes of locations.</param>
    /// <param name="Groups">Codes of groups.</param>
    /// <param name="Password">Left out for an invitation.</param>
    [RequiresPermission(AccessPermissions.ManageAccounts)]
    [RequiresFreshSignIn]
    public sealed record Command(
        string Email, string? Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Locations, IReadOnlyList<string> Groups, string? Password = null) : IRequest<Result<Response>>;

    /// <param name="Id">The account.</param>
    /// <param name="InvitationPath">Path of the page to choose a password on, valid for seven days; null when a password was given.</param>
    public sealed record Response(Guid Id, string? InvitationPath);

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Email).IsEmail();
            RuleFor(c => c.Name).MaximumLength(100);
            RuleFor(c => c.Roles).NotEmpty().WithErrorCode("access.role-missing");
            RuleFor(c => c.Roles).Must(roles => roles.All(Contracts.Roles.All.Contains)).WithErrorCode("access.role-unknown");
            RuleFor(c => c.Locations).Must((c, _) => !c.Roles.Any(RoleAssignment.NeedsPlace) || c.Locations.Count + c.Groups.Count > 0).WithErrorCode("access.place-missing");
            RuleFor(c => c.Locations).Must((c, _) => c.Roles.Any(RoleAssignment.NeedsPlace) || c.Locations.Count + c.Groups.Count == 0).WithErrorCode("access.place-unused");
            When(c => c.Password is not null, () => RuleFor(c => c.Password!).IsGoodPassword(c => c.Email, c => c.Name ?? ""));
        }
    }

    public sealed class Handler(AccessDbContext db, IWorkplaces workplaces, HolderList holders, Passwords passwords, IClock clock) : IRequestHandler<Command, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Command request, CancellationToken cancellationToken)
        {
            var places = await workplaces.ListAsync(cancellationToken);
            if (request.Locations.Except(places.Select(l => l.Code)).FirstOrDefault() is { } location)
                return Error.Invalid("access.location-unknown", nameof(Command.Locations), location);
            if (request.Groups.Except(places.SelectMany(l => l.Groups).Select(g => g.Code)).FirstOrDefault() is { } group)
                return Error.Invalid("access.group-unknown", nameof(Command.Groups), group);
            var email = Account.Normalize(request.Email);
            if (await db.Accounts.AnyAsync(a => a.NormalizedEmail == email, cancellationToken))
                return Error.Conflict("access.email-taken", nameof(Command.Email));

            var persons = (await holders.AllAsync(cancellationToken)).Where(h => Account.Normalize(h.Email) == email && h.Roles.Any(request.Roles.Contains)).ToList();
            var name = string.IsNullOrWhiteSpace(request.Name) ? persons.FirstOrDefault()?.Name ?? Account.NameOf(request.Email) : request.Name;

            var now = clock.GetCurrentInstant();
            var account = new Account(request.Email, name, now);
            account.Assignments.AddRange(RoleAssignment.For(request.Roles, request.Locations, request.Groups));
            account.Be(persons.Select(h => (h.Kind, h.Key)));
            var token = request.Password is null ? account.Invite(now) : null;
            if (request.Password is not null)
                account.SetPassword(passwords.Hash(account, request.Password));
            db.Accounts.Add(account);
            await db.SaveChangesAsync(cancellationToken);
            return new Response(account.Id, token is null ? null : Account.InvitationPath(token));
        }
    }
}
