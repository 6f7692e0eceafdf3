using Konnect.Modules.Access.SigningIn;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Access.Tests.SigningIn;

public sealed class RemovePasskeyTests
{
    [Fact]
    public async Task A_passkey_that_was_removed_signs_nobody_in_and_the_last_factor_stays()
    {
        await using var host = await Installation.ServeStrictlyAsync();
        using var key = await SignInWithPasskeyTests.MadeAsync(host);
        var passkey = await host.ReadAsync(db => db.Passkeys.SingleAsync());
        var user = new AccountUser(passkey.AccountId);
        (await host.SendAsync(new RemovePasskey.Command(passkey.Id), user)).Errors[0].Code.ShouldBe("access.last-factor");

        using var visitor = await host.HalfInAsync();
        await visitor.SubmitAsync("factor", ("Input.Credential", key.Answer(SoftKey.AskedOn(visitor))));
        await visitor.OpenAsync("/profile/authenticator");
        (await host.SetUpAppAsync(visitor)).Codes.ShouldBeEmpty();
        await visitor.OpenAsync("/profile/second-factor");
        await visitor.SubmitAsync($"remove-{passkey.Id}");
        visitor.Refusals.ShouldBeEmpty();
        (await host.ReadAsync(db => db.RecoveryCodes.CountAsync())).ShouldBe(10);

        using var again = new Visitor(host);
        await again.OpenAsync("/sign-in");
        await again.SubmitAsync("sign-in", ("Input.Credential", key.Answer(SoftKey.AskedOn(again))));
        again.Refusals.ShouldHaveSingleItem().ShouldStartWith("Dat lukte niet met de passkey.");
    }
}
