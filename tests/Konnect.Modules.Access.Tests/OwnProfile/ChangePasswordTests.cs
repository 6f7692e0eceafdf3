using Konnect.Modules.Access.Contracts;
using Konnect.Testing;

namespace Konnect.Modules.Access.Tests.OwnProfile;

public sealed class ChangePasswordTests
{
    [Fact]
    public async Task A_new_password_keeps_this_session_and_ends_the_others()
    {
        await using var host = await Installation.ServeAsync();
        using var desk = await host.SignedInAsync();
        using var phone = await host.SignedInAsync();
        await desk.OpenAsync("/profile");
        await desk.SubmitAsync("password", ("Secret.Current", Installation.Password), ("Secret.Password", "gele regenjas in mei"));
        desk.Address.ShouldBe("/profile");
        desk.Text.ShouldContain("Je wachtwoord is gewijzigd.");
        await desk.OpenAsync("/accounts");
        desk.Address.ShouldBe("/accounts");
        await phone.OpenAsync("/profile");
        phone.Address.ShouldStartWith("/sign-in");
        (await host.SignedInAsync(password: "gele regenjas in mei")).Dispose();
    }

    [Fact]
    public async Task Without_the_current_password_nothing_changes_and_tries_count()
    {
        await using var host = await Installation.ServeAsync();
        await host.AddAsync("omar@example.org", Roles.Office);
        using var visitor = await host.SignedInAsync("omar@example.org");
        await visitor.OpenAsync("/profile");
        for (var i = 0; i < 5; i++)
        {
            await visitor.SubmitAsync("password", ("Secret.Current", "not the password"), ("Secret.Password", "gele regenjas in mei"));
            visitor.Page.QuerySelector("#password-current-error")!.TextContent.ShouldBe("Dit is niet je huidige wachtwoord.");
        }

        await visitor.SubmitAsync("password", ("Secret.Current", Installation.Password), ("Secret.Password", "gele regenjas in mei"));
        visitor.Refusals.ShouldHaveSingleItem().ShouldContain("Te vaak mislukt.");
    }

    [Fact]
    public async Task A_bad_new_password_is_refused_at_its_field()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = await host.SignedInAsync();
        await visitor.OpenAsync("/profile");
        await visitor.SubmitAsync("password", ("Secret.Current", Installation.Password), ("Secret.Password", "Welkom2026!!"));
        visitor.Page.QuerySelector("#password-password-error")!.TextContent.ShouldStartWith("Dit wachtwoord raadt iemand snel.");
    }
}
