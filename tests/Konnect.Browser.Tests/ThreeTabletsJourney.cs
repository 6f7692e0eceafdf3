using System.Diagnostics;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Konnect.Browser.Tests;

/// <summary>Three devices of one group that the network leaves at random, also amid sending: what stands in the end is what all of them said, in the order in which it was said.</summary>
[Collection(OnRunningStage.Name)]
public sealed class ThreeTabletsJourney(RunningStage stage)
{
    private const string Code = "L1-PIR";
    private const int Taps = 60;
    private const int Children = 12;

    // A device knows the server's time to the second.
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(3);

    [BrowserFact]
    public async Task Three_tablets_that_are_cut_off_at_random_show_the_same_in_the_end()
    {
        var random = new Random(20261120);
        await using var one = await stage.OfficeAsync(Screen.Tablet);
        await using var two = await stage.OfficeAsync(Screen.Upright);
        await using var three = await stage.OfficeAsync(Screen.Phone);
        Viewer[] tablets = [one, two, three];
        foreach (var tablet in tablets)
        {
            await tablet.ReadyAsync(Code);
            await LeaveAsync(tablet);
        }

        var children = (await one.Page.Locator("[data-child][data-state=expected]").EvaluateAllAsync<string[]>("tiles => tiles.map(tile => tile.dataset.child)")).Take(Children).ToList();
        var (said, at) = (new Dictionary<string, bool>(), children.ToDictionary(c => c, _ => 0L));
        for (var i = 0; i < Taps; i++)
        {
            var tablet = tablets[random.Next(3)];
            var child = children[random.Next(children.Count)];
            if (at[child] != 0 && Apart - Stopwatch.GetElapsedTime(at[child]) is { Ticks: > 0 } left)
                await Task.Delay(left);
            said[child] = await TapAsync(tablet.Page, child);
            at[child] = Stopwatch.GetTimestamp();
            if (random.Next(4) == 0)
                await ReturnForAMomentAsync(tablet, random);
        }

        foreach (var tablet in tablets)
        {
            await tablet.ReconnectAsync();
            await tablet.Page.GotoAsync($"/groups/{Code}");
            await Expect(tablet.Page.Locator("main [data-live]").First).ToBeVisibleAsync();
            await Expect(tablet.Page.Locator("[data-waiting]")).ToBeHiddenAsync();
        }

        // Facts follow what was sent, and boards follow these.
        foreach (var tablet in tablets)
        {
            await tablet.ReadyAsync(Code);
            await LeaveAsync(tablet);
            var shown = await tablet.Page.Locator("[data-child][data-state=present]").EvaluateAllAsync<string[]>("tiles => tiles.map(tile => tile.dataset.child)");
            children.Where(c => said.ContainsKey(c)).ShouldAllBe(c => shown.Contains(c) == said[c]);
            (await tablet.Page.Locator("[data-refusals] li").CountAsync()).ShouldBe(0);
        }

        said.Count.ShouldBeGreaterThan(Children / 2);
        said.Values.ShouldContain(true);
        said.Values.ShouldContain(false);
    }

    /// <summary>The other way of what this device shows; true when the child is there now.</summary>
    private static async Task<bool> TapAsync(IPage page, string child)
    {
        var tile = page.Locator($"[data-child='{child}']");
        var comes = await tile.GetAttributeAsync("data-state") != "present";
        await page.Locator($"[data-opens='{child}']").ClickAsync();
        await page.Locator($"[data-panel='{child}'] [data-tap='{(comes ? "in" : "out")}']").ClickAsync();
        await Expect(tile).ToHaveAttributeAsync("data-state", comes ? "present" : "gone");
        return comes;
    }

    /// <summary>The network goes; what stands on the device is shown.</summary>
    private static async Task LeaveAsync(Viewer tablet)
    {
        await tablet.DisconnectAsync();
        await tablet.Page.GotoAsync($"/groups/{Code}");
        await Expect(tablet.Page.Locator("[data-board]")).ToBeVisibleAsync();
    }

    /// <summary>The network is there for a while: too short to send, or long enough.</summary>
    private static async Task ReturnForAMomentAsync(Viewer tablet, Random random)
    {
        await tablet.ReconnectAsync();
        if (random.Next(3) == 0)
            await Expect(tablet.Page.Locator("main [data-live]").First).ToBeVisibleAsync();
        else
            await Task.Delay(random.Next(1500));
        await LeaveAsync(tablet);
    }
}
