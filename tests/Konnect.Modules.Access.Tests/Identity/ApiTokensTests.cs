using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Tokens;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Modules.Access.Tests.Identity;

public sealed class ApiTokensTests
{
    private static readonly LocalDate Today = new(2026, 11, 20);

    [Fact]
    public async Task A_valid_token_opens_what_it_was_made_for()
    {
        await using var host = await KonnectHost.CreateAsync();
        await host.AddPlacesAsync();
        var created = (await host.SendAsync(new CreateToken.Command("GGD", ApiScopeKind.Inspection, ["L1"], Today.PlusDays(-7), Today, null))).Value;
        var check = await CheckAsync(host, created.Token);
        check.State.ShouldBe(ApiTokenState.Valid);
        check.Access.ShouldBeEquivalentTo(new ApiAccess(created.Id, ApiScopeKind.Inspection, new List<string> { "L1" }, Today.PlusDays(-7), Today));
    }

    [Fact]
    public async Task A_token_without_limits_sees_all_locations_and_days()
    {
        await using var host = await KonnectHost.CreateAsync();
        var created = await CreateAsync(host);
        (await CheckAsync(host, created.Token)).Access.ShouldBe(new ApiAccess(created.Id, ApiScopeKind.Bi));
    }

    [Theory]
    [InlineData("")]
    [InlineData("kn_")]
    [InlineData("kn_0000000000000000000000000000000000000000000")]
    [InlineData("password")]
    public async Task A_made_up_token_is_unknown(string token)
    {
        await using var host = await KonnectHost.CreateAsync();
        await CreateAsync(host);
        (await CheckAsync(host, token)).State.ShouldBe(ApiTokenState.Unknown);
    }

    [Fact]
    public async Task A_token_works_until_the_end_of_its_last_local_day()
    {
        await using var host = await KonnectHost.CreateAsync(Today.At(new LocalTime(23, 59)));
        var created = await CreateAsync(host, Today);
        (await CheckAsync(host, created.Token)).State.ShouldBe(ApiTokenState.Valid);
        host.Clock.Advance(Duration.FromMinutes(1));
        (await CheckAsync(host, created.Token)).State.ShouldBe(ApiTokenState.Expired);
    }

    [Fact]
    public async Task A_revoked_token_is_refused_at_once()
    {
        await using var host = await KonnectHost.CreateAsync();
        var created = await CreateAsync(host);
        await host.SendAsync(new RevokeToken.Command(created.Id));
        (await CheckAsync(host, created.Token)).State.ShouldBe(ApiTokenState.Revoked);
    }

    [Fact]
    public async Task The_last_use_is_kept_without_a_write_per_request()
    {
        await using var host = await KonnectHost.CreateAsync();
        var created = await CreateAsync(host);
        await CheckAsync(host, created.Token);
        host.Clock.Advance(Duration.FromSeconds(10));
        await CheckAsync(host, created.Token);
        (await LastUsedAsync(host)).ShouldBeNull();
        await host.Services.GetRequiredService<TokenUses>().WriteAsync(CancellationToken.None);
        (await LastUsedAsync(host)).ShouldBe(host.Clock.Now);
    }

    private static async Task<CreateToken.Response> CreateAsync(KonnectHost host, LocalDate? expires = null) =>
        (await host.SendAsync(new CreateToken.Command("x", ApiScopeKind.Bi, [], null, null, expires))).Value;

    private static Task<ApiTokenCheck> CheckAsync(KonnectHost host, string token) =>
        host.InScopeAsync(services => services.GetRequiredService<IApiTokens>().CheckAsync(token, CancellationToken.None));

    private static Task<Instant?> LastUsedAsync(KonnectHost host) => host.ReadAsync(db => db.Tokens.Select(t => t.LastUsedAt).SingleAsync());
}
