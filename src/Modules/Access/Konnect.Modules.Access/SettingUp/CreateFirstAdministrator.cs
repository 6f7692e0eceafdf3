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

namespace Konnect.Modules.Access.SettingUp;

/// <summary>Opens the first account of an installation, for whoever can read its console, and signs it in.</summary>
internal static class CreateFirstAdministrator
{
    [Public("Nobody has an account yet; the code on the console is the proof.")]
    public sealed record Command(string Code, string Name, string Email, string Password) : IRequest<Result<Response>>;

    /// <param name="Step">What is left to do.</param>
    public sealed record Response(SignInStep Step);

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Code).NotEmpty().MaximumLength(20);
            RuleFor(c => c.Name).NotEmpty().MaximumLength(100);
            RuleFor(c => c.Email).IsEmail();
            RuleFor(c => c.Password).IsGoodPassword(c => c.Email, c => c.Name);
        }
    }

    public sealed class Handler(AccessDbContext db, SetUpCode code, Passwords passwords, ISignInSession session, IClock clock) : IRequestHandler<Command, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await db.Accounts.AnyAsync(cancellationToken))
                return Error.Conflict("access.already-set-up");
            var answer = code.Use(request.Code);
            if (answer != SetUpCodeAnswer.Right)
                return Error.Invalid(answer == SetUpCodeAnswer.Locked ? "access.set-up-locked" : "access.set-up-code", nameof(Command.Code));

            var now = clock.GetCurrentInstant();
            var account = new Account(request.Email, request.Name, now);
            account.SetPassword(passwords.Hash(account, request.Password));
            account.Assignments.AddRange(RoleAssignment.For([Roles.Administrator, Roles.Office], [], []));
            db.Accounts.Add(account);
            await db.SaveChangesAsync(cancellationToken);
            return new Response(await session.BeginAsync(account, ownDevice: false, whole: false, cancellationToken));
        }
    }
}
