using System.Net;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Identity;
using Konnect.Testing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Modules.Access.Tests.Identity;

public sealed class PageRefusalsTests
{
    [Fact]
    public async Task A_page_that_is_refused_is_a_line_with_the_permission_that_was_lacking_once_a_minute()
    {
        await using var host = await Installation.ServeAsync();
        await host.AddAsync("omar@example.org", Roles.Office);
        using var visitor = await host.SignedInAsync("omar@example.org");
        foreach (var page in new[] { "/accounts", "/accounts", "/system", "/tokens" })
            await visitor.OpenAsync(page);
        visitor.Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await LinesAsync(host)).ShouldBe(["Omar 127.0.0.1 : access.manage-accounts (access.not-allowed)", "Omar 127.0.0.1 : access.manage-system (access.not-allowed)"]);
        host.Clock.Advance(Duration.FromMinutes(1));
        await visitor.OpenAsync("/accounts");
        visitor.Answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await LinesAsync(host)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Many_accounts_fill_no_disk()
    {
        await using var host = await KonnectHost.CreateAsync();
        await host.InScopeAsync(services =>
        {
            var refusals = services.GetRequiredService<PageRefusals>();
            for (var i = 0; i < 200; i++)
                refusals.Tell(new AccountUser(Guid.NewGuid()), AccessPermissions.ManageSystem, services.GetRequiredService<Konnect.BuildingBlocks.Security.IRequestOrigin>());
            return Task.FromResult(true);
        });
        (await LinesAsync(host)).Count.ShouldBe(PageRefusals.Most);
    }

    private static async Task<List<string>> LinesAsync(KonnectHost host)
    {
        await host.Services.GetRequiredService<ReportingTrail>().WriteAsync(CancellationToken.None);
        return await host.LinesAsync(PageRefusals.Kind);
    }
}
