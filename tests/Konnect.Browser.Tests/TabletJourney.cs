using Konnect.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Konnect.Browser.Tests;

/// <summary>A device becomes a group's tablet, is opened by PIN, and taken back from another screen while somebody looks at it.</summary>
[Collection(OnStage.Name)]
public sealed class TabletJourney(Stage stage)
{
    [BrowserTheory]
    [InlineData(Screen.Tablet, false)]
    [InlineData(Screen.Phone, true)]
    public async Task A_tablet_from_its_code_to_its_end(Screen screen, bool dark)
    {
        await using var administrator = await Viewer.ComeAsync(stage.Browser, stage.Address, Screen.Desktop, dark);
        await administrator.SignInAsync("administrator@regenboog.example", stage.Password);
        await administrator.OpenAsync("/tablets");
        var name = $"Tablet {screen} {dark}";
        await administrator.Page.GetByLabel("Groep of locatie").SelectOptionAsync("L1-DRE");
        await administrator.Page.GetByLabel("Naam").FillAsync(name);
        await administrator.Page.GetByRole(AriaRole.Button, new() { Name = "Maak de code" }).ClickAsync();
        await Expect(administrator.Page.Locator("main code")).ToBeVisibleAsync();
        await administrator.LookAsync();
        var code = await administrator.Page.Locator("main code").InnerTextAsync();

        await using var tablet = await Viewer.ComeAsync(stage.Browser, stage.Address, screen, dark);
        await tablet.OpenAsync("/tablet");
        await tablet.Page.GetByLabel("Code").FillAsync(code);
        await tablet.Page.GetByRole(AriaRole.Button, new() { Name = "Maak dit de groepstablet" }).ClickAsync();
        await Expect(tablet.Page.Locator("main")).ToContainTextAsync("Wie ben je?");
        await tablet.LookAsync();
        await GivePinAsync(tablet);
        await Expect(tablet.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/groups/L1-DRE$"));
        await tablet.LookAsync();
        await Expect(tablet.Page.Locator("footer")).ToContainTextAsync("Lisa van den Heuvel");
        await tablet.Page.GetByRole(AriaRole.Button, new() { Name = "Klaar" }).ClickAsync();
        await tablet.OpenAsync("/groups/L1-DRE");
        await Expect(tablet.Page.Locator("footer")).ToContainTextAsync(name);

        // What is personal asks for the PIN, and goes on where one was.
        await tablet.Page.Locator("a.tile, a.tile-more").First.ClickAsync();
        await tablet.Page.Locator("#panel a.person").ClickAsync();
        await Expect(tablet.Page.Locator("main")).ToContainTextAsync("Wie ben je?");
        await GivePinAsync(tablet);
        await Expect(tablet.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/children/"));
        await tablet.LookAsync();

        await tablet.OpenAsync("/groups/L1-DRE");
        await administrator.OpenAsync("/tablets");
        await administrator.Page.Locator("tr").Filter(new() { HasText = name }).GetByRole(AriaRole.Button, new() { Name = "Intrekken" }).ClickAsync();
        await Expect(administrator.Page.Locator("tr").Filter(new() { HasText = name })).ToContainTextAsync("ingetrokken");
        // What an open page asks by itself, as after somebody came in elsewhere, leaves nothing on the screen.
        await tablet.Page.EvaluateAsync("document.dispatchEvent(new CustomEvent('konnect:swap', { detail: { url: location.href, region: 'main' } }))");
        await Expect(tablet.Page.Locator("main")).ToContainTextAsync("Dit apparaat is nog geen groepstablet");
        administrator.Complaints.ShouldBeEmpty();
        tablet.Complaints.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Invitations_own_children_and_the_own_PIN_can_be_used_by_everyone()
    {
        foreach (var (user, paths) in new (string, string[])[]
        {
            ("office", ["/invitations", "/invitations?who=staff&all=1", "/invitations?q=nobody-of-this-name"]),
            ("guardian", ["/my-children", "/my-children/K00001/openings"]),
            ("practitioner", ["/profile", "/profile/pin"]),
        })
        {
            foreach (var (screen, dark) in new[] { (Screen.Phone, true), (Screen.Desktop, false) })
            {
                await using var viewer = await Viewer.ComeAsync(stage.Browser, stage.Address, screen, dark);
                await viewer.SignInAsync($"{user}@regenboog.example", stage.Password);
                foreach (var path in paths)
                    await viewer.OpenAsync(path);
                viewer.Complaints.ShouldBeEmpty();
            }
        }
    }

    [BrowserFact]
    public async Task A_sheet_of_letters_can_be_used_by_everyone()
    {
        await using var office = await stage.OfficeAsync(Screen.Desktop);
        await office.OpenAsync("/invitations?who=staff&q=Esther");
        await office.Page.Locator("[name='Input.Keys']").First.CheckAsync();
        await office.Page.GetByRole(AriaRole.Button, new() { Name = "Brieven afdrukken" }).ClickAsync();
        await Expect(office.Page.Locator(".sheet")).ToHaveCountAsync(1);
        await office.LookAsync();
        office.Complaints.ShouldBeEmpty();
    }

    private static async Task GivePinAsync(Viewer tablet)
    {
        await tablet.Page.Locator("a.tile").Filter(new() { HasText = "Lisa" }).ClickAsync();
        await tablet.LookAsync();
        await tablet.Page.GetByLabel("Pincode").FillAsync("270915");
        await tablet.Page.GetByRole(AriaRole.Button, new() { Name = "Openen" }).ClickAsync();
    }
}
