using Konnect.Modules.Access.Accounts;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Tablets;

namespace Konnect.Modules.Access.Tests.Tablets;

public sealed class GetTabletTests
{
    [Fact]
    public async Task Who_works_there_and_has_a_PIN_is_asked_for_it()
    {
        await using var host = await OnTablet.ServeAsync();
        await host.AddWithPinAsync("anna.vos@example.org", "L1-A");
        await host.AddWithPinAsync("bas.mol@example.org", "L1", Roles.Manager);
        await host.AddWithPinAsync("cas.eik@example.org", "L1-B");
        var gone = await host.AddWithPinAsync("dana.rus@example.org", "L1-A");
        await host.SendAsync(new BlockAccount.Command(gone));
        await host.SendAsync(new AddAccount.Command("eva@example.org", null, [Roles.Practitioner], [], ["L1-A"], Installation.Password));

        var (group, _) = await host.EnrolAsync("L1-A");
        group.Page.QuerySelectorAll(".tile strong").Select(e => e.TextContent).ShouldBe(["Anna V.", "Bas M."]);
        var (location, _) = await host.EnrolAsync("L1");
        location.Page.QuerySelectorAll(".tile strong").Select(e => e.TextContent).ShouldBe(["Anna V.", "Bas M.", "Cas E."]);
        var (other, _) = await host.EnrolAsync("L2-A");
        other.Text.ShouldContain("Nog niemand heeft hier een pincode");
        group.Dispose();
        location.Dispose();
        other.Dispose();
    }
}
