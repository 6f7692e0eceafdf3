using Konnect.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Konnect.Browser.Tests;

/// <summary>A morning without a network: what is tapped waits on the device, survives the end of the tab, and is on the server once, in the order of its times.</summary>
[Collection(OnStage.Name)]
public sealed class OfflineJourney(Stage stage)
{
    [BrowserTheory]
    [InlineData(Screen.Tablet, false, "L1-PIR", 10)]
    [InlineData(Screen.Phone, true, "L1-VIS", 3)]
    public async Task Ten_children_come_in_without_a_network_and_the_tab_is_killed(Screen screen, bool dark, string code, int children)
    {
        await using var office = await stage.OfficeAsync(screen, dark);
        var page = await ReadyAsync(office, code);
        var group = page.Locator(".people > li:has([data-state=expected])");

        await office.DisconnectAsync();
        var first = page.Locator("li[data-key]:has(button[name='Input.Tap'])").First;
        var name = await first.Locator("strong").First.InnerTextAsync();
        await first.Locator("button").ClickAsync();
        await Expect(page.Locator("[data-board]")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-waiting]")).ToContainTextAsync("1 tik wacht op verbinding");
        await Expect(page.Locator("[data-board] li").Filter(new() { HasText = name }).First.Locator("[data-child]")).ToContainTextAsync("Aanwezig sinds");
        for (var i = 1; i < children; i++)
        {
            // Two clicks in a row are one tap.
            await (i == 1 ? group.First.Locator("[data-child]").DblClickAsync() : group.First.Locator("[data-child]").ClickAsync());
            await Expect(page.Locator("[data-waiting]")).ToContainTextAsync($"{i + 1} tikken wachten op verbinding");
        }

        var here = await page.Locator("[data-child][data-state=present]").EvaluateAllAsync<string[]>("tiles => tiles.map(tile => tile.dataset.child)");

        page = await office.KillTabAsync();
        await page.GotoAsync($"/groups/{code}");
        await Expect(page.Locator("[data-waiting]")).ToContainTextAsync($"{children} tikken wachten op verbinding");
        (await page.Locator("[data-child][data-state=present]").EvaluateAllAsync<string[]>("tiles => tiles.map(tile => tile.dataset.child)")).ShouldBe(here, ignoreOrder: true);
        await page.Locator("[data-opens]").First.ClickAsync();
        await Expect(page.Locator("dialog[open]")).ToContainTextAsync("Mag ophalen");
        await page.Locator("dialog[open] [data-closes]").ClickAsync();

        await office.ReconnectAsync();
        await Expect(page.Locator("main [data-live]")).ToBeVisibleAsync();
        await Expect(page.Locator(".tile.tone-met")).ToHaveCountAsync(here.Length);
        await Expect(page.Locator("[data-waiting]")).ToBeHiddenAsync();
        // Nothing waits that would be sent again.
        await page.ReloadAsync();
        await Expect(page.Locator(".tile.tone-met")).ToHaveCountAsync(here.Length);
        await Expect(page.Locator("[data-waiting]")).ToBeHiddenAsync();
    }

    [BrowserFact]
    public async Task What_a_device_keeps_is_not_readable_and_is_gone_once_somebody_signs_out()
    {
        await using var office = await stage.OfficeAsync(Screen.Tablet);
        var page = await ReadyAsync(office, "L1-DRE");
        (await KeptAsync(page)).ShouldContain("key");
        var text = await page.EvaluateAsync<string>("""
            new Promise(done => { const request = indexedDB.open('konnect'); request.onsuccess = () => { const all = request.result.transaction('kept').objectStore('kept').getAll();
              all.onsuccess = () => done(JSON.stringify(all.result, (_, value) => value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value)); } })
            """);
        text.ShouldContain("L1-DRE");
        text.ShouldNotContain("Aanwezig");
        await page.Locator("form[action='/sign-out'] button").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Uri(stage.Address, "/sign-in").ToString());
        (await KeptAsync(page)).ShouldBe(["device"]);
        await office.DisconnectAsync();
        await page.GotoAsync("/groups/L1-DRE");
        await Expect(page.Locator("[data-locked]")).ToBeVisibleAsync();
    }

    [BrowserTheory]
    [InlineData(Screen.Phone, true)]
    [InlineData(Screen.Tablet, false)]
    public async Task What_is_shown_without_a_network_can_be_used_by_everyone(Screen screen, bool dark)
    {
        await using var office = await stage.OfficeAsync(screen, dark);
        await office.OpenAsync("/offline");
        await office.OpenAsync("/groups/L1-VLI/offline");
        await office.Page.Locator("dialog").First.EvaluateAsync("dialog => dialog.showModal()");
        await office.LookAsync();
        office.Complaints.ShouldBeEmpty();
    }

    /// <summary>The board is open and kept, with what opens it without a network.</summary>
    private static async Task<IPage> ReadyAsync(Viewer viewer, string code)
    {
        await viewer.Page.GotoAsync($"/groups/{code}");
        await Expect(viewer.Page.Locator("html")).ToHaveAttributeAsync("data-kept", "");
        return viewer.Page;
    }

    private static async Task<string[]> KeptAsync(IPage page) => await page.EvaluateAsync<string[]>(
        "new Promise(done => { const request = indexedDB.open('konnect'); request.onsuccess = () => { const keys = request.result.transaction('kept').objectStore('kept').getAllKeys(); keys.onsuccess = () => done(keys.result); } })");
}
