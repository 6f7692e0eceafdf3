using System.Net;
using Konnect.Testing;
using NodaTime;

namespace Konnect.Modules.Access.Tests.SigningIn;

public sealed class SignOutTests
{
    [Fact]
    public async Task The_button_of_every_page_ends_the_session()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = await host.SignedInAsync();
        await visitor.OpenAsync("/profile");
        await visitor.SubmitToAsync("/sign-out");
        visitor.Address.ShouldBe("/sign-in");
        await visitor.OpenAsync("/profile");
        visitor.Address.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task The_browser_keeps_nothing_of_the_pages()
    {
        await using var host = await Installation.ServeAsync();
        using var client = new PageClient(host.Address);
        await client.SignInAsync("ilse.bos@example.org", Installation.Password);
        var page = await client.PageAsync("/profile");
        using var answer = await client.SendToAsync("/sign-out", page);
        answer.Headers.GetValues("Clear-Site-Data").ShouldHaveSingleItem().ShouldBe("\"cache\"");
    }

    [Fact]
    public async Task A_page_that_stands_open_can_ask_whether_its_session_is_over_and_keeps_none_alive()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = await host.SignedInAsync();
        host.Clock.Advance(Duration.FromMinutes(20));
        await visitor.OpenAsync("/live/session", ("X-Konnect-Swap", ""));
        visitor.Answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        host.Clock.Advance(Duration.FromMinutes(11));
        await visitor.OpenAsync("/live/session", ("X-Konnect-Swap", ""));
        visitor.Answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Another_site_cannot_end_it()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = await host.SignedInAsync();
        await visitor.OpenAsync("/profile");
        await visitor.SubmitToAsync("/sign-out", ("__RequestVerificationToken", "made up"));
        visitor.Answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await visitor.OpenAsync("/profile");
        visitor.Address.ShouldBe("/profile");
    }
}
