using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Konnect.Browser.Tests;

/// <summary>A morning on a group: a child comes in, the ratio follows, a slip is taken back, a wrong time is corrected.</summary>
[Collection(OnStage.Name)]
public sealed class CheckInJourney(Stage stage)
{
    [BrowserTheory]
    [InlineData(Screen.Phone)]
    [InlineData(Screen.Tablet)]
    [InlineData(Screen.Desktop)]
    public async Task A_child_comes_in_is_taken_back_comes_in_again_and_its_time_is_corrected(Screen screen)
    {
        await using var office = await stage.OfficeAsync(screen);
        var page = office.Page;
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Vandaag");
        await office.LookAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Vlinders", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(At("/groups/L1-VLI"));
        await office.LookAsync();

        var child = await FirstExpectedAsync(page);
        var (count, why) = (await PresentAsync(page), await WhyAsync(page));
        await child.Locator("button").ClickAsync();
        await Expect(child).ToContainTextAsync("Aanwezig sinds 07:50");
        (await PresentAsync(page)).ShouldBe(count + 1);
        (await WhyAsync(page)).ShouldNotBe(why);
        await Expect(page.Locator("[data-toasts]")).ToContainTextAsync("is binnen");
        await office.LookAsync();

        await page.Locator("[data-toasts]").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(child).ToContainTextAsync("verwacht");
        (await PresentAsync(page)).ShouldBe(count);
        (await WhyAsync(page)).ShouldBe(why);

        await child.Locator("button").ClickAsync();
        await Expect(child).ToContainTextAsync("Aanwezig sinds 07:50");
        await child.Locator("a").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Tijd of groep corrigeren" }).ClickAsync();
        await office.LookAsync();
        var reason = $"Te laat getikt op de {screen}";
        await page.GetByLabel("Van", new() { Exact = true }).FillAsync("07:35");
        await page.GetByLabel("Reden").First.FillAsync(reason);
        await page.GetByRole(AriaRole.Button, new() { Name = "Correctie opslaan" }).ClickAsync();
        await Expect(page.Locator("[data-toasts]")).ToContainTextAsync("Correctie opgeslagen");
        await Expect(page.Locator("main ol.list")).ToContainTextAsync("Was 07:50");
        await Expect(page.Locator("main ol.list")).ToContainTextAsync(reason);
        await office.LookAsync();

        await page.GotoAsync("/groups/L1-VLI");
        await page.GetByRole(AriaRole.Link, new() { Name = "De hele dag" }).ClickAsync();
        await Expect(page.Locator("main li", new() { HasText = reason })).ToContainTextAsync("07:35");
        await office.LookAsync();
        office.Complaints.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task A_child_comes_in_on_a_device_without_script()
    {
        await using var office = await stage.OfficeAsync(Screen.Tablet, script: false);
        var page = office.Page;
        await page.GotoAsync("/groups/L1-VLI");
        var child = await FirstExpectedAsync(page);
        var (count, why) = (await PresentAsync(page), await WhyAsync(page));
        await child.Locator("button").ClickAsync();
        await Expect(child).ToContainTextAsync("Aanwezig sinds 07:50");
        (await PresentAsync(page)).ShouldBe(count + 1);
        (await WhyAsync(page)).ShouldNotBe(why);
        await page.Locator("[data-toasts]").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(child).ToContainTextAsync("verwacht");
        office.Complaints.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task A_board_that_is_open_elsewhere_follows_by_itself()
    {
        await using var office = await stage.OfficeAsync(Screen.Tablet);
        await using var colleague = await stage.OfficeAsync(Screen.Tablet);
        await office.Page.GotoAsync("/groups/L1-VLI");
        await colleague.Page.GotoAsync("/groups/L1-VLI");
        var child = await FirstExpectedAsync(office.Page);
        var number = await child.GetAttributeAsync("data-key");
        await child.Locator("button").ClickAsync();
        await Expect(colleague.Page.Locator($"li[data-key='{number}']")).ToContainTextAsync("Aanwezig sinds");
        await office.Page.Locator("[data-toasts]").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(colleague.Page.Locator($"li[data-key='{number}']")).ToContainTextAsync("verwacht");
        office.Complaints.Concat(colleague.Complaints).ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task A_page_that_stands_open_leaves_once_its_session_is_over()
    {
        await using var left = await Viewer.ComeAsync(stage.Browser, stage.Address, Screen.Desktop);
        await left.SignInAsync("manager@regenboog.example", stage.Password);
        await left.Page.GotoAsync("/profile");
        await using var phone = await Viewer.ComeAsync(stage.Browser, stage.Address, Screen.Phone);
        await phone.SignInAsync("manager@regenboog.example", stage.Password);
        await phone.Page.GotoAsync("/profile/sessions");
        await phone.Page.Locator("form:has(input[value='end-all']) button").ClickAsync();
        await Expect(phone.Page).ToHaveURLAsync(At("/sign-in"));
        // The page looks once a minute, and when somebody comes back to it.
        await left.Page.EvaluateAsync("dispatchEvent(new Event('visibilitychange'))");
        await Expect(left.Page).ToHaveURLAsync(At("/sign-in?return=%2Fprofile"));
    }

    [BrowserFact]
    public async Task Who_chooses_English_is_spoken_to_in_English()
    {
        await using var manager = await Viewer.ComeAsync(stage.Browser, stage.Address, Screen.Phone);
        await manager.SignInAsync("manager@regenboog.example", stage.Password);
        await manager.OpenAsync("/profile");
        await manager.Page.GetByLabel("Taal").SelectOptionAsync("en");
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Bewaren" }).ClickAsync();
        await Expect(manager.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await manager.LookAsync();
        await manager.OpenAsync("/");
        await Expect(manager.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Today");
        manager.Complaints.ShouldBeEmpty();
    }

    private string At(string path) => new Uri(stage.Address, path).ToString();

    // By its number: a tile that was tapped is no longer the first that is expected.
    private static async Task<ILocator> FirstExpectedAsync(IPage page)
    {
        var tile = page.Locator("li[data-key]:has(button[name='Input.Tap'])").First;
        await Expect(tile).ToContainTextAsync("verwacht");
        return page.Locator($"li[data-key='{await tile.GetAttributeAsync("data-key")}']");
    }

    private static async Task<int> PresentAsync(IPage page) => int.Parse(await page.Locator(".figures b").First.InnerTextAsync(), CultureInfo.InvariantCulture);

    private static Task<string> WhyAsync(IPage page) => page.Locator("section[aria-label='Beroepskracht-kindratio nu'] > p:not(.figures):not(.small)").InnerTextAsync();
}
