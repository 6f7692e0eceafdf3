using Konnect.Modules.Access.Accounts;
using Konnect.Modules.Access.Contracts;
using Konnect.Testing;
using NodaTime;

namespace Konnect.Modules.Access.Tests.Accounts;

public sealed class ConfirmAccessReviewTests
{
    [Fact]
    public async Task It_is_asked_for_each_half_year_until_every_account_was_found_right()
    {
        await using var host = await KonnectHost.CreateAsync();
        var (boss, office) = (await host.AddAsync("boss@example.org", Roles.Administrator), await host.AddAsync("office@example.org", Roles.Office));
        (await IsDueAsync(host)).ShouldBeFalse();
        host.Clock.Now = new LocalDateTime(2027, 5, 19, 12, 0).InZoneLeniently(KonnectHost.Zone).ToInstant();
        (await IsDueAsync(host)).ShouldBeFalse();
        host.Clock.Advance(Duration.FromDays(1));
        (await IsDueAsync(host)).ShouldBeTrue();

        (await host.SendAsync(new ConfirmAccessReview.Command([boss]))).Errors.ShouldHaveSingleItem().Code.ShouldBe("access.review-incomplete");
        (await host.SendAsync(new ConfirmAccessReview.Command([]))).Errors.ShouldHaveSingleItem().Code.ShouldBe("access.review-incomplete");
        (await IsDueAsync(host)).ShouldBeTrue();

        (await host.SendAsync(new ConfirmAccessReview.Command([boss, office]))).IsSuccess.ShouldBeTrue();
        (await IsDueAsync(host)).ShouldBeFalse();
        (await host.SendAsync(new GetAccessReview.Query())).Value.Last.ShouldBe(new(new LocalDateTime(2027, 5, 20, 12, 0), "Test", 2));
    }

    [Fact]
    public async Task The_page_confirms_what_is_ticked()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = await host.SignedInAsync();
        await visitor.OpenAsync("/accounts/review");
        await visitor.SubmitAsync("review");
        visitor.Refusals.ShouldNotBeEmpty();
        await visitor.SubmitAsync("review", [.. visitor.Page.QuerySelectorAll("input[name='Input.Right']").Select(box => ("Input.Right", box.GetAttribute("value")!))]);
        visitor.Address.ShouldBe("/accounts");
        visitor.Text.ShouldContain("De toegang is nagelopen");
    }

    private static async Task<bool> IsDueAsync(KonnectHost host) => (await host.SendAsync(new ListAccounts.Query(null, 1))).Value.IsReviewDue;
}
