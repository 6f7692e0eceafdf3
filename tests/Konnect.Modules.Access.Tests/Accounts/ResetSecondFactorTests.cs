using Konnect.Modules.Access.Accounts;
using Konnect.Modules.Access.Contracts;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Access.Tests.Accounts;

public sealed class ResetSecondFactorTests
{
    [Fact]
    public async Task Who_lost_everything_is_signed_out_and_chooses_again()
    {
        await using var host = await Installation.ServeStrictlyAsync();
        await host.AddAsync("omar@example.org", Roles.Office);
        using var omar = await host.HalfInAsync("omar@example.org");
        await host.SetUpAppAsync(omar);
        using var administrator = await host.HalfInAsync();
        await host.SetUpAppAsync(administrator);
        await administrator.OpenAsync("/accounts");
        var id = await host.ReadAsync(db => db.Accounts.Where(a => a.Email == "omar@example.org").Select(a => a.Id).SingleAsync());
        await administrator.SubmitAsync($"reset-{id}");
        administrator.Text.ShouldContain("Omar is uitgelogd en kiest bij het inloggen opnieuw een extra beveiliging.");
        await omar.OpenAsync("/profile");
        omar.Address.ShouldStartWith("/sign-in");
        await omar.SignInAsync("omar@example.org", Installation.Password);
        omar.Address.ShouldStartWith("/sign-in/enrol");
    }

    [Fact]
    public async Task An_unknown_account_is_told()
    {
        await using var host = await KonnectHost.CreateAsync();
        (await host.SendAsync(new ResetSecondFactor.Command(Guid.NewGuid()))).Errors[0].Code.ShouldBe("access.account-unknown");
    }
}
