using Konnect.Modules.Access.Accounts;
using Konnect.Modules.Access.Contracts;
using Konnect.Testing;

namespace Konnect.Modules.Access.Tests.Accounts;

public sealed class RenewInvitationTests
{
    [Fact]
    public async Task A_new_link_ends_the_earlier_one_and_replaces_a_forgotten_password()
    {
        await using var host = await Installation.ServeAsync();
        var omar = await host.AddAsync("omar@example.org", Roles.Office);
        var first = (await host.SendAsync(new RenewInvitation.Command(omar))).Value.InvitationPath;
        var second = (await host.SendAsync(new RenewInvitation.Command(omar))).Value.InvitationPath;
        using var visitor = new Visitor(host);
        await visitor.OpenAsync(first);
        visitor.Text.ShouldContain("Deze link werkt niet meer");
        (await host.SignedInAsync("omar@example.org")).Dispose();
        await visitor.OpenAsync(second);
        await visitor.SubmitAsync("accept", ("Input.Password", "gele regenjas in mei"));
        (await host.SignedInAsync("omar@example.org", "gele regenjas in mei")).Dispose();
        using var forgetful = new Visitor(host);
        await forgetful.SignInAsync("omar@example.org", Installation.Password);
        forgetful.Refusals.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_blocked_account_gets_none()
    {
        await using var host = await KonnectHost.CreateAsync();
        await host.AddAsync("ilse.bos@example.org", Roles.Administrator);
        var omar = await host.AddAsync("omar@example.org", Roles.Office);
        await host.SendAsync(new BlockAccount.Command(omar));
        (await host.SendAsync(new RenewInvitation.Command(omar))).Errors[0].Code.ShouldBe("access.account-blocked");
    }
}
