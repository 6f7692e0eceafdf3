using Konnect.Testing;

namespace Konnect.Modules.Access.Tests.OwnProfile;

public sealed class ChangePreferencesTests
{
    [Fact]
    public async Task Language_and_look_hold_at_once_and_on_the_next_device()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = await host.SignedInAsync();
        await visitor.OpenAsync("/profile");
        await visitor.SubmitAsync("preferences", ("Input.Language", "en"), ("Input.Theme", "dark"));
        visitor.Page.DocumentElement.GetAttribute("lang").ShouldBe("en");
        visitor.Page.DocumentElement.GetAttribute("data-theme").ShouldBe("dark");
        visitor.Text.ShouldContain("Saved.");

        using var other = await host.SignedInAsync();
        await other.OpenAsync("/profile");
        other.Page.DocumentElement.GetAttribute("lang").ShouldBe("en");
        other.Page.DocumentElement.GetAttribute("data-theme").ShouldBe("dark");
        await other.SubmitAsync("preferences", ("Input.Language", "nl"), ("Input.Theme", ""));
        other.Page.DocumentElement.GetAttribute("lang").ShouldBe("nl");
        other.Page.DocumentElement.HasAttribute("data-theme").ShouldBeFalse();
    }

    [Fact]
    public async Task A_language_that_nobody_wrote_is_refused()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = await host.SignedInAsync();
        await visitor.OpenAsync("/profile");
        await visitor.SubmitAsync("preferences", ("Input.Language", "xx"), ("Input.Theme", "dark"));
        visitor.Refusals.ShouldHaveSingleItem();
        visitor.Page.DocumentElement.GetAttribute("lang").ShouldBe("nl");
    }
}
