using Konnect.Modules.Access.Accounts;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.SigningIn;

namespace Konnect.Modules.Access.Tests.Accounts;

public sealed class UnblockAccountTests
{
    [Fact]
    public async Task Unblocking_also_ends_a_pause_after_wrong_passwords()
    {
        await using var host = await Installation.ServeAsync();
        var omar = await host.AddAsync("omar@example.org", Roles.Office);
        for (var i = 0; i < 5; i++)
            await host.SendAsync(new SignIn.Command("omar@example.org", "not the password"));
        (await host.SendAsync(new UnblockAccount.Command(omar))).IsSuccess.ShouldBeTrue();
        (await host.SignedInAsync("omar@example.org")).Dispose();
    }

    [Fact]
    public async Task An_unknown_account_is_refused()
    {
        await using var host = await Testing.KonnectHost.CreateAsync();
        (await host.SendAsync(new UnblockAccount.Command(Guid.NewGuid()))).Errors[0].Code.ShouldBe("access.account-unknown");
    }
}
