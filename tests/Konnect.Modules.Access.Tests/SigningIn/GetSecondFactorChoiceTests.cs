using Konnect.Modules.Access.SigningIn;
using Konnect.Testing;

namespace Konnect.Modules.Access.Tests.SigningIn;

public sealed class GetSecondFactorChoiceTests
{
    [Fact]
    public async Task Only_what_somebody_has_is_offered()
    {
        await using var host = await Installation.ServeStrictlyAsync();
        using var key = await SignInWithPasskeyTests.MadeAsync(host);
        using var visitor = await host.HalfInAsync();
        visitor.Page.QuerySelector("[data-passkey=get]").ShouldNotBeNull();
        visitor.Page.QuerySelector("label[for=factor-code]")!.TextContent.Trim().ShouldBe("Herstelcode");
    }

    [Fact]
    public async Task Without_a_password_there_is_no_next_step()
    {
        await using var host = await Installation.ServeStrictlyAsync();
        using var visitor = new Visitor(host);
        foreach (var page in new[] { "/sign-in/second-factor", "/sign-in/enrol" })
        {
            await visitor.OpenAsync(page);
            visitor.Text.ShouldContain("Log opnieuw in");
            visitor.Page.QuerySelector("main a[href='/sign-in']").ShouldNotBeNull();
        }

        (await host.SendAsync(new GetSecondFactorChoice.Query())).Errors[0].Code.ShouldBe("access.half-over");
    }
}
