using System.Net;
using Konnect.Modules.Access.Accounts;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Domain;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Tests.Tablets;

public sealed class GivePinTests
{
    [Fact]
    public async Task The_own_PIN_opens_the_tablet_and_what_is_personal_and_leads_where_one_wanted()
    {
        await using var host = await OnTablet.ServeAsync();
        var fatima = await host.AddWithPinAsync("fatima.demir@example.org", "L1-A");
        var (device, _) = await host.EnrolAsync("L1-A");
        await device.GivePinAsync(fatima);
        device.Address.ShouldBe("/groups/L1-A");
        device.Page.QuerySelector("footer")!.TextContent.ShouldContain("Fatima Demir");
        await device.GivePinAsync(fatima, next: "/ratio");
        device.Address.ShouldBe("/ratio");
        await device.GivePinAsync(fatima, next: "//elsewhere.example");
        device.Address.ShouldBe("/groups/L1-A");
        device.Dispose();
    }

    [Fact]
    public async Task A_wrong_PIN_opens_nothing_and_the_fifth_makes_everybody_wait_for_that_person()
    {
        await using var host = await OnTablet.ServeAsync();
        var fatima = await host.AddWithPinAsync("fatima@example.org", "L1-A");
        var bas = await host.AddWithPinAsync("bas@example.org", "L1-A", pin: "804613");
        var (device, _) = await host.EnrolAsync("L1-A");
        for (var i = 0; i < 5; i++)
        {
            await device.GivePinAsync(fatima, "111213");
            device.Address.ShouldStartWith("/tablet");
        }

        await device.GivePinAsync(fatima);
        device.Address.ShouldStartWith("/tablet");
        device.Refusals.ShouldHaveSingleItem().ShouldContain("Wacht 1 min");
        await device.GivePinAsync(bas, OnTablet.Pin);
        device.Address.ShouldStartWith("/tablet");
        await device.GivePinAsync(bas, "804613");
        device.Address.ShouldBe("/groups/L1-A");
        host.Clock.Advance(Duration.FromMinutes(1));
        await device.GivePinAsync(fatima);
        device.Address.ShouldBe("/groups/L1-A");
        device.Dispose();
    }

    [Fact]
    public async Task Five_minutes_without_a_touch_nobody_is_at_it_and_after_thirty_it_is_locked()
    {
        await using var host = await OnTablet.ServeAsync();
        var fatima = await host.AddWithPinAsync("fatima@example.org", "L1-A");
        var (device, _) = await host.EnrolAsync("L1-A", "Wit");
        await device.GivePinAsync(fatima);
        host.Clock.Advance(Duration.FromMinutes(4));
        await device.OpenAsync("/groups/L1-A");
        Who(device).ShouldBe("Fatima");
        // What the page asks by itself is no touch.
        for (var i = 0; i < 3; i++)
        {
            host.Clock.Advance(Duration.FromMinutes(2));
            await device.OpenAsync("/groups/L1-A", ("X-Konnect-Swap", "main"));
        }

        Who(device).ShouldBe("Wit");
        await device.OpenAsync("/groups/L1-A");
        Who(device).ShouldBe("Wit");
        host.Clock.Advance(Duration.FromMinutes(29));
        await device.OpenAsync("/groups/L1-A");
        device.Address.ShouldBe("/groups/L1-A");
        host.Clock.Advance(Duration.FromMinutes(30));
        await device.OpenAsync("/groups/L1-A");
        device.Address.ShouldStartWith("/tablet?return=");
        device.Dispose();
    }

    [Fact]
    public async Task A_touch_without_a_page_counts()
    {
        await using var host = await OnTablet.ServeAsync();
        var fatima = await host.AddWithPinAsync("fatima@example.org", "L1-A");
        var (device, _) = await host.EnrolAsync("L1-A", "Wit");
        await device.GivePinAsync(fatima);
        for (var i = 0; i < 3; i++)
        {
            host.Clock.Advance(Duration.FromMinutes(3));
            await device.OpenAsync("/tablet/awake");
            device.Answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }

        await device.OpenAsync("/groups/L1-A");
        Who(device).ShouldBe("Fatima");
        device.Dispose();
    }

    [Fact]
    public async Task However_much_it_is_used_it_is_locked_after_twelve_hours()
    {
        await using var host = await OnTablet.ServeAsync();
        var fatima = await host.AddWithPinAsync("fatima@example.org", "L1-A");
        var (device, _) = await host.EnrolAsync("L1-A");
        await device.GivePinAsync(fatima);
        for (var i = 0; i < 35; i++)
        {
            host.Clock.Advance(Duration.FromMinutes(20));
            await device.OpenAsync("/groups/L1-A");
            device.Address.ShouldBe("/groups/L1-A", $"after {(i + 1) * 20} minutes");
        }

        host.Clock.Advance(Duration.FromMinutes(20));
        await device.OpenAsync("/groups/L1-A");
        device.Address.ShouldStartWith("/tablet?return=");
        device.Dispose();
    }

    [Fact]
    public async Task Who_is_blocked_or_loses_the_role_is_gone_at_once()
    {
        await using var host = await OnTablet.ServeAsync();
        var fatima = await host.AddWithPinAsync("fatima@example.org", "L1-A");
        var (device, _) = await host.EnrolAsync("L1-A", "Wit");
        await device.GivePinAsync(fatima);
        await host.SendAsync(new BlockAccount.Command(fatima));
        await device.OpenAsync("/groups/L1-A");
        Who(device).ShouldBe("Wit");
        device.Dispose();
    }

    [Fact]
    public async Task Somebody_of_another_place_and_a_device_that_is_no_tablet_open_nothing()
    {
        await using var host = await OnTablet.ServeAsync();
        var fatima = await host.AddWithPinAsync("fatima@example.org", "L1-A");
        var cas = await host.AddWithPinAsync("cas@example.org", "L2-A");
        var (device, _) = await host.EnrolAsync("L1-A");
        await device.OpenAsync($"/tablet?person={fatima}");
        await device.SubmitAsync("pin", ("Given.Account", cas.ToString()), ("Given.Pin", OnTablet.Pin));
        device.Refusals.ShouldHaveSingleItem().ShouldContain("Kies opnieuw");
        await device.OpenAsync("/groups/L1-A");
        device.Address.ShouldStartWith("/tablet");
        using var stranger = new Visitor(host);
        await stranger.OpenAsync("/tablet");
        await stranger.SubmitAsync("pin", ("Given.Account", fatima.ToString()), ("Given.Pin", OnTablet.Pin));
        await stranger.OpenAsync("/groups/L1-A");
        stranger.Address.ShouldStartWith("/sign-in");
        device.Dispose();
    }

    [Fact]
    public async Task A_tablet_sees_its_place_and_nothing_of_the_account_behind_the_PIN()
    {
        await using var host = await OnTablet.ServeAsync();
        var manager = await host.AddWithPinAsync("bas@example.org", "L1", Roles.Manager);
        var (device, _) = await host.EnrolAsync("L1-A");
        await device.GivePinAsync(manager);
        foreach (var path in new[] { "/groups/L1-B", "/groups/L2-A" })
        {
            await device.OpenAsync(path);
            device.Answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }

        foreach (var path in new[] { "/profile", "/profile/pin", "/profile/second-factor", "/accounts", "/trail", "/tablets", "/import", "/tokens" })
        {
            await device.OpenAsync(path);
            device.Answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
        }

        device.Dispose();
    }

    [Fact]
    public async Task The_button_lets_who_is_at_it_leave_and_then_locks()
    {
        await using var host = await OnTablet.ServeAsync();
        var fatima = await host.AddWithPinAsync("fatima@example.org", "L1-A");
        var (device, id) = await host.EnrolAsync("L1-A", "Wit");
        await device.GivePinAsync(fatima);
        await device.SubmitToAsync("/sign-out");
        await device.OpenAsync("/groups/L1-A");
        Who(device).ShouldBe("Wit");
        await device.SubmitToAsync("/sign-out");
        device.Address.ShouldBe("/tablet");
        (await host.ReadAsync(db => db.Tablets.SingleAsync(t => t.Id == id))).StateAt(host.Clock.Now).ShouldBe(TabletState.Locked);
        device.Dispose();
    }

    [Fact]
    public async Task Somebody_who_signs_in_on_the_tablet_is_who_signed_in()
    {
        await using var host = await OnTablet.ServeAsync();
        await host.AddWithPinAsync("fatima@example.org", "L1-A");
        var (device, _) = await host.EnrolAsync("L1-A");
        await device.SignInAsync("ilse.bos@example.org", Installation.Password);
        await device.OpenAsync("/tablets");
        device.Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await device.SubmitToAsync("/sign-out");
        await device.OpenAsync("/groups/L1-A");
        device.Address.ShouldStartWith("/tablet?return=");
        device.Dispose();
    }

    private static string Who(Visitor device) => device.Page.QuerySelector("footer strong")!.TextContent;
}
