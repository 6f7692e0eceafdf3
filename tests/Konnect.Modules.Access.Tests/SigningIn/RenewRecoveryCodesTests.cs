using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.SigningIn;
using Konnect.Testing;

namespace Konnect.Modules.Access.Tests.SigningIn;

public sealed class RenewRecoveryCodesTests
{
    [Fact]
    public async Task A_new_sheet_takes_the_place_of_the_old_one_and_is_shown_once()
    {
        await using var host = await Installation.ServeStrictlyAsync();
        using var visitor = await host.HalfInAsync();
        var (_, old) = await host.SetUpAppAsync(visitor);
        await visitor.OpenAsync("/profile/second-factor");
        await visitor.SubmitAsync("codes");
        visitor.Address.ShouldBe("/profile/recovery-codes");
        var codes = visitor.Page.QuerySelectorAll("#codes code").Select(c => c.TextContent).ToList();
        codes.Count.ShouldBe(10);
        codes.Intersect(old).ShouldBeEmpty();
        await visitor.OpenAsync("/profile/recovery-codes");
        visitor.Text.ShouldContain("De codes staan er niet meer");

        using var half = await host.HalfInAsync();
        await half.SubmitAsync("factor", ("Input.Code", old[0]));
        half.Page.QuerySelector("#factor-code-error").ShouldNotBeNull();
        await half.SubmitAsync("factor", ("Input.Code", codes[0]));
        half.Refusals.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_factor_there_is_nothing_to_recover()
    {
        await using var host = await KonnectHost.CreateAsync();
        var omar = await host.AddAsync("omar@example.org", Roles.Office);
        (await host.SendAsync(new RenewRecoveryCodes.Command(), new AccountUser(omar))).Errors[0].Code.ShouldBe("access.no-factor");
    }
}
