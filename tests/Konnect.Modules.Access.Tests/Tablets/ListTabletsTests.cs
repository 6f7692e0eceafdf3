using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Tablets;

namespace Konnect.Modules.Access.Tests.Tablets;

public sealed class ListTabletsTests
{
    [Fact]
    public async Task Tablets_stand_by_name_with_their_place_and_state_and_those_taken_back_last()
    {
        await using var host = await OnTablet.ServeAsync();
        var fatima = await host.AddWithPinAsync("fatima@example.org", "L1-A");
        var (device, _) = await host.EnrolAsync("L1-A", "Wit");
        await device.GivePinAsync(fatima);
        device.Dispose();
        var gone = (await host.SendAsync(new AddTablet.Command("L1-B", "Blauw"))).Value;
        await host.SendAsync(new RevokeTablet.Command(gone.Id));
        await host.SendAsync(new AddTablet.Command("L2", "Rood"));

        var list = (await host.SendAsync(new ListTablets.Query())).Value;
        list.Pins.ShouldBe(1);
        list.Tablets.Select(t => (t.Name, t.Place, t.State)).ShouldBe(
        [
            ("Rood", "Het Kompas", TabletState.Waiting), ("Wit", "Dreumes, De Regenboog", TabletState.Open), ("Blauw", "Vlinders, De Regenboog", TabletState.Revoked),
        ]);
    }
}
