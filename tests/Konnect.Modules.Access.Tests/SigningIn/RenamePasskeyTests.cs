using Konnect.Modules.Access.SigningIn;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Access.Tests.SigningIn;

public sealed class RenamePasskeyTests
{
    [Fact]
    public async Task A_passkey_takes_another_name()
    {
        await using var host = await Installation.ServeStrictlyAsync();
        using var key = await SignInWithPasskeyTests.MadeAsync(host);
        using var visitor = await host.HalfInAsync();
        await visitor.SubmitAsync("factor", ("Input.Credential", key.Answer(SoftKey.AskedOn(visitor))));
        await visitor.OpenAsync("/profile/second-factor");
        await visitor.OpenAsync(visitor.Page.QuerySelector("main a[href*='passkey=']")!.GetAttribute("href")!);
        await visitor.SubmitAsync("rename", ("Name.Name", "Mijn telefoon"));
        visitor.Page.QuerySelector("main td strong")!.TextContent.ShouldBe("Mijn telefoon");
    }

    [Fact]
    public async Task Not_one_of_another()
    {
        await using var host = await Installation.ServeStrictlyAsync();
        using var key = await SignInWithPasskeyTests.MadeAsync(host);
        var passkey = await host.ReadAsync(db => db.Passkeys.SingleAsync());
        (await host.SendAsync(new RenamePasskey.Command(passkey.Id, "Van mij"), new AccountUser(Guid.NewGuid()))).Errors[0].Code.ShouldBe("access.passkey-unknown");
        (await host.SendAsync(new RenamePasskey.Command(passkey.Id, ""), new AccountUser(passkey.AccountId))).Errors[0].Code.ShouldBe("input.required");
    }
}
