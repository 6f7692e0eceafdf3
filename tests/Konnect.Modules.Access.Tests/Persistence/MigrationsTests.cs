using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Accounts;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Tokens;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;

namespace Konnect.Modules.Access.Tests.Persistence;

/// <summary>Each migration, on data that the schema before it held.</summary>
public sealed class MigrationsTests
{
    [Fact]
    public async Task Tokens_from_before_the_trail_stay_and_can_be_followed()
    {
        await using var host = await KonnectHost.CreateAsync();
        var token = (await host.SendAsync(new CreateToken.Command("Power BI", ApiScopeKind.Bi, [], null, null, null))).Value.Id;

        await MigrateAsync(host, "Initial");
        await MigrateAsync(host, null);

        (await host.ReadAsync(db => db.Tokens.Select(t => t.Id).SingleAsync())).ShouldBe(token);
        (await host.ReadAsync(async db =>
        {
            db.Reads.Add(RecordedRead.Of(new(token, host.Clock.Now, "Groups", "rows", 200, 1, 1, 1)));
            return await db.SaveChangesAsync();
        })).ShouldBe(1);
        (await host.SendAsync(new ListReads.Query(token))).Value.Total.ShouldBe(1);
    }

    [Fact]
    public async Task Tokens_that_worked_before_approval_was_asked_go_on()
    {
        await using var host = await KonnectHost.CreateAsync();
        var exchange = (await host.SendAsync(new CreateToken.Command("AFAS", ApiScopeKind.Exchange, [], null, null, null), new AccountUser(Guid.NewGuid()))).Value.Id;
        var bi = (await host.SendAsync(new CreateToken.Command("Power BI", ApiScopeKind.Bi, [], null, null, null), new AccountUser(Guid.NewGuid()))).Value.Id;

        await MigrateAsync(host, "GroupTablets");
        await MigrateAsync(host, null);

        var today = new LocalDate(2026, 11, 20);
        var tokens = await host.ReadAsync(db => db.Tokens.ToListAsync());
        tokens.Single(t => t.Id == exchange).ShouldSatisfyAllConditions(t => t.StateOn(today).ShouldBe(TokenState.Active), t => t.ApprovedAt.ShouldBe(t.CreatedAt));
        tokens.Single(t => t.Id == bi).ApprovedAt.ShouldBeNull();
    }

    [Fact]
    public async Task Accounts_and_roles_from_before_tablets_stay_and_follow_no_source()
    {
        await using var host = await KonnectHost.CreateAsync();
        await host.AddPlacesAsync();
        await host.SendAsync(new AddAccount.Command("fatima@example.org", null, ["practitioner"], [], ["L1-A"], Installation.Password));

        await MigrateAsync(host, "AccessReviews");
        await MigrateAsync(host, null);

        var account = await host.ReadAsync(db => db.Accounts.Include(a => a.Assignments).SingleAsync());
        (account.InvitationSentAt, account.Assignments.ShouldHaveSingleItem().IsFromSource).ShouldBe((null, false));
        (await host.ReadAsync(db => db.Tablets.CountAsync())).ShouldBe(0);
    }

    private static Task<bool> MigrateAsync(KonnectHost host, string? target) => host.ReadAsync(async db =>
    {
        await db.GetService<IMigrator>().MigrateAsync(target);
        return true;
    });
}
