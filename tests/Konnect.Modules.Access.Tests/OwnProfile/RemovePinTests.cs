using Konnect.Modules.Access.Tests.Tablets;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Access.Tests.OwnProfile;

public sealed class RemovePinTests
{
    [Fact]
    public async Task Tablets_know_nobody_by_it_any_more_also_where_it_was_given_just_now()
    {
        await using var host = await OnTablet.ServeAsync();
        var id = await host.AddWithPinAsync("fatima@example.org", "L1-A");
        var (device, _) = await host.EnrolAsync("L1-A", "Wit");
        await device.GivePinAsync(id);
        using var visitor = await host.SignedInAsync("fatima@example.org");
        await visitor.OpenAsync("/profile/pin");
        await visitor.SubmitAsync("remove");
        visitor.Text.ShouldContain("Je pincode is weg");
        (await host.ReadAsync(db => db.Pins.CountAsync())).ShouldBe(0);
        await device.OpenAsync("/groups/L1-A");
        device.Page.QuerySelector("footer strong")!.TextContent.ShouldBe("Wit");
        device.Dispose();
    }
}
