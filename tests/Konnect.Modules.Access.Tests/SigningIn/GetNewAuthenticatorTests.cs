using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.SigningIn;
using Konnect.Testing;
using NodaTime;

namespace Konnect.Modules.Access.Tests.SigningIn;

public sealed class GetNewAuthenticatorTests
{
    [Fact]
    public async Task The_picture_says_what_the_text_says_and_is_drawn_without_style()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = await host.SignedInAsync();
        await visitor.OpenAsync("/profile/authenticator");
        var picture = visitor.Page.QuerySelector("main svg[role=img]")!;
        picture.GetAttribute("aria-label").ShouldBe("QR-code voor je app");
        picture.OuterHtml.ShouldNotContain("style");
        // The three corners of every QR code.
        picture.QuerySelector("path")!.GetAttribute("d")!.ShouldStartWith("M4 4h1v1h-1z");
        Installation.SecretOn(visitor).Length.ShouldBe(20);
        Totp.AddressOf(Installation.SecretOn(visitor), "ilse.bos@example.org").ShouldStartWith("otpauth://totp/Konnect:ilse.bos%40example.org?secret=");
    }

    [Fact]
    public async Task A_secret_is_carried_for_its_account_alone_and_for_half_an_hour()
    {
        await using var host = await Installation.ServeAsync();
        var omar = await host.AddAsync("omar@example.org", Contracts.Roles.Office);
        var noor = await host.AddAsync("noor@example.org", Contracts.Roles.Office);
        var first = await AskAsync(omar, null);
        (await AskAsync(omar, first.Carried)).Secret.ShouldBe(first.Secret);
        (await AskAsync(noor, first.Carried)).Secret.ShouldNotBe(first.Secret);
        (await AskAsync(omar, "made up")).Secret.ShouldNotBe(first.Secret);
        host.Clock.Advance(Duration.FromMinutes(30));
        (await AskAsync(omar, first.Carried)).Secret.ShouldNotBe(first.Secret);

        async Task<GetNewAuthenticator.Response> AskAsync(Guid account, string? carried) =>
            (await host.SendAsync(new GetNewAuthenticator.Query(carried), new AccountUser(account))).Value;
    }
}
