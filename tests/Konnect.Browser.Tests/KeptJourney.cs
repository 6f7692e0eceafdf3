using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Konnect.Browser.Tests;

/// <summary>A device without a network stops showing what it keeps: after half an hour without a touch, at midnight, and once it was taken back. What was tapped is not lost by time.</summary>
[Collection(OnStageOfItsOwn.Name)]
public sealed class KeptJourney(Stage stage)
{
    [BrowserTheory]
    [InlineData("31:00")]
    [InlineData("17:00:00")]
    public async Task After_half_an_hour_and_after_midnight_nothing_is_shown_and_the_taps_still_arrive(string later)
    {
        await using var office = await stage.OfficeAsync(Screen.Tablet);
        await office.Page.Clock.InstallAsync();
        var page = await office.ReadyAsync("L1-PIR");
        var here = await page.Locator(".tile.tone-met").CountAsync();
        await office.DisconnectAsync();
        await page.Locator("button[name='Input.Tap']").First.ClickAsync();
        await Expect(page.Locator("[data-waiting]")).ToContainTextAsync("1 tik wacht op verbinding");

        await page.Clock.FastForwardAsync(later);
        await Expect(page.Locator("[data-locked]")).ToBeVisibleAsync();
        (await office.KeptAsync()).ShouldNotContain("key");
        (await office.KeptAsync()).ShouldNotContain("day");

        await office.ReconnectAsync();
        await page.Clock.FastForwardAsync("00:06");
        await Expect(page.Locator(".tile.tone-met")).ToHaveCountAsync(here + 1);
        await Expect(page.Locator("[data-waiting]")).ToBeHiddenAsync();
    }

    [BrowserFact]
    public async Task A_tablet_that_was_taken_back_while_it_was_away_shows_nothing_once_it_is_back()
    {
        await using var administrator = await Viewer.ComeAsync(stage.Browser, stage.Address, Screen.Desktop);
        await administrator.SignInAsync("administrator@regenboog.example", stage.Password);
        await using var tablet = await stage.TabletAsync(administrator, "L1-DRE", "Tablet die weg was");
        var page = await tablet.ReadyAsync("L1-DRE");
        await tablet.DisconnectAsync();
        await page.ReloadAsync();
        await Expect(page.Locator("[data-board]")).ToBeVisibleAsync();

        await administrator.Page.GotoAsync("/tablets");
        await administrator.Page.Locator("tr").Filter(new() { HasText = "Tablet die weg was" }).GetByRole(AriaRole.Button, new() { Name = "Intrekken" }).ClickAsync();
        await Expect(administrator.Page.Locator("tr").Filter(new() { HasText = "Tablet die weg was" })).ToContainTextAsync("ingetrokken");
        await tablet.ReconnectAsync();

        await Expect(page.Locator("main")).ToContainTextAsync("Dit apparaat is nog geen groepstablet");
        (await tablet.KeptAsync()).ShouldNotContain("key");
        (await tablet.KeptAsync()).ShouldNotContain("day");
    }
}
