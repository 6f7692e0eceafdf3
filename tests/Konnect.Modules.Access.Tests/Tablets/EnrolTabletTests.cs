using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Tablets;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Tests.Tablets;

public sealed class EnrolTabletTests
{
    [Fact]
    public async Task The_device_with_the_code_is_the_tablet_and_locked()
    {
        await using var host = await OnTablet.ServeAsync();
        await host.AddWithPinAsync("fatima.demir@example.org", "L1-A");
        var (device, id) = await host.EnrolAsync("L1-A");
        device.Address.ShouldBe("/tablet");
        device.Text.ShouldContain("Dreumes, De Regenboog");
        device.Text.ShouldContain("Fatima D.");
        device.Text.ShouldNotContain("Demir");
        var tablet = await host.ReadAsync(db => db.Tablets.SingleAsync(t => t.Id == id));
        tablet.StateAt(host.Clock.Now).ShouldBe(TabletState.Locked);
        tablet.CodeHash.ShouldBeNull();
        await device.OpenAsync("/groups/L1-A");
        device.Address.ShouldStartWith("/tablet?return=");
        device.Dispose();
    }

    [Fact]
    public async Task A_code_works_once_and_for_ten_minutes_however_it_is_typed()
    {
        await using var host = await OnTablet.ServeAsync();
        var added = (await host.SendAsync(new AddTablet.Command("L1-A", null))).Value;
        using (var typed = await host.BecomeTabletAsync($"{added.Code[..5].ToLowerInvariant()}-{added.Code[5..]}"))
            typed.Address.ShouldBe("/tablet");
        using (var second = await host.BecomeTabletAsync(added.Code))
            second.Text.ShouldContain("Deze code klopt niet");
        var late = (await host.SendAsync(new RenewTabletCode.Command(added.Id))).Value.Code;
        host.Clock.Advance(Duration.FromMinutes(10));
        using (var third = await host.BecomeTabletAsync(late))
            third.Text.ShouldContain("Deze code klopt niet");
    }

    [Fact]
    public async Task Another_device_takes_the_place_of_the_first()
    {
        await using var host = await OnTablet.ServeAsync();
        await host.AddWithPinAsync("fatima@example.org", "L1-A");
        var (first, id) = await host.EnrolAsync("L1-A");
        using var second = await host.BecomeTabletAsync((await host.SendAsync(new RenewTabletCode.Command(id))).Value.Code);
        await first.OpenAsync("/tablet");
        first.Text.ShouldContain("Dit apparaat is nog geen groepstablet");
        await second.OpenAsync("/tablet");
        second.Text.ShouldContain("Wie ben je?");
        first.Dispose();
    }

    [Fact]
    public async Task Guessing_codes_ends_after_thirty_for_the_network_address()
    {
        await using var host = await OnTablet.ServeAsync();
        using var device = new Visitor(host);
        await device.OpenAsync("/tablet");
        for (var i = 0; i < 30; i++)
            await device.SubmitAsync("enrol", ("Input.Code", $"GUESS{i:D5}"));
        var right = (await host.SendAsync(new AddTablet.Command("L1-A", null))).Value.Code;
        await device.SubmitAsync("enrol", ("Input.Code", right));
        ((int)device.Answer.StatusCode).ShouldBe(429);
    }
}
