using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Tablets;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Access.Tests.Tablets;

public sealed class AddTabletTests
{
    [Fact]
    public async Task The_page_shows_the_code_once_as_a_picture_and_to_be_typed()
    {
        await using var host = await OnTablet.ServeAsync();
        using var administrator = await host.SignedInAsync();
        await administrator.OpenAsync("/tablets");
        administrator.Text.ShouldContain("Nog geen tablets");
        await administrator.SubmitAsync("add", ("Input.Place", "L1-A"));
        administrator.Refusals.ShouldBeEmpty();
        var typed = administrator.Page.QuerySelector("main code")!.TextContent;
        typed.ShouldMatch("^[A-Z2-9]{5} [A-Z2-9]{5}$");
        administrator.Page.QuerySelector("svg[role=img]").ShouldNotBeNull();
        administrator.Text.ShouldContain("wacht op het apparaat");
        await administrator.OpenAsync("/tablets");
        administrator.Page.QuerySelector("main code").ShouldBeNull();
        administrator.Text.ShouldContain("Dreumes, De Regenboog");
        (await host.ReadAsync(db => db.Tablets.SingleAsync())).CodeHash.ShouldBe(Secret.HashOf(typed.Replace(" ", "", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("", "access.tablet-place-missing")]
    [InlineData("L9", "access.location-unknown")]
    public async Task A_place_that_makes_no_sense_is_refused_at_its_field(string place, string code)
    {
        await using var host = await OnTablet.ServeAsync();
        (await host.SendAsync(new AddTablet.Command(place, null))).Errors.ShouldHaveSingleItem().ShouldSatisfyAllConditions(e => e.Code.ShouldBe(code), e => e.Field.ShouldBe("Place"));
    }

    [Fact]
    public async Task Two_tablets_in_use_have_different_names()
    {
        await using var host = await OnTablet.ServeAsync();
        var first = (await host.SendAsync(new AddTablet.Command("L1-A", null))).Value;
        (await host.SendAsync(new AddTablet.Command("L1-A", null))).Errors[0].Code.ShouldBe("access.tablet-name-taken");
        await host.SendAsync(new RevokeTablet.Command(first.Id));
        (await host.SendAsync(new AddTablet.Command("L1-A", null))).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Only_who_manages_tablets_adds_one()
    {
        await using var host = await OnTablet.ServeAsync();
        (await host.SendAsync(new AddTablet.Command("L1-A", null), new TestUser("Iris", AccessScope.Everything, AccessPermissions.Profile))).Errors[0].Code.ShouldBe("access.not-allowed");
    }
}
