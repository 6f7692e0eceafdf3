using Xunit.Abstractions;

namespace Konnect.Browser.Tests;

/// <summary>Every page at every size, light and dark.</summary>
[Collection(OnStage.Name)]
public sealed class PagesTests(Stage stage, ITestOutputHelper output)
{
    [BrowserTheory]
    [InlineData(Screen.Phone, false)]
    [InlineData(Screen.Phone, true)]
    [InlineData(Screen.Tablet, false)]
    [InlineData(Screen.Tablet, true)]
    [InlineData(Screen.Desktop, false)]
    [InlineData(Screen.Desktop, true)]
    public async Task Everyone_can_use_every_page(Screen screen, bool dark)
    {
        await using var office = await stage.OfficeAsync(screen, dark);
        foreach (var path in await AddressesAsync(office))
            await office.OpenAsync(path);
        office.Complaints.ShouldBeEmpty();
    }

    [BrowserTheory]
    [InlineData(Screen.Phone, false)]
    [InlineData(Screen.Phone, true)]
    [InlineData(Screen.Desktop, false)]
    public async Task Everyone_can_use_the_pages_before_signing_in(Screen screen, bool dark)
    {
        await using var viewer = await Viewer.ComeAsync(stage.Browser, stage.Address, screen, dark);
        foreach (var path in new[] { "/sign-in", "/forgotten", "/sign-in/second-factor", "/sign-in/enrol", "/invitation", "/tablet" })
            await viewer.OpenAsync(path);
        viewer.Complaints.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task An_administrator_can_use_the_page_of_accounts()
    {
        await using var administrator = await Viewer.ComeAsync(stage.Browser, stage.Address, Screen.Phone);
        await administrator.OpenAsync("/sign-in");
        await administrator.SignInAsync("administrator@regenboog.example", stage.Password);
        await administrator.LookAsync();
        await administrator.OpenAsync("/accounts");
        await administrator.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Nieuwe link" }).First.ClickAsync();
        await administrator.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Als brief om af te drukken" }).ClickAsync();
        await Microsoft.Playwright.Assertions.Expect(administrator.Page.Locator("main")).ToContainTextAsync("Dag Administrator");
        await administrator.LookAsync();
        administrator.Complaints.ShouldBeEmpty();
    }

    [BrowserTheory]
    [InlineData(Screen.Phone, true)]
    [InlineData(Screen.Desktop, false)]
    public async Task An_administrator_can_use_the_pages_of_rights_and_of_the_trail(Screen screen, bool dark)
    {
        await using var administrator = await Viewer.ComeAsync(stage.Browser, stage.Address, screen, dark);
        await administrator.OpenAsync("/sign-in");
        await administrator.SignInAsync("administrator@regenboog.example", stage.Password);
        foreach (var path in new[] { "/export", "/system", "/rights", "/accounts/review", "/trail", "/trail?outcome=refused", "/trail?about=Hannah", "/trail/1", "/trail/2" })
            await administrator.OpenAsync(path);
        administrator.Complaints.ShouldBeEmpty();
    }

    [BrowserTheory]
    [InlineData(Screen.Phone, false)]
    [InlineData(Screen.Phone, true)]
    [InlineData(Screen.Desktop, false)]
    public async Task A_guardian_can_use_the_pages_of_the_own_children(Screen screen, bool dark)
    {
        await using var guardian = await Viewer.ComeAsync(stage.Browser, stage.Address, screen, dark);
        await guardian.SignInAsync("guardian@regenboog.example", stage.Password);
        await guardian.LookAsync();
        await guardian.OpenAsync("/my-children");
        var pages = await guardian.Page.Locator("main a[href^='/my-children/']").EvaluateAllAsync<string[]>("links => [...new Set(links.map(link => link.getAttribute('href')))]");
        pages.ShouldContain(p => p.EndsWith("/days", StringComparison.Ordinal));
        pages.ShouldContain(p => p.EndsWith("/permits", StringComparison.Ordinal));
        foreach (var path in pages)
            await guardian.OpenAsync(path);
        guardian.Complaints.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task A_page_is_light_to_load()
    {
        await using var office = await stage.OfficeAsync(Screen.Desktop);
        var weights = new List<(string Path, int Bytes)>();
        foreach (var path in await AddressesAsync(office))
            weights.Add((path, await office.WeighAsync(path)));
        var table = string.Join('\n', weights.OrderByDescending(w => w.Bytes).Select(w => FormattableString.Invariant($"{w.Bytes / 1024.0,6:0.0} KB  {w.Path}")));
        output.WriteLine(table);
        // The group board brings along what it needs without a network.
        weights.ShouldAllBe(w => w.Bytes > 1024 && w.Bytes <= Viewer.MostBytes + (w.Path.StartsWith("/groups/", StringComparison.Ordinal) ? 16 * 1024 : 0), table);
    }

    // What the menu leads to, and the pages below it.
    private static async Task<IReadOnlyList<string>> AddressesAsync(Viewer office)
    {
        await office.Page.GotoAsync("/children");
        var child = await office.Page.Locator("main a[href^='/children/']").First.GetAttributeAsync("href");
        var menu = await office.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('nav a[href^=\"/\"]')].map(a => a.getAttribute('href'))");
        await office.Page.GotoAsync("/ratio/group/L1-VLI");
        var presence = await office.Page.Locator("main a[href^='/presences/child/']").First.GetAttributeAsync("href");
        return
        [
            .. menu.Append("/").Append("/profile").Append("/tokens").Distinct(),
            "/profile/second-factor", "/profile/authenticator", "/profile/recovery-codes", "/profile/sessions", "/confirm",
            "/?date=2026-11-18",
            "/groups/L1-VLI", "/groups/L1-VLI?select=1", "/groups/L1-VLI?date=2026-11-18", "/groups/L1-PIR",
            "/ratio/group/L1-VLI", "/ratio/group/L1-VLI?basis=planned",
            child!, $"{child}/planning", $"{child}/attendance", $"{child}/changes",
            presence!,
            "/presences/child/new?group=L1-VLI&date=2026-11-18",
        ];
    }
}
