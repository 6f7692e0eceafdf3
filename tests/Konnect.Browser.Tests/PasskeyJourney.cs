using Konnect.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Konnect.Browser.Tests;

/// <summary>From an empty directory to somebody who signs in by finger.</summary>
[Collection(OnStage.Name)]
public sealed class PasskeyJourney(Stage stage) : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("konnect-passkey-");

    public void Dispose() => directory.Delete(recursive: true);

    [BrowserTheory]
    [InlineData(Screen.Phone, false)]
    [InlineData(Screen.Desktop, true)]
    public async Task A_passkey_is_made_at_the_first_sign_in_and_signs_in_without_a_password(Screen screen, bool dark)
    {
        await using var host = await KonnectProcess.ServeAsync("serve", directory.FullName, Stage.Clock, secondFactor: "required");
        var code = await host.SaidAsync("give this code, once: (.*)");
        // A passkey belongs to a name, which a number is not.
        await using var viewer = await Viewer.ComeAsync(stage.Browser, new Uri($"http://localhost:{host.Address.Port}"), screen, dark);
        var page = viewer.Page;
        await viewer.HoldPasskeysAsync();
        await page.GotoAsync("/set-up");
        await page.GetByLabel("Code").FillAsync(code);
        await page.GetByLabel("Naam").FillAsync("Ada de Beheerder");
        await page.GetByLabel("E-mailadres").FillAsync("ada@regenboog.example");
        await page.GetByLabel("Wachtwoord").FillAsync("een-zin-van-een-paar-woorden");
        await page.Locator("main form button").ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Extra beveiliging");
        await viewer.LookAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Passkey maken op dit apparaat" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Herstelcodes");
        await Expect(page.Locator("#codes code")).ToHaveCountAsync(10);
        await viewer.LookAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Ik heb ze bewaard" }).ClickAsync();

        await viewer.OpenAsync("/profile/second-factor");
        await page.GetByRole(AriaRole.Link, new() { Name = "Andere naam" }).ClickAsync();
        await page.Locator("#rename-name").FillAsync("Mijn telefoon");
        await viewer.LookAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Bewaren" }).ClickAsync();
        await Expect(page.Locator("main td strong")).ToHaveTextAsync("Mijn telefoon");
        await page.GetByRole(AriaRole.Button, new() { Name = "Weghalen" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Dit is je enige extra beveiliging");
        await viewer.LookAsync();

        await viewer.OpenAsync("/profile/sessions");
        await page.GetByRole(AriaRole.Button, new() { Name = "Overal uitloggen" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Inloggen met passkey" })).ToBeVisibleAsync();
        await viewer.LookAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Inloggen met passkey" }).ClickAsync();
        await Expect(page).Not.ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"));
        await viewer.OpenAsync("/profile");
        await Expect(page.Locator("main")).ToContainTextAsync("ada@regenboog.example");

        await page.GotoAsync("/profile/sessions");
        await page.GetByRole(AriaRole.Button, new() { Name = "Overal uitloggen" }).ClickAsync();
        await page.GetByLabel("E-mail").FillAsync("ada@regenboog.example");
        await page.GetByLabel("Wachtwoord").FillAsync("een-zin-van-een-paar-woorden");
        await page.Locator("main form button[type=submit]").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Nog één stap");
        await viewer.LookAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Passkey gebruiken" }).ClickAsync();
        await Expect(page).Not.ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"));
        viewer.Complaints.ShouldBeEmpty();
    }
}
