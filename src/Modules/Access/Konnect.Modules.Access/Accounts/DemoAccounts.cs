using Konnect.BuildingBlocks.Infrastructure.Demonstration;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Accounts;

/// <summary>One account for each role of the demo organisation, all with the same password: a demonstration holds nobody's data.</summary>
internal sealed class DemoAccounts(IMediator mediator, IWorkplaces workplaces, AccessDbContext db, Passwords passwords, IClock clock) : IDemonstration
{
    private const string Password = "samen-spelen-2026";

    private const string Pin = "270915";

    public int Order => 2;

    public async Task<IReadOnlyList<string>> FillAsync(string directory, CancellationToken cancellationToken)
    {
        var location = (await workplaces.ListAsync(cancellationToken))[0];
        var lines = new List<string> { $"Accounts, all with password {Password}:" };
        foreach (var role in Roles.All)
        {
            var (locations, groups) = role switch
            {
                Roles.Practitioner => (Array.Empty<string>(), new[] { location.Groups[0].Code }),
                Roles.Manager or Roles.Coordinator or Roles.Inspector => ([location.Code], []),
                _ => ([], []),
            };
            var email = $"{role}@regenboog.example";
            var added = await mediator.Send(new AddAccount.Command(email, null, [role], locations, groups, Password), cancellationToken);
            lines.Add(added.IsSuccess ? $"  {email,-34}{string.Join(' ', locations.Concat(groups))}" : throw new InvalidOperationException($"No demo account for {role}: {added.Errors[0].Code} {added.Errors[0].Field}"));
        }

        foreach (var account in await db.Accounts.Where(a => a.Assignments.Any(r => r.Role == Roles.Practitioner || r.Role == Roles.Manager)).ToListAsync(cancellationToken))
            db.Pins.Add(new() { AccountId = account.Id, Hash = passwords.Hash(account, Pin), ChosenAt = clock.GetCurrentInstant() });
        await db.SaveChangesAsync(cancellationToken);
        lines.Add($"PIN of practitioner and manager on a group tablet: {Pin}");
        return lines;
    }
}
