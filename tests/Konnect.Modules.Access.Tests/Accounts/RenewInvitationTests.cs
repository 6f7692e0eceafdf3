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
    public async Task The_link_can_be_printed_as_a_letter_once()
    {
        await using var host = await Installation.ServeAsync();
        var omar = await host.AddAsync("omar@example.org", Roles.Office);
        using var visitor = await host.SignedInAsync();
        await visitor.OpenAsync("/accounts");
        await visitor.SubmitAsync($"invite-{omar}");
        var link = visitor.Page.QuerySelector("main code")!.TextContent;
        await visitor.OpenAsync(visitor.Page.QuerySelector("main a[href='/accounts/letter']")!.GetAttribute("href")!);
        visitor.Text.ShouldContain("Dag Omar,");
        visitor.Page.QuerySelector("main code")!.TextContent.Replace(" ", "", StringComparison.Ordinal).ShouldBe(link.Split('/')[^1]);
        visitor.Page.QuerySelector("main svg[role=img]").ShouldNotBeNull();
        await visitor.OpenAsync("/accounts/letter");
        visitor.Text.ShouldContain("De brief staat er niet meer");
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
