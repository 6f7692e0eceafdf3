using System.Net;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Tokens;
using Konnect.Testing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Modules.Access.Tests.Identity;

public sealed class TokenRefusalsTests : IAsyncLifetime
{
    private KonnectHost host = null!;

    public async Task InitializeAsync() => host = await KonnectHost.CreateAsync();

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task A_token_that_is_unknown_expired_or_revoked_is_a_line_with_its_name_when_it_has_one()
    {
        var old = (await host.SendAsync(new CreateToken.Command("Old", ApiScopeKind.Bi, [], null, null, new LocalDate(2026, 11, 20)))).Value;
        var taken = (await host.SendAsync(new CreateToken.Command("Taken", ApiScopeKind.Bi, [], null, null, null))).Value;
        await host.SendAsync(new RevokeToken.Command(taken.Id));
        await CheckAsync("kn_nobody");
        host.Clock.Advance(Duration.FromMinutes(1));
        await CheckAsync(taken.Token);
        host.Clock.Advance(Duration.FromDays(1));
        await CheckAsync(old.Token);
        (await LinesAsync()).ShouldBe(["  :  (access.token-unknown)", "Taken  :  (access.token-revoked)", "Old  :  (access.token-expired)"]);
    }

    [Fact]
    public async Task A_token_that_opens_something_is_no_line()
    {
        var token = (await host.SendAsync(new CreateToken.Command("Power BI", ApiScopeKind.Bi, [], null, null, null))).Value;
        await CheckAsync(token.Token);
        (await LinesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_keeps_trying_fills_no_disk()
    {
        var refusals = host.Services.GetRequiredService<TokenRefusals>();
        for (var i = 0; i < 100; i++)
            refusals.Tell(ApiTokenState.Unknown, null, new Origin("10.0.0.7"));
        (await LinesAsync()).Count.ShouldBe(1);
        for (var i = 0; i < 100; i++)
            refusals.Tell(ApiTokenState.Unknown, null, new Origin($"2001:db8:1:2::{i:x}"));
        (await LinesAsync()).Count.ShouldBe(2);
        for (var i = 0; i < 100; i++)
            refusals.Tell(ApiTokenState.Unknown, null, new Origin($"10.0.1.{i}"));
        (await LinesAsync()).Count.ShouldBe(TokenRefusals.Most);
        host.Clock.Advance(Duration.FromMinutes(1));
        refusals.Tell(ApiTokenState.Unknown, null, new Origin("10.0.0.7"));
        (await LinesAsync()).Count.ShouldBe(TokenRefusals.Most + 1);
    }

    private async Task<List<string>> LinesAsync()
    {
        await host.Services.GetRequiredService<ReportingTrail>().WriteAsync(CancellationToken.None);
        return await host.LinesAsync(TokenRefusals.Kind);
    }

    private Task<ApiTokenCheck> CheckAsync(string token) => host.InScopeAsync(services => services.GetRequiredService<IApiTokens>().CheckAsync(token, CancellationToken.None));

    private sealed record Origin(string From) : IRequestOrigin
    {
        public IPAddress? Address => IPAddress.Parse(From);

        public (string Browser, string System) Device => ("", "");

        public TrailOrigin InTrail => TrailOrigin.Of(Address, Device);
    }
}
