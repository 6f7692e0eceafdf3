using Konnect.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Konnect.Browser.Tests;

/// <summary>A drill with two devices: one starts, the other joins, each sees what the other ticks, and the report is kept.</summary>
[Collection(OnStage.Name)]
public sealed class EvacuationJourney(Stage stage)
{
    [BrowserTheory]
    [InlineData(Screen.Tablet, false)]
    [InlineData(Screen.Phone, true)]
    public async Task Two_devices_tick_one_list_and_the_report_is_kept(Screen screen, bool dark)
    {
        await using var office = await stage.OfficeAsync(screen, dark);
        await using var colleague = await stage.OfficeAsync(screen, dark);
        var page = office.Page;
        await page.GotoAsync("/groups/L1-VLI");
        if (await page.Locator(".tile.tone-met").CountAsync() == 0)
            await page.Locator("li[data-key] button[name='Input.Tap']").First.ClickAsync();
        await Expect(page.Locator(".tile.tone-met").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Noodlijst" }).ClickAsync();
        await office.LookAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Oefening: start nu", Exact = true }).ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("niet gezien");
        await office.LookAsync();

        // The other device sees on its board that one goes on.
        await colleague.Page.GotoAsync("/groups/L1-PIR");
        await colleague.Page.GetByRole(AriaRole.Link, new() { Name = "Open de lijst" }).ClickAsync();
        await Expect(colleague.Page.Locator("h1")).ToContainTextAsync("niet gezien");

        var missing = page.Locator("button[name='Input.Tick']");
        var count = await missing.CountAsync();
        await missing.First.ClickAsync();
        await Expect(missing).ToHaveCountAsync(count - 1);
        await Expect(colleague.Page.Locator("button[name='Input.Tick']")).ToHaveCountAsync(count - 1);
        await colleague.Page.Locator("button[name='Input.Undo']").First.ClickAsync();
        await Expect(missing).ToHaveCountAsync(count);

        await page.GetByLabel("Of de naam van een bezoeker").FillAsync("Loodgieter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Toevoegen en aftikken" }).ClickAsync();
        await Expect(page.Locator("main .list")).ToContainTextAsync("Loodgieter");
        await office.LookAsync();

        await page.GetByLabel("Opmerking").FillAsync("De zijdeur klemde.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Beëindig en bewaar het verslag" }).ClickAsync();
        await Expect(colleague.Page.Locator("main")).ToContainTextAsync("Beëindigd om");
        await page.GetByRole(AriaRole.Link, new() { Name = "Verslag van de ontruiming" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("De zijdeur klemde.");
        await office.LookAsync();
        await office.OpenAsync("/evacuations");
        await office.OpenAsync("/groups/L1-VLI/evacuation/print");
        office.Complaints.Concat(colleague.Complaints).ShouldBeEmpty();
    }
}
