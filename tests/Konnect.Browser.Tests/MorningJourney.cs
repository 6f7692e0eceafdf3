using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Konnect.Browser.Tests;

/// <summary>
/// A practitioner's morning on one group, from opening the tablet to handing over, with a child on one arm: one hand, big targets, no network for a while. Each page on the way is judged, and kept
/// as a picture where <c>KONNECT_TEST_PICTURES</c> names a directory.
/// </summary>
[Collection(OnStageOfItsOwn.Name)]
public sealed class MorningJourney(Stage stage)
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("KONNECT_TEST_PICTURES");

    [BrowserTheory]
    [InlineData(Screen.Upright, false, "L1-DRE")]
    [InlineData(Screen.Tablet, true, "L1-PIR")]
    [InlineData(Screen.Phone, false, "L1-VIS")]
    public async Task A_morning(Screen screen, bool dark, string code)
    {
        await using var lisa = code == "L1-DRE" ? await TabletAsync(screen, code) : await stage.OfficeAsync(screen, dark);
        var (page, look) = (lisa.Page, new Album(lisa, $"{code}-{screen}"));
        var here = page.Locator(".tile.tone-met");
        var toast = page.Locator("[data-toasts]");

        // Here I am.
        await page.GotoAsync($"/groups/{code}");
        if (await page.GetByRole(AriaRole.Button, new() { Name = "Ik ben er" }).CountAsync() > 0)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Ik ben er" }).ClickAsync();
            await Expect(page.Locator(".team")).ToContainTextAsync("sinds 07:50");
        }

        await look.AtAsync("bord");

        // The first child, by one tap; the wrong one, taken back by one more. Then who comes together, at once.
        var first = page.Locator("li[data-key]:has(button[name='Input.Tap'])").First;
        var number = await first.GetAttributeAsync("data-key");
        await first.Locator("button").ClickAsync();
        await Expect(toast).ToContainTextAsync("is binnen");
        await Expect(page.Locator($"li[data-key='{number}']")).ToContainTextAsync("Aanwezig sinds");
        await look.AtAsync("binnen");
        await toast.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.Locator($"li[data-key='{number}']")).ToContainTextAsync("verwacht");
        await page.GetByRole(AriaRole.Link, new() { Name = "Meerdere" }).ClickAsync();
        await page.Locator($"li[data-key='{number}'] label").ClickAsync();
        await look.AtAsync("meerdere");
        await page.GetByRole(AriaRole.Button, new() { Name = "Binnen" }).ClickAsync();
        await Expect(page.Locator($"li[data-key='{number}']")).ToContainTextAsync("Aanwezig sinds");

        // Somebody calls: a child is ill; and calls again: it comes after all.
        await page.GotoAsync($"/groups/{code}");
        var ill = page.Locator($"li[data-key='{await page.Locator("li[data-key]:has(button[name='Input.Tap'])").First.GetAttributeAsync("data-key")}']");
        await ill.Locator(".tile-more").ClickAsync();
        await look.AtAsync("kind");
        await page.Locator("#panel").GetByRole(AriaRole.Button, new() { Name = "Ziek" }).ClickAsync();
        await Expect(ill).ToContainTextAsync("Ziek gemeld");
        await look.AtAsync("ziek");
        await ill.Locator("a.tile").ClickAsync();
        await page.Locator("#panel").GetByRole(AriaRole.Button, new() { Name = "Komt toch" }).ClickAsync();
        await Expect(ill).ToContainTextAsync("verwacht");

        // The network goes: a child comes all the same, and is there once the network is.
        page = await lisa.ReadyAsync(code);
        var count = await here.CountAsync();
        await lisa.DisconnectAsync();
        await page.Locator("li[data-key]:has(button[name='Input.Tap']) button").First.ClickAsync();
        await Expect(page.Locator("[data-waiting]")).ToContainTextAsync("1 tik wacht op verbinding");
        await look.AtAsync("zonder-verbinding");
        await lisa.ReconnectAsync();
        await Expect(here).ToHaveCountAsync(count + 1);
        await Expect(page.Locator("[data-waiting]")).ToBeHiddenAsync();

        // Somebody goes to sleep and is looked at; how many eat; what if one more came.
        await page.GotoAsync($"/groups/{code}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Slapen" }).ClickAsync();
        await page.Locator("button[name='Child']").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Gekeken", Exact = true }).First.ClickAsync();
        await look.AtAsync("slapen");
        await page.GotoAsync($"/groups/{code}");
        await page.Locator($"nav a[href='/groups/{code}/meals']").ClickAsync();
        await look.AtAsync("eten");
        await page.GotoAsync($"/groups/{code}");
        await page.Locator($"a[href^='/groups/{code}/what-if']").First.ClickAsync();
        await page.GetByLabel("Wie", new() { Exact = true }).SelectOptionAsync("age-1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Bekijk" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Als dit gebeurt" })).ToBeVisibleAsync();
        await look.AtAsync("wat-als");

        // The office tells that a neighbour collects, once; she says her code at the door.
        await page.GotoAsync($"/groups/{code}");
        var child = await page.Locator("li[data-key]:has(a.tile.tone-met)").First.GetAttributeAsync("data-key");
        var permitCode = await PermitAsync(stage, child!);
        await page.Locator($"li[data-key='{child}'] a.tile").ClickAsync();
        await page.Locator("#panel label.choice").Filter(new() { HasText = "Buurvrouw Bep" }).ClickAsync();
        await page.GetByLabel("Code van eenmalige toestemming").FillAsync(permitCode);
        await page.GetByText("Identiteit gecontroleerd").ClickAsync();
        await look.AtAsync("ophalen");
        await page.Locator("#panel").GetByRole(AriaRole.Button, new() { Name = "Naar huis" }).ClickAsync();
        await Expect(page.Locator($"li[data-key='{child}']")).Not.ToContainTextAsync("Aanwezig");

        // An alarm, as a drill: everybody is ticked off, and there is a report.
        await page.GetByRole(AriaRole.Link, new() { Name = "Noodlijst" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Oefening: start nu" }).ClickAsync();
        await page.WaitForURLAsync(new Regex("/evacuations/"));
        await look.AtAsync("noodlijst");
        var missing = page.Locator("button[name='Input.Tick']");
        while (await missing.CountAsync() is var left && left > 0)
        {
            await missing.First.ClickAsync();
            await Expect(missing).ToHaveCountAsync(left - 1);
        }

        await look.AtAsync("iedereen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Beëindig en bewaar het verslag" }).ClickAsync();

        // What the next shift must know; the office, which is on no shift, takes the list of the day along.
        await page.GotoAsync($"/groups/{code}");
        if (page.GetByRole(AriaRole.Link, new() { Name = "Overdracht" }) is var notes && await notes.CountAsync() > 0)
        {
            await notes.ClickAsync();
            await page.GetByLabel("Wat moet de volgende dienst weten of doen?").FillAsync("Fruit om half tien, de melk is op");
            await page.GetByRole(AriaRole.Button, new() { Name = "Achterlaten" }).ClickAsync();
            await Expect(page.Locator("main .list").First).ToContainTextAsync("de melk is op");
            await look.AtAsync("overdracht");
        }
        else
        {
            await page.GetByRole(AriaRole.Link, new() { Name = "Daglijst" }).ClickAsync();
            await look.AtAsync("daglijst");
        }

        await page.GotoAsync($"/groups/{code}");
        await look.AtAsync("bord-later");
        lisa.Complaints.Where(c => !c.Contains("ERR_INTERNET_DISCONNECTED", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private async Task<Viewer> TabletAsync(Screen screen, string code)
    {
        await using var administrator = await Viewer.ComeAsync(stage.Browser, stage.Address, Screen.Desktop);
        await administrator.SignInAsync("administrator@regenboog.example", stage.Password);
        return await stage.TabletAsync(administrator, code, "Tablet in de ochtend", screen);
    }

    /// <summary>The office gives a permission for today on a guardian's behalf; gives the code that is read out.</summary>
    private static async Task<string> PermitAsync(Stage stage, string child)
    {
        await using var office = await stage.OfficeAsync(Screen.Desktop);
        await office.OpenAsync($"/children/{child}/permits");
        await office.Page.GetByLabel("Welke ouder of verzorger vraagt dit?").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await office.Page.GetByLabel("Hoe weet je zeker dat het deze ouder is?").FillAsync("gebeld op bekend nummer");
        await office.Page.GetByLabel("Wie haalt op?").FillAsync("Buurvrouw Bep");
        await office.Page.GetByLabel("Op welke dag?").FillAsync("2026-11-20");
        await office.Page.GetByRole(AriaRole.Button, new() { Name = "Geef toestemming" }).ClickAsync();
        var code = await office.Page.Locator("main .clock").InnerTextAsync();
        await office.LookAsync();
        return code;
    }

    /// <summary>Judges each page, and keeps its picture.</summary>
    private sealed class Album(Viewer viewer, string name)
    {
        private int pages;

        public async Task AtAsync(string what)
        {
            await viewer.LookAsync();
            if (Pictures is { Length: > 0 })
                await viewer.Page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}-{++pages:00}-{what}.png"), FullPage = true });
        }
    }
}
