using Konnect.Testing;
using static Microsoft.Playwright.Assertions;

namespace Konnect.Browser.Tests;

/// <summary>From an empty directory to an administrator who is signed in.</summary>
[Collection(OnStage.Name)]
public sealed class SetUpJourney(Stage stage) : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("konnect-set-up-");

    public void Dispose() => directory.Delete(recursive: true);

    [BrowserFact]
    public async Task The_code_on_the_console_makes_the_first_account()
    {
        await using var host = await KonnectProcess.ServeAsync("serve", directory.FullName, Stage.Clock);
        var code = await host.SaidAsync("give this code, once: (.*)");
        await using var viewer = await Viewer.ComeAsync(stage.Browser, host.Address, Screen.Phone);
        var page = viewer.Page;
        await viewer.OpenAsync("/children");
        await Expect(page).ToHaveURLAsync(new Uri(host.Address, "/set-up").ToString());

        await page.GetByLabel("Code").FillAsync("VER-KEERD");
        await page.GetByLabel("Naam").FillAsync("Ada de Beheerder");
        await page.GetByLabel("E-mailadres").FillAsync("ada@regenboog.example");
        await page.GetByLabel("Wachtwoord").FillAsync("een-zin-van-een-paar-woorden");
        await page.Locator("main form button").ClickAsync();
        await Expect(page.GetByRole(Microsoft.Playwright.AriaRole.Alert)).ToBeVisibleAsync();
        await viewer.LookAsync();

        await page.GetByLabel("Code").FillAsync(code);
        await page.GetByLabel("Wachtwoord").FillAsync("een-zin-van-een-paar-woorden");
        await page.Locator("main form button").ClickAsync();
        await Expect(page).Not.ToHaveURLAsync(new Uri(host.Address, "/set-up").ToString());
        await viewer.LookAsync();
        await viewer.OpenAsync("/profile");
        await Expect(page.Locator("main")).ToContainTextAsync("ada@regenboog.example");
        viewer.Complaints.ShouldBeEmpty();
    }
}
