using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Access.Tests.SigningIn;

public sealed class RemoveAuthenticatorTests
{
    [Fact]
    public async Task Where_none_is_required_the_last_one_goes_and_its_recovery_codes_too()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = await host.SignedInAsync();
        await visitor.OpenAsync("/profile/authenticator");
        await host.SetUpAppAsync(visitor);
        await visitor.OpenAsync("/profile/second-factor");
        await visitor.SubmitAsync("remove-authenticator");
        visitor.Refusals.ShouldBeEmpty();
        (await host.ReadAsync(db => db.Authenticators.AnyAsync())).ShouldBeFalse();
        (await host.ReadAsync(db => db.RecoveryCodes.AnyAsync())).ShouldBeFalse();
        (await host.SignedInAsync()).Dispose();
    }

    [Fact]
    public async Task Where_one_is_required_the_last_one_stays()
    {
        await using var host = await Installation.ServeStrictlyAsync();
        using var visitor = await host.HalfInAsync();
        await host.SetUpAppAsync(visitor);
        await visitor.OpenAsync("/profile/second-factor");
        await visitor.SubmitAsync("remove-authenticator");
        visitor.Refusals.ShouldHaveSingleItem().ShouldStartWith("Dit is je enige extra beveiliging");
    }
}
