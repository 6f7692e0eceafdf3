using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.SigningIn;

namespace Konnect.Modules.Access.Tests.SigningIn;

public sealed class GetSecondFactorsTests
{
    [Fact]
    public async Task The_page_tells_what_there_is()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = await host.SignedInAsync();
        await visitor.OpenAsync("/profile/second-factor");
        visitor.Text.ShouldContain("Nog geen passkey");
        visitor.Text.ShouldContain("Je hebt nog geen app voor inlogcodes.");
        visitor.Text.ShouldNotContain("Herstelcodes");
        await visitor.OpenAsync("/profile/authenticator");
        await host.SetUpAppAsync(visitor);
        await visitor.OpenAsync("/profile/second-factor");
        visitor.Text.ShouldContain("Je logt in met je wachtwoord en een code uit je app.");
        visitor.Text.ShouldContain("Je hebt nog 10 herstelcodes.");
        visitor.Page.QuerySelector(".notice").ShouldBeNull();
    }

    [Fact]
    public async Task Nobody_sees_those_of_another()
    {
        await using var host = await Installation.ServeStrictlyAsync();
        using var key = await SignInWithPasskeyTests.MadeAsync(host);
        var omar = await host.AddAsync("omar@example.org", Roles.Office);
        (await host.SendAsync(new GetSecondFactors.Query(), new AccountUser(omar))).Value.ShouldSatisfyAllConditions(
            f => f.Passkeys.ShouldBeEmpty(), f => f.HasAny.ShouldBeFalse(), f => f.IsRequired.ShouldBeTrue());
    }
}
