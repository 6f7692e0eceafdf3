using Konnect.Modules.Access.Tablets;
using Konnect.Testing;

namespace Konnect.Modules.Access.Tests.Tablets;

public sealed class RevokeTabletTests
{
    [Fact]
    public async Task An_open_tablet_shows_nothing_at_its_next_request_and_is_told_to_empty_itself()
    {
        await using var host = await OnTablet.ServeAsync();
        var fatima = await host.AddWithPinAsync("fatima@example.org", "L1-A");
        var (device, id) = await host.EnrolAsync("L1-A");
        await device.GivePinAsync(fatima);
        device.Address.ShouldBe("/groups/L1-A");

        using var administrator = await host.SignedInAsync();
        await administrator.OpenAsync("/tablets");
        await administrator.SubmitAsync($"revoke-{id}");
        administrator.Text.ShouldContain("ingetrokken");

        using (var answer = await host.Client().GetAsync("/tablet"))
            answer.Headers.Contains("Clear-Site-Data").ShouldBeFalse();
        await device.OpenAsync("/groups/L1-A", ("X-Konnect-Swap", "main"));
        device.Address.ShouldStartWith("/tablet?return=");
        device.Text.ShouldContain("Dit apparaat is nog geen groepstablet");
        device.Dispose();
    }

    [Fact]
    public async Task Twice_is_once()
    {
        await using var host = await OnTablet.ServeAsync();
        var added = (await host.SendAsync(new AddTablet.Command("L1-A", null))).Value;
        (await host.SendAsync(new RevokeTablet.Command(added.Id))).IsSuccess.ShouldBeTrue();
        (await host.SendAsync(new RevokeTablet.Command(added.Id))).IsSuccess.ShouldBeTrue();
        (await host.SendAsync(new RevokeTablet.Command(Guid.NewGuid()))).Errors[0].Code.ShouldBe("access.tablet-gone");
    }
}
