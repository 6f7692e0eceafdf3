using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Konnect.Browser.Tests;

/// <summary>The office gives a link; an inspector opens it, looks at a sample and a day, takes a package along, and checks it.</summary>
[Collection(OnStage.Name)]
public sealed class InspectionJourney(Stage stage)
{
    [BrowserTheory]
    [InlineData(Screen.Desktop, false)]
    [InlineData(Screen.Phone, true)]
    public async Task From_the_link_to_a_package_that_is_checked(Screen screen, bool dark)
    {
        await using var office = await stage.OfficeAsync(Screen.Desktop, dark);
        await office.OpenAsync("/inspections");
        await office.Page.GetByLabel("Naam van de inspecteur").FillAsync($"Karin {screen}");
        await office.Page.GetByLabel("Organisatie").FillAsync("GGD Twente");
        await office.Page.GetByLabel("Locatie").SelectOptionAsync("L1");
        await office.Page.GetByRole(AriaRole.Button, new() { Name = "Maak de link" }).ClickAsync();
        await Expect(office.Page.Locator("main code").First).ToBeVisibleAsync();
        await office.LookAsync();
        var link = await office.Page.Locator("main code").First.InnerTextAsync();

        await using var inspector = await Viewer.ComeAsync(stage.Browser, stage.Address, screen, dark);
        await inspector.OpenAsync(new Uri(link).AbsolutePath);
        await inspector.Page.GetByRole(AriaRole.Button, new() { Name = "Inzage openen" }).ClickAsync();
        await Expect(inspector.Page).ToHaveURLAsync(new Regex("/inspection$"));
        await inspector.LookAsync();
        await inspector.Page.GetByRole(AriaRole.Button, new() { Name = "willekeurige dagen" }).ClickAsync();
        await Expect(inspector.Page.Locator("main")).ToContainTextAsync("trekkingsnummer");
        await inspector.LookAsync();
        var download = await inspector.Page.RunAndWaitForDownloadAsync(() => inspector.Page.GetByRole(AriaRole.Button, new() { Name = "Pakket maken" }).ClickAsync());
        download.SuggestedFilename.ShouldStartWith("konnect-inspectie-L1-");
        var package = Path.Combine(Directory.CreateTempSubdirectory("konnect-package-").FullName, download.SuggestedFilename);
        await download.SaveAsAsync(package);
        await inspector.Page.Locator("main tbody a").First.ClickAsync();
        await Expect(inspector.Page).ToHaveURLAsync(new Regex("/ratio/"));
        await inspector.LookAsync();
        await inspector.OpenAsync("/inspection/check");
        await inspector.Page.Locator("input[type=file]").SetInputFilesAsync(package);
        await inspector.Page.GetByRole(AriaRole.Button, new() { Name = "Controleren" }).ClickAsync();
        await Expect(inspector.Page.Locator("main")).ToContainTextAsync("Ongewijzigd");
        await inspector.LookAsync();
        office.Complaints.ShouldBeEmpty();
        inspector.Complaints.ShouldBeEmpty();
    }
}
