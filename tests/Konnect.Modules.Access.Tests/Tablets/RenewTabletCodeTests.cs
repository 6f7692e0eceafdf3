using Konnect.Modules.Access.Tablets;
using Konnect.Testing;

namespace Konnect.Modules.Access.Tests.Tablets;

public sealed class RenewTabletCodeTests
{
    [Fact]
    public async Task The_button_shows_another_code_and_the_first_is_over()
    {
        await using var host = await OnTablet.ServeAsync();
        var added = (await host.SendAsync(new AddTablet.Command("L1-A", null))).Value;
        using var administrator = await host.SignedInAsync();
        await administrator.OpenAsync("/tablets");
        await administrator.SubmitAsync($"renew-{added.Id}");
        var code = administrator.Page.QuerySelector("main code")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        using (var first = await host.BecomeTabletAsync(added.Code))
            first.Text.ShouldContain("Deze code klopt niet");
        using var second = await host.BecomeTabletAsync(code);
        second.Address.ShouldBe("/tablet");
    }

    [Fact]
    public async Task A_tablet_that_was_taken_back_gets_none()
    {
        await using var host = await OnTablet.ServeAsync();
        var added = (await host.SendAsync(new AddTablet.Command("L1-A", null))).Value;
        await host.SendAsync(new RevokeTablet.Command(added.Id));
        (await host.SendAsync(new RenewTabletCode.Command(added.Id))).Errors[0].Code.ShouldBe("access.tablet-gone");
    }
}
