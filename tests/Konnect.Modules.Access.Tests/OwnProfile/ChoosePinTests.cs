using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.OwnProfile;
using Konnect.Modules.Access.Tests.Tablets;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Tests.OwnProfile;

public sealed class ChoosePinTests
{
    [Fact]
    public async Task The_page_keeps_it_as_a_slow_hash_and_says_since_when()
    {
        await using var host = await OnTablet.ServeAsync();
        var id = await host.AddWithPinAsync("fatima@example.org", "L1-A");
        using var visitor = await host.SignedInAsync("fatima@example.org");
        await visitor.OpenAsync("/profile");
        visitor.Page.QuerySelector("a[href='/profile/pin']").ShouldNotBeNull();
        await visitor.OpenAsync("/profile/pin");
        await visitor.SubmitAsync("pin", ("Input.Pin", "804613"));
        visitor.Text.ShouldContain("Je pincode is bewaard");
        visitor.Text.ShouldContain("20 nov 2026");
        var pin = await host.ReadAsync(db => db.Pins.SingleAsync(p => p.AccountId == id));
        pin.Hash.ShouldNotContain("804613");
        pin.Hash.Length.ShouldBeGreaterThan(60);
    }

    [Theory]
    [InlineData("", "access.pin-not-six-digits")]
    [InlineData("12345", "access.pin-not-six-digits")]
    [InlineData("12a456", "access.pin-not-six-digits")]
    [InlineData("123456", "access.pin-easy")]
    public async Task A_bad_one_is_refused_at_its_field(string pin, string code)
    {
        await using var host = await OnTablet.ServeAsync();
        (await host.SendAsync(new ChoosePin.Command(pin))).Errors.ShouldHaveSingleItem().ShouldSatisfyAllConditions(e => e.Code.ShouldBe(code), e => e.Field.ShouldBe("Pin"));
    }

    [Fact]
    public async Task A_new_one_ends_the_pause_after_too_many_failures()
    {
        await using var host = await OnTablet.ServeAsync();
        var id = await host.AddWithPinAsync("fatima@example.org", "L1-A");
        var (device, _) = await host.EnrolAsync("L1-A");
        for (var i = 0; i < 5; i++)
            await device.GivePinAsync(id, "111213");
        (await host.SendAsync(new ChoosePin.Command("804613"), new AccountUser(id))).IsSuccess.ShouldBeTrue();
        await device.GivePinAsync(id, "804613");
        device.Address.ShouldBe("/groups/L1-A");
        device.Dispose();
    }

    [Fact]
    public async Task It_asks_for_a_fresh_sign_in_and_who_works_on_no_group_has_none()
    {
        await using var host = await OnTablet.ServeAsync();
        await host.AddWithPinAsync("fatima@example.org", "L1-A");
        using var visitor = await host.SignedInAsync("fatima@example.org");
        await visitor.OpenAsync("/profile/pin");
        host.Clock.Advance(Duration.FromMinutes(11));
        await visitor.SubmitAsync("pin", ("Input.Pin", "804613"));
        visitor.Address.ShouldStartWith("/confirm");
        await host.AddAsync("ouder@example.org", Roles.Guardian);
        using var guardian = await host.SignedInAsync("ouder@example.org");
        await guardian.OpenAsync("/profile/pin");
        guardian.Answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
    }
}
