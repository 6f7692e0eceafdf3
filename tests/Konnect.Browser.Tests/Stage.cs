using Konnect.Testing;
using Microsoft.Playwright;

namespace Konnect.Browser.Tests;

/// <summary>What the journeys share: one browser and one demonstration, which stands at ten to eight in the morning of Friday 20 November 2026.</summary>
public class Stage : IAsyncLifetime
{
    /// <summary>The time of every host.</summary>
    public const string Clock = "2026-11-20T07:50";

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("konnect-browser-");
    private IPlaywright? playwright;
    private KonnectProcess? demo;

    /// <summary>The clock as a setting.</summary>
    protected virtual string Starts => Clock;

    /// <summary>The demonstration's address.</summary>
    public Uri Address => demo!.Address;

    /// <summary>The browser.</summary>
    internal IBrowser Browser { get; private set; } = null!;

    /// <summary>The password of every account, as the console shows it.</summary>
    internal string Password { get; private set; } = "";

    /// <summary>A viewer who is signed in as the office.</summary>
    internal async Task<Viewer> OfficeAsync(Screen screen, bool dark = false, bool script = true)
    {
        var viewer = await Viewer.ComeAsync(Browser, Address, screen, dark, script);
        await viewer.SignInAsync("office@regenboog.example", Password);
        return viewer;
    }

    /// <summary>A device that an administrator made a tablet of a group and that Lisa opened with her PIN.</summary>
    internal async Task<Viewer> TabletAsync(Viewer administrator, string group, string name, Screen screen = Screen.Tablet)
    {
        await administrator.Page.GotoAsync("/tablets");
        await administrator.Page.GetByLabel("Groep of locatie").SelectOptionAsync(group);
        await administrator.Page.GetByLabel("Naam").FillAsync(name);
        await administrator.Page.GetByRole(AriaRole.Button, new() { Name = "Maak de code" }).ClickAsync();
        var code = await administrator.Page.Locator("main code").InnerTextAsync();
        var tablet = await Viewer.ComeAsync(Browser, Address, screen);
        await tablet.Page.GotoAsync("/tablet");
        await tablet.Page.GetByLabel("Code").FillAsync(code);
        await tablet.Page.GetByRole(AriaRole.Button, new() { Name = "Maak dit de groepstablet" }).ClickAsync();
        await tablet.Page.Locator("a.tile").Filter(new() { HasText = "Lisa" }).ClickAsync();
        await tablet.Page.GetByLabel("Pincode").FillAsync("270915");
        await tablet.Page.GetByRole(AriaRole.Button, new() { Name = "Openen" }).ClickAsync();
        await tablet.Page.WaitForURLAsync(url => url.EndsWith($"/groups/{group}", StringComparison.Ordinal));
        return tablet;
    }

    public async Task InitializeAsync()
    {
        if (Chromium.Executable is not { } executable)
            return;
        // A busy machine is no fault of the page.
        Assertions.SetDefaultExpectTimeout(30_000);
        var starting = KonnectProcess.ServeAsync("demo", directory.FullName, Starts);
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = ["--no-sandbox"] });
        demo = await starting;
        Password = await demo.SaidAsync("with password (.*):");
    }

    public async Task DisposeAsync()
    {
        if (Browser is not null)
            await Browser.CloseAsync();
        playwright?.Dispose();
        if (demo is not null)
            await demo.DisposeAsync();
        directory.Delete(recursive: true);
    }
}

/// <summary>Tests that share the stage, one after another.</summary>
[CollectionDefinition(Name)]
public sealed class OnStage : ICollectionFixture<Stage>
{
    public const string Name = "stage";
}

/// <summary>Tests with a stage of their own, one after another: they bring in the children whom the others look for.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OnStageOfItsOwn : ICollectionFixture<Stage>
{
    public const string Name = "stage of its own";
}

/// <summary>A stage on which time runs, from ten to eight on.</summary>
public sealed class RunningStage : Stage
{
    /// <inheritdoc/>
    protected override string Starts => Clock + "+";
}

/// <summary>Tests in which it matters what came first.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OnRunningStage : ICollectionFixture<RunningStage>
{
    public const string Name = "running stage";
}

/// <summary>The screens that pages are made for.</summary>
public enum Screen
{
    /// <summary>390 × 844.</summary>
    Phone,

    /// <summary>1024 × 768.</summary>
    Tablet,

    /// <summary>768 × 1024: a tablet on the wall.</summary>
    Upright,

    /// <summary>1440 × 900.</summary>
    Desktop,
}
