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

/// <summary>
/// Brings accounts in step with the source system, by their e-mail address: names follow, who of its persons an account is, and the groups somebody works on; whose job or last placement is over loses the roles that hung on it, and
/// is blocked when nothing else is left. The last administrator stays.
/// </summary>
internal static class FollowSource
{
    [RequiresPermission(AccessPermissions.ManageAccounts)]
    public sealed record Command : IRequest<Result<Response>>;

    /// <param name="Renamed">Accounts whose name was another.</param>
    /// <param name="Narrowed">Accounts that lost roles and keep others.</param>
    /// <param name="Blocked">Accounts that were blocked.</param>
    public sealed record Response(int Renamed, int Narrowed, int Blocked);

    public sealed class Validator : AbstractValidator<Command>;

    public sealed class Handler(AccessDbContext db, HolderList holders, ZonedClock clock) : IRequestHandler<Command, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Command request, CancellationToken cancellationToken)
        {
            var byEmail = (await holders.AllAsync(cancellationToken)).ToLookup(h => Account.Normalize(h.Email));
            var accounts = await db.Accounts.Include(a => a.Assignments).Include(a => a.Persons).AsSplitQuery().Where(a => a.BlockedAt == null).OrderBy(a => a.CreatedAt).ToListAsync(cancellationToken);
            var administrators = accounts.Count(IsAdministrator);
            var (today, now) = (clock.GetCurrentDate(), clock.GetCurrentInstant());
            var (renamed, narrowed, blocked) = (0, 0, 0);
            foreach (var account in accounts)
            {
                var (here, gone) = Split(byEmail[account.NormalizedEmail!], today);
                if (here is [var person, ..] && here.All(h => h.Name == person.Name) && account.Name != person.Name)
                {
                    account.Rename(person.Name);
                    renamed++;
                }

                db.Persons.RemoveRange(account.Be(here.Where(h => account.Assignments.Exists(a => h.Roles.Contains(a.Role))).Select(h => (h.Kind, h.Key))));

                var groups = here.SelectMany(h => h.Places).ToHashSet();
                if (groups.Count > 0 && account.Assignments.Exists(a => a.IsFromSource))
                    db.Assignments.RemoveRange(account.WorkAt(Roles.Practitioner, groups));

                var lost = gone.SelectMany(h => h.Roles).Except(here.SelectMany(h => h.Roles)).ToHashSet();
                if (!account.Assignments.Exists(a => lost.Contains(a.Role)) || (IsAdministrator(account) && lost.Contains(Roles.Administrator) && administrators == 1))
                    continue;
                administrators -= IsAdministrator(account) && lost.Contains(Roles.Administrator) ? 1 : 0;
                if (account.Assignments.TrueForAll(a => lost.Contains(a.Role)))
                {
                    account.Block(now);
                    blocked++;
                }
                else
                {
                    db.Assignments.RemoveRange(account.Withdraw(lost));
                    narrowed++;
                }
            }

            await db.SaveChangesAsync(cancellationToken);
            return new Response(renamed, narrowed, blocked);
        }

        private static bool IsAdministrator(Account account) => account.PasswordHash is not null && account.Assignments.Exists(a => a.Role == Roles.Administrator);

        private static (List<AccountHolder> Here, List<AccountHolder> Gone) Split(IEnumerable<AccountHolder> persons, LocalDate today)
        {
            var byPresence = persons.ToLookup(p => p.Until is null || p.Until >= today);
            return ([.. byPresence[true]], [.. byPresence[false]]);
        }
    }
}
