using Konnect.Modules.Access.Accounts;
using Konnect.Modules.Access.Contracts;
using Konnect.Testing;
using NodaTime;

namespace Konnect.Modules.Access.Tests.Accounts;

public sealed class GetAccessReviewTests
{
    [Fact]
    public async Task Who_was_longest_away_comes_first_and_blocked_accounts_are_left_out()
    {
        await using var host = await KonnectHost.CreateAsync();
        await host.AddAsync("boss@example.org", Roles.Administrator);
        var gone = await host.AddAsync("gone@example.org", Roles.Office);
        await host.AddAsync("still@example.org", Roles.Office);
        await host.SendAsync(new BlockAccount.Command(gone));
        host.Clock.Advance(Duration.FromDays(91));
        await host.AddAsync("anew@example.org", Roles.Office);
        var review = (await host.SendAsync(new GetAccessReview.Query())).Value;
        review.Last.ShouldBeNull();
        review.Accounts.Select(a => (a.Email, a.StandsOut)).ShouldBe([("anew@example.org", false), ("boss@example.org", true), ("still@example.org", true)]);
    }
}
