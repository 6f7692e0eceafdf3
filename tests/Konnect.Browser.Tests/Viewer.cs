using System.Text.Json;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Konnect.Browser.Tests;

/// <summary>
/// Somebody at a screen. Every page this viewer looks at must be usable for everyone (axe, WCAG 2.2 AA); what else went
/// wrong on the way is kept as complaints.
/// </summary>
internal sealed class Viewer : IAsyncDisposable
{
    private const int KilobytesPerPage = 60;

    // The browser itself says this when two pages follow each other too quickly to fade.
    private const string FadeSkipped = "ViewTransition opt-in disabled";

    private static readonly AxeRunOptions EveryoneCanUseIt = new()
    {
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    private readonly IBrowserContext context;
    private readonly bool script;
    private readonly List<string> complaints = [];

    private Viewer(IBrowserContext context, IPage page, Uri address, bool script)
    {
        (this.context, Page, this.script) = (context, page, script);
        context.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https" } asked && asked.Authority != address.Authority)
                complaints.Add($"asked another host: {request.Url}");
        };
        context.Response += (_, response) =>
        {
            if (response.Status >= 400)
                complaints.Add($"{response.Status} {response.Url}");
        };
        page.Console += (_, said) =>
        {
            if (said.Type is "error" or "warning")
                complaints.Add($"console {said.Type}: {said.Text} ({said.Location})");
        };
        page.PageError += (_, fault) =>
        {
            if (fault != FadeSkipped)
                complaints.Add($"page error: {fault}");
        };
    }

    /// <summary>The page that is open.</summary>
    public IPage Page { get; private set; }

    /// <summary>Comes to a site with an empty browser.</summary>
    public static async Task<Viewer> ComeAsync(IBrowser browser, Uri address, Screen screen, bool dark = false, bool script = true)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            ViewportSize = screen switch
            {
                Screen.Phone => new() { Width = 390, Height = 844 },
                Screen.Tablet => new() { Width = 1024, Height = 768 },
                Screen.Upright => new() { Width = 768, Height = 1024 },
                _ => new() { Width = 1440, Height = 900 },
            },
            HasTouch = screen != Screen.Desktop,
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = script,
            Locale = "nl-NL",
            TimezoneId = "Europe/Amsterdam",
        });
        context.SetDefaultTimeout(60_000);
        return new Viewer(context, await context.NewPageAsync(), address, script);
    }

    /// <summary>Signs in.</summary>
    public async Task SignInAsync(string email, string password)
    {
        await Page.GotoAsync("/sign-in");
        await Page.GetByLabel("E-mail").FillAsync(email);
        await Page.GetByLabel("Wachtwoord").FillAsync(password);
        await Page.Locator("main form button[type=submit]").ClickAsync();
        await Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
    }

    /// <summary>Opens a group's board and waits until it is kept, with what opens it without a network.</summary>
    public async Task<IPage> ReadyAsync(string code)
    {
        await Page.GotoAsync($"/groups/{code}");
        await Assertions.Expect(Page.Locator("html")).ToHaveAttributeAsync("data-kept", "");
        return Page;
    }

    /// <summary>Names of what the device keeps of a board.</summary>
    public Task<string[]> KeptAsync() => Page.EvaluateAsync<string[]>(
        "new Promise(done => { const request = indexedDB.open('konnect'); request.onsuccess = () => { if (!request.result.objectStoreNames.contains('kept')) return done([]); const keys = request.result.transaction('kept').objectStore('kept').getAllKeys(); keys.onsuccess = () => done(keys.result); } })");

    /// <summary>The network goes.</summary>
    public Task DisconnectAsync() => context.SetOfflineAsync(true);

    /// <summary>The network comes back.</summary>
    public Task ReconnectAsync() => context.SetOfflineAsync(false);

    /// <summary>The tab ends at once, and another is opened.</summary>
    public async Task<IPage> KillTabAsync()
    {
        await Page.CloseAsync(new() { RunBeforeUnload = false });
        return Page = await context.NewPageAsync();
    }

    /// <summary>Gives the device a finger print reader that knows its owner, and keeps passkeys.</summary>
    public async Task HoldPasskeysAsync()
    {
        var device = await context.NewCDPSessionAsync(Page);
        await device.SendAsync("WebAuthn.enable");
        await device.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });
    }

    /// <summary>Opens an address and looks at the page.</summary>
    public async Task OpenAsync(string path)
    {
        await Page.GotoAsync(path);
        await LookAsync();
    }

    /// <summary>Judges the page that is open: readable and operable for everyone, and nothing that has to be scrolled to sideways.</summary>
    public async Task LookAsync()
    {
        if (!script)
            return;
        var found = await Page.RunAxe(EveryoneCanUseIt);
        found.Violations.SelectMany(v => v.Nodes.Select(n => $"{v.Id}: {n.Html} — {string.Join("; ", n.Any.Concat(n.All).Select(c => c.Message))}")).ShouldBeEmpty(Page.Url);
        (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBeLessThanOrEqualTo(0, $"{Page.Url} is wider than the screen");
    }

    /// <summary>Opens an address with nothing kept from before, and gives the bytes that were sent for it: page, style, scripts and icons.</summary>
    public async Task<int> WeighAsync(string path)
    {
        var network = await context.NewCDPSessionAsync(Page);
        await network.SendAsync("Network.enable");
        // What a device keeps for later is no weight of the page.
        await network.SendAsync("Network.setBypassServiceWorker", new Dictionary<string, object> { ["bypass"] = true });
        await network.SendAsync("Network.setCacheDisabled", new Dictionary<string, object> { ["cacheDisabled"] = true });
        var bytes = 0.0;
        void Add(object? _, JsonElement? loaded) => bytes += loaded!.Value.GetProperty("encodedDataLength").GetDouble();
        var loading = network.Event("Network.loadingFinished");
        loading.OnEvent += Add;
        await Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        await Task.Delay(200);
        loading.OnEvent -= Add;
        await network.DetachAsync();
        return (int)bytes;
    }

    /// <summary>The most that a page without photos may weigh, in bytes.</summary>
    public static int MostBytes => KilobytesPerPage * 1024;

    /// <summary>What the visit showed that no visit may show: requests to other hosts, refused ones, errors on the console.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => context.DisposeAsync();
}
