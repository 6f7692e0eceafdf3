using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Tokens;
using Konnect.Testing;
using NodaTime;

namespace Konnect.Modules.Access.Tests.Tokens;

public sealed class ListTokensTests
{
    [Fact]
    public async Task Working_tokens_come_first_and_expired_and_revoked_ones_stay()
    {
        await using var host = await KonnectHost.CreateAsync();
        var revoked = (await AddAsync(host, "revoked", null)).Id;
        await host.SendAsync(new RevokeToken.Command(revoked));
        await AddAsync(host, "expired", new(2026, 11, 20));
        await AddAsync(host, "works", null);
        host.Clock.Advance(Duration.FromDays(1));
        var list = (await host.SendAsync(new ListTokens.Query())).Value;
        list.Tokens.Select(t => (t.Name, t.State)).ShouldBe([("works", TokenState.Active), ("expired", TokenState.Expired), ("revoked", TokenState.Revoked)]);
    }

    [Fact]
    public async Task Only_scopes_that_the_sender_may_give_are_offered()
    {
        await using var host = await KonnectHost.CreateAsync();
        var administrator = new TestUser("A", AccessScope.Everything, AccessPermissions.ManageTokens, AccessPermissions.ManageAccounts);
        (await host.SendAsync(new ListTokens.Query(), administrator)).Value.Scopes.ShouldBe([ApiScopeKind.Bi, ApiScopeKind.Admin]);
    }

    [Fact]
    public async Task Power_BI_gets_a_file_with_the_feeds_address()
    {
        await using var host = await Installation.ServeAsync();
        using var anonymous = host.Client();
        (await anonymous.GetAsync("/tokens/konnect.pbids")).Headers.Location!.ToString().ShouldStartWith("/sign-in");
        using var visitor = await host.SignedInAsync();
        await visitor.OpenAsync("/tokens/konnect.pbids");
        (await visitor.Answer.Content.ReadAsStringAsync()).ShouldBe(
            $$$"""{"version":"0.1","connections":[{"details":{"protocol":"odata","address":{"url":"{{{host.Address}}}odata/v1"}},"mode":"Import"}]}""");
        visitor.Answer.Content.Headers.ContentDisposition!.FileName.ShouldBe("konnect.pbids");
    }

    private static async Task<CreateToken.Response> AddAsync(KonnectHost host, string name, LocalDate? expires) =>
        (await host.SendAsync(new CreateToken.Command(name, ApiScopeKind.Bi, [], null, null, expires))).Value;
}
