using FluentValidation;
using Konnect.BuildingBlocks.Infrastructure.Mail;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Invitations;

/// <summary>
/// Opens accounts for people of the source system, tied to who they are there, and invites those who have no password yet: by mail, or by letters to print. Who has an
/// account already is tied to it and keeps what it has.
/// </summary>
internal static class InviteHolders
{
    /// <summary>More letters than anybody prints at once.</summary>
    public const int Most = 2_000;

    /// <param name="Who">Whom.</param>
    /// <param name="Keys">Keys of the persons.</param>
    /// <param name="ByMail">True by mail, false by letters on paper.</param>
    [RequiresPermission(AccessPermissions.Invite)]
    [RequiresFreshSignIn]
    public sealed record Command(Invitees Who, IReadOnlyList<Guid> Keys, bool ByMail) : IRequest<Result<Response>>;

    /// <param name="Invited">How many are invited.</param>
    /// <param name="Tied">How many had a password, and are tied to who they are now.</param>
    /// <param name="Letters">What is printed; empty by mail.</param>
    public sealed record Response(int Invited, int Tied, IReadOnlyList<Letter> Letters);

    /// <param name="Name">Who is invited.</param>
    /// <param name="Email">The address to sign in with.</param>
    /// <param name="About">Names of the own children, or of the own groups.</param>
    /// <param name="Path">Path of the page to choose a password on, valid for fourteen days.</param>
    public sealed record Letter(string Name, string Email, IReadOnlyList<string> About, string Path);

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Who).IsInEnum();
            RuleFor(c => c.Keys).NotEmpty().WithErrorCode("access.nobody-chosen");
            RuleFor(c => c.Keys).Must(keys => keys.Count <= Most).WithErrorCode("access.too-many-chosen");
        }
    }

    public sealed class Handler(AccessDbContext db, HolderList holders, IMailer mailer, SignInSettings settings, IAccountLetters letters, IClock clock) : IRequestHandler<Command, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (request.ByMail && !(mailer.CanSend && settings.Address is not null))
                return Error.Conflict("access.no-mail");
            var (now, wanted, role) = (clock.GetCurrentInstant(), request.Keys.ToHashSet(), HolderList.RoleOf(request.Who));
            // Two persons with one address are one account: it is both.
            var all = await holders.ListAsync(request.Who, cancellationToken);
            var emails = all.Where(h => wanted.Contains(h.Key)).Select(h => Account.Normalize(h.Email)).ToHashSet();
            var known = (await db.Accounts.Include(a => a.Assignments).Include(a => a.Persons).AsSplitQuery().Where(a => emails.Contains(a.NormalizedEmail!)).ToListAsync(cancellationToken))
                .ToDictionary(a => a.NormalizedEmail!);
            var (tied, invited, printed) = (0, new List<Account>(), new List<Letter>());
            foreach (var persons in all.Where(h => emails.Contains(Account.Normalize(h.Email))).OrderBy(h => h.Name, StringComparer.CurrentCultureIgnoreCase).GroupBy(h => Account.Normalize(h.Email)))
            {
                var first = persons.First();
                if (!known.TryGetValue(persons.Key, out var account))
                    db.Accounts.Add(account = new(first.Email, first.Name, now));
                if (account.BlockedAt is not null)
                    continue;
                if (request.Who == Invitees.Guardians)
                    account.Take(role);
                else
                    db.Assignments.RemoveRange(account.WorkAt(role, [.. persons.SelectMany(p => p.Places).Distinct()]));
                account.Be([.. account.Persons.Select(p => (p.Kind, p.PersonKey)), .. persons.Select(p => (p.Kind, p.Key))]);
                if (account.PasswordHash is not null)
                    tied++;
                else
                    invited.Add(account);
                if (account.PasswordHash is null && !request.ByMail)
                    printed.Add(new(account.Name, account.Email!, [.. persons.SelectMany(p => p.About).Distinct()], Account.InvitationPath(account.InviteOnPaper(now))));
            }

            await db.SaveChangesAsync(cancellationToken);
            if (request.ByMail)
                letters.Invite([.. invited.Select(a => a.Id)]);
            return new Response(invited.Count, tied, printed);
        }
    }
}
