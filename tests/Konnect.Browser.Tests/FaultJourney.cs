using Konnect.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Konnect.Browser.Tests;

/// <summary>What a practitioner sees when the machine or the network fails: the tap waits, in words, and counts once when all is well again.</summary>
[Collection(OnStageOfItsOwn.Name)]
public sealed class FaultJourney(Stage stage)
{
    private const string Code = "L1-VLI";

    [BrowserTheory]
    [InlineData("POST /groups/" + Code, 0)]
    [InlineData("POST /groups/" + Code, 60)]
    [InlineData("GET /groups/" + Code + " HTTP", 2000)]
    public async Task Half_an_answer_is_none_and_the_tap_counts_once(string request, int bytes)
    {
        await using var wire = new Wire(stage.Address);
        await using var office = await Viewer.ComeAsync(stage.Browser, wire.Address, Screen.Tablet);
        await office.SignInAsync("office@regenboog.example", stage.Password);
        var page = await office.ReadyAsync(Code);
        var here = await page.Locator(".tile.tone-met").CountAsync();

        wire.CutNext(request, bytes);
        await page.Locator("button[name='Input.Tap']").First.ClickAsync();
        // The tap waits for a while, or the browser asks again by itself: either way it counts once.
        await Expect(page.Locator(".tile.tone-met")).ToHaveCountAsync(here + 1);
        wire.IsArmed.ShouldBeFalse();

        await Expect(page.Locator("main [data-live]")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-waiting]")).ToBeHiddenAsync();
        await page.ReloadAsync();
        await Expect(page.Locator(".tile.tone-met")).ToHaveCountAsync(here + 1);
    }

    [BrowserFact]
    public async Task A_server_that_is_killed_costs_no_tap()
    {
        var directory = Directory.CreateTempSubdirectory("konnect-killed-");
        var host = await KonnectProcess.ServeAsync("demo", directory.FullName, Stage.Clock);
        try
        {
            await using var office = await Viewer.ComeAsync(stage.Browser, host.Address, Screen.Tablet);
            await office.SignInAsync("office@regenboog.example", await host.SaidAsync("with password (.*):"));
            var page = await office.ReadyAsync(Code);
            var here = await page.Locator(".tile.tone-met").CountAsync();

            await host.KillAsync();
            await page.Locator("button[name='Input.Tap']").First.ClickAsync();
            await Expect(page.Locator("[data-waiting]")).ToContainTextAsync("1 tik wacht op verbinding");
            for (var taps = 2; taps <= 3; taps++)
            {
                await page.Locator("[data-child][data-state=expected]").First.ClickAsync();
                await Expect(page.Locator("[data-waiting]")).ToContainTextAsync($"{taps} tikken wachten op verbinding");
            }

            await host.DisposeAsync();
            host = await KonnectProcess.ServeAsync(host.Address, "demo", directory.FullName, Stage.Clock);
            await Expect(page.Locator("main [data-live]")).ToBeVisibleAsync();
            await Expect(page.Locator(".tile.tone-met")).ToHaveCountAsync(here + 3);
            await Expect(page.Locator("[data-waiting]")).ToBeHiddenAsync();
        }
        finally
        {
            await host.DisposeAsync();
            directory.Delete(recursive: true);
        }
    }
}
