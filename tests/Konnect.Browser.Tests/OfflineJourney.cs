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
        var page = await office.ReadyAsync(code);
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

    [BrowserTheory]
    [InlineData(Screen.Tablet, false)]
    [InlineData(Screen.Phone, true)]
    public async Task An_evacuation_without_a_network_is_on_the_server_once_with_its_times(Screen screen, bool dark)
    {
        await using var office = await stage.OfficeAsync(screen, dark);
        await office.Page.GotoAsync("/groups/L1-DRE");
        // Three are here before the board is kept.
        while (await office.Page.Locator(".tile.tone-met").CountAsync() is var here && here < 3)
        {
            await office.Page.Locator("li[data-key] button[name='Input.Tap']").First.ClickAsync();
            await Expect(office.Page.Locator(".tile.tone-met")).ToHaveCountAsync(here + 1);
        }

        var page = await office.ReadyAsync("L1-DRE");
        await office.DisconnectAsync();
        // The way that everybody knows leads to the list on the device.
        await page.GetByRole(AriaRole.Link, new() { Name = "Noodlijst" }).ClickAsync();
        await Expect(page.Locator("[data-starts]")).ToBeVisibleAsync();
        await page.Locator("[data-leave]").ClickAsync();
        await page.Locator("[data-alarm]").ClickAsync();
        await office.LookAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Oefening: start nu" }).ClickAsync();
        var missing = page.Locator("[data-missing] [data-tick]");
        await Expect(missing.First).ToBeVisibleAsync();
        await office.LookAsync();
        var (count, seen) = (await missing.CountAsync(), new List<string>());
        async Task TickAsync()
        {
            seen.Add(await missing.First.Locator("strong").InnerTextAsync());
            await missing.First.ClickAsync();
            await Expect(missing).ToHaveCountAsync(count - seen.Count);
        }

        await TickAsync();
        await TickAsync();
        var undone = await page.Locator("[data-found] strong").First.InnerTextAsync();
        await page.Locator("[data-untick]").First.ClickAsync();
        await Expect(missing).ToHaveCountAsync(count - 1);
        seen.Remove(undone).ShouldBeTrue();
        await office.LookAsync();
        (await ReadAsync(page)).ShouldNotContain(seen[0]);

        page = await office.KillTabAsync();
        await page.GotoAsync("/groups/L1-DRE");
        missing = page.Locator("[data-missing] [data-tick]");
        await Expect(missing).ToHaveCountAsync(count - 1);
        while (seen.Count < count - 1)
        {
            var next = missing.Filter(new() { HasNotText = undone }).First;
            seen.Add(await next.Locator("strong").InnerTextAsync());
            await next.ClickAsync();
            await Expect(missing).ToHaveCountAsync(count - seen.Count);
        }

        var times = await page.Locator("[data-found] [data-time]").AllInnerTextsAsync();

        await office.ReconnectAsync();
        await page.WaitForURLAsync(url => url.Contains("/evacuations/", StringComparison.Ordinal));
        foreach (var name in seen)
            await Expect(page.Locator("main .list li").Filter(new() { HasText = name })).ToHaveCountAsync(1);
        // The clock of the stage stands still: the list of another journey may have ended in this minute, and then it is that one.
        if (page.GetByRole(AriaRole.Button, new() { Name = "Beëindig en bewaar het verslag" }) is var end && await end.CountAsync() > 0)
            await end.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Verslag van de ontruiming" }).ClickAsync();
        await Expect(page.Locator("main dl")).ToContainTextAsync("Zonder verbinding");
        foreach (var name in seen)
        {
            var row = page.Locator("tbody tr").Filter(new() { HasText = name });
            await Expect(row).ToHaveCountAsync(1);
            var text = await row.InnerTextAsync();
            times.Any(text.Contains).ShouldBeTrue($"{name} was seen at one of {string.Join(", ", times)}");
            text.ShouldContain("(zonder verbinding)");
        }

        await Expect(page.Locator("tbody tr").Filter(new() { HasText = undone })).ToContainTextAsync("teruggenomen");
        await office.LookAsync();

        // Nothing is left that would be sent again.
        (await office.KeptAsync()).ShouldNotContain("evacuation");
    }

    [BrowserTheory]
    [InlineData(Screen.Tablet, false, "L1-VLI")]
    [InlineData(Screen.Phone, true, "L1-VIS")]
    public async Task A_break_who_takes_a_child_home_and_a_note_wait_for_the_network(Screen screen, bool dark, string code)
    {
        await using var manager = await Viewer.ComeAsync(stage.Browser, stage.Address, screen, dark);
        await manager.SignInAsync("manager@regenboog.example", stage.Password);
        await manager.Page.GotoAsync($"/groups/{code}");
        if (await manager.Page.Locator(".tile.tone-met").CountAsync() == 0)
            await manager.Page.Locator("li[data-key] button[name='Input.Tap']").First.ClickAsync();
        await Expect(manager.Page.Locator(".tile.tone-met").First).ToBeVisibleAsync();
        if (await manager.Page.Locator("form[data-tap='staff-out']").CountAsync() == 0)
        {
            await manager.Page.Locator("#staff-in-staff").SelectOptionAsync(new SelectOptionValue { Index = 1 });
            await manager.Page.Locator("form[data-tap='staff-in']:has(#staff-in-staff) button").ClickAsync();
        }

        await Expect(manager.Page.Locator("form[data-tap='staff-out']").First).ToBeVisibleAsync();
        var page = await manager.ReadyAsync(code);
        await manager.DisconnectAsync();
        await page.GotoAsync($"/groups/{code}");
        await page.Locator("[data-note]").FillAsync("Zalf ligt in de koelkast.");

        // The team's break does not take the note away that somebody is writing.
        var member = page.Locator("[data-staff][data-state=present]").First;
        var away = await member.GetAttributeAsync("data-person");
        await member.Locator("[data-tap='staff-break']").ClickAsync();
        await Expect(page.Locator($"[data-staff][data-person='{away}']")).ToContainTextAsync("pauze sinds");
        await Expect(page.Locator("[data-note]")).ToHaveValueAsync("Zalf ligt in de koelkast.");
        await page.Locator("[data-leave-note]").ClickAsync();
        await Expect(page.Locator("[data-waiting]")).ToContainTextAsync("1 tik wacht op verbinding. 1 notitie wacht op verbinding");
        await Expect(page.Locator("[data-notes]")).ToContainTextAsync("Zalf ligt in de koelkast.");
        (await ReadAsync(page)).ShouldNotContain("Zalf");

        var tile = page.Locator("[data-child][data-state=present]").First;
        var child = await tile.GetAttributeAsync("data-child");
        var name = await tile.Locator("strong").InnerTextAsync();
        await tile.ClickAsync();
        var dialog = page.Locator("dialog[open]");
        await manager.LookAsync();
        // Somebody else without a name, or whose name is one of who may not, goes nowhere.
        await dialog.Locator("[value=other]").CheckAsync();
        await dialog.Locator("[data-tap=out]").ClickAsync();
        await dialog.EvaluateAsync("dialog => dialog.querySelector('.list li').dataset.barred = 'Rutger de Vos'");
        await dialog.Locator("[name$=OtherName]").FillAsync("rutger de vós");
        await dialog.Locator("[name$=OtherReason]").FillAsync("Hij belde.");
        await dialog.Locator("[data-tap=out]").ClickAsync();
        await Expect(dialog).ToBeVisibleAsync();
        await dialog.Locator("[name$=OtherName]").FillAsync("Buurvrouw Ans");
        await dialog.Locator("[data-tap=out]").ClickAsync();
        await Expect(page.Locator($"[data-child='{child}']")).ToHaveAttributeAsync("data-state", "gone");
        await manager.LookAsync();

        page = await manager.KillTabAsync();
        await page.GotoAsync($"/groups/{code}");
        await Expect(page.Locator("[data-waiting]")).ToContainTextAsync("2 tikken wachten op verbinding. 1 notitie wacht op verbinding");
        await Expect(page.Locator($"[data-staff][data-person='{away}']")).ToContainTextAsync("pauze sinds");

        await manager.ReconnectAsync();
        await Expect(page.Locator("main [data-live]")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-waiting]")).ToBeHiddenAsync();
        await Expect(page.Locator($"form[data-tap='staff-in'][data-person='{away}']")).ToContainTextAsync("pauze sinds");
        await page.GotoAsync($"/groups/{code}/notes");
        await Expect(page.Locator("main .list").First).ToContainTextAsync("Zalf ligt in de koelkast.");
        await page.GotoAsync($"/groups/{code}");
        var numbers = await page.Locator("li[data-key]").Filter(new() { HasText = name }).EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.key)");
        var histories = new List<string>();
        foreach (var number in numbers)
        {
            await page.GotoAsync($"/children/{number}/attendance");
            histories.Add(await page.Locator("main").InnerTextAsync());
        }

        histories.ShouldContain(h => h.Contains("Opgehaald door Buurvrouw Ans"));
    }

    [BrowserFact]
    public async Task What_a_device_keeps_is_not_readable_and_is_gone_once_somebody_signs_out()
    {
        await using var office = await stage.OfficeAsync(Screen.Tablet);
        var page = await office.ReadyAsync("L1-DRE");
        (await office.KeptAsync()).ShouldContain("key");
        var text = await ReadAsync(page);
        text.ShouldContain("L1-DRE");
        text.ShouldNotContain("Aanwezig");
        await page.Locator("form[action='/sign-out'] button").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Uri(stage.Address, "/sign-in").ToString());
        (await office.KeptAsync()).ShouldBe(["device"]);
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

    // Everything that lies on the device, as whoever takes the device could read it.
    private static Task<string> ReadAsync(IPage page) => page.EvaluateAsync<string>("""
        new Promise(done => { const request = indexedDB.open('konnect'); request.onsuccess = async () => {
          const all = await Promise.all(['kept', 'taps'].map(name => new Promise(read => { const rows = request.result.transaction(name).objectStore(name).getAll(); rows.onsuccess = () => read(rows.result); })));
          done(JSON.stringify(all, (_, value) => value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value)); } })
        """);
}
