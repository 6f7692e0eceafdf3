using Konnect.Modules.Access.Accounts;
using Konnect.Modules.Access.Contracts;
using Konnect.Testing;

namespace Konnect.Modules.Access.Tests.Accounts;

public sealed class BlockAccountTests
{
    [Fact]
    public async Task The_last_administrator_stays()
    {
        await using var host = await KonnectHost.CreateAsync();
        var ilse = await host.AddAsync("ilse.bos@example.org", Roles.Administrator);
        await host.SendAsync(new AddAccount.Command("invited@example.org", null, [Roles.Administrator], [], []));
        (await host.SendAsync(new BlockAccount.Command(ilse))).Errors[0].Code.ShouldBe("access.last-administrator");
        await host.AddAsync("second@example.org", Roles.Administrator);
        (await host.SendAsync(new BlockAccount.Command(ilse))).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Nobody_blocks_the_own_account()
    {
        await using var host = await Installation.ServeAsync();
        await host.AddAsync("second@example.org", Roles.Administrator);
        using var visitor = await host.SignedInAsync();
        await visitor.OpenAsync("/accounts");
        visitor.Page.QuerySelectorAll("input[name=_handler][value^=block-]").Length.ShouldBe(1);
    }

    [Fact]
    public async Task The_button_in_the_list_blocks_and_lets_in_again()
    {
        await using var host = await Installation.ServeAsync();
        var omar = await host.AddAsync("omar@example.org", Roles.Office);
        using var visitor = await host.SignedInAsync();
        await visitor.OpenAsync("/accounts?q=omar");
        await visitor.SubmitAsync($"block-{omar}");
        visitor.Address.ShouldBe("/accounts?q=omar");
        visitor.Text.ShouldContain("Omar kan niet meer inloggen.");
        visitor.Text.ShouldContain("geblokkeerd");
        await visitor.SubmitAsync($"unblock-{omar}");
        visitor.Text.ShouldContain("Omar kan weer inloggen.");
        (await host.SignedInAsync("omar@example.org")).Dispose();
    }
}
