using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Tokens;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Modules.Access.Tests.Tokens;

public sealed class ApproveTokenTests
{
    [Fact]
    public async Task A_token_that_takes_everything_along_works_once_somebody_else_approves_it()
    {
        await using var host = await Installation.ServeAsync();
        var maker = await host.AddAsync("omar@example.org", Roles.Office);
        var made = (await host.SendAsync(new CreateToken.Command("AFAS", ApiScopeKind.Exchange, [], null, null, null), new AccountUser(maker))).Value;
        (await StateAsync(host, made.Token)).ShouldBe(ApiTokenState.Waiting);
        (await host.SendAsync(new ApproveToken.Command(made.Id), new AccountUser(maker))).Errors[0].Code.ShouldBe("access.own-token");

        using var own = await host.SignedInAsync("omar@example.org");
        await own.OpenAsync("/tokens");
        own.Text.ShouldContain("wacht op goedkeuring van iemand anders");
        own.Page.QuerySelector($"input[value='approve-{made.Id}']").ShouldBeNull();
        using var other = await host.SignedInAsync();
        await other.OpenAsync("/tokens");
        await other.SubmitAsync($"approve-{made.Id}");
        other.Text.ShouldContain("AFAS werkt nu.");
        (await StateAsync(host, made.Token)).ShouldBe(ApiTokenState.Valid);
        (await host.SendAsync(new ApproveToken.Command(made.Id), new AccountUser(Guid.NewGuid()))).Errors[0].Code.ShouldBe("access.token-not-waiting");
        var row = await host.ReadAsync(db => db.Tokens.SingleAsync());
        (row.ApprovedBy, row.ApprovedAt).ShouldBe((await host.ReadAsync(db => db.Accounts.Where(a => a.NormalizedEmail == Account.Normalize("ilse.bos@example.org")).Select(a => (Guid?)a.Id).SingleAsync()), host.Clock.Now));
    }

    [Theory]
    [InlineData(ApiScopeKind.Bi, true)]
    [InlineData(ApiScopeKind.Exchange, false)]
    public async Task What_is_no_names_and_what_the_machine_itself_makes_needs_nobody(ApiScopeKind scope, bool byAccount)
    {
        await using var host = await KonnectHost.CreateAsync();
        var made = (await host.SendAsync(new CreateToken.Command("x", scope, [], null, null, null), byAccount ? new AccountUser(Guid.NewGuid()) : null)).Value;
        (await StateAsync(host, made.Token)).ShouldBe(ApiTokenState.Valid);
    }

    private static Task<ApiTokenState> StateAsync(KonnectHost host, string token) =>
        host.InScopeAsync(async services => (await services.GetRequiredService<IApiTokens>().CheckAsync(token, CancellationToken.None)).State);
}
