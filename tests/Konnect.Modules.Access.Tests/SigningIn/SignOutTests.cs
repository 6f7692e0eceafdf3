using System.Net;
using Konnect.Testing;

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
