using Konnect.BuildingBlocks.Infrastructure.Demonstration;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Testing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Modules.Audit.Tests.Limits;

public sealed class LimitLettersTests
{
    private static readonly TestUser Sanne = new("Sanne Jansen", AccessScope.Everything);

    [Fact]
    public async Task Every_administrator_is_written_to_once_an_hour_and_no_file_is_named()
    {
        await using var mail = new FakeMailServer();
        await using var host = await ServeAsync(mail);
        foreach (var file in new[] { "KIND-1", "KIND-2", "KIND-3" })
            await Ledger.CountAsync(host, Sanne, Use.FileOpened, file, 1);
        var text = await mail.TextAsync();
        text.ShouldStartWith("Dag Administrator");
        text.ShouldContain("Sanne Jansen heeft dit uur 1 dossiers geopend");
        text.ShouldContain("tot 11:00");
        text.ShouldContain("https://konnect.example.org/trail");
        text.ShouldNotContain("KIND");

        host.Clock.Advance(Duration.FromHours(1));
        await Ledger.CountAsync(host, Sanne, Use.RowsTaken, "Groups", 11);
        (await mail.TextAsync()).ShouldContain("wilde dit uur meer dan 10 rijen meenemen");
        mail.Letters.ShouldBeEmpty();
        mail.Said.Where(said => said.StartsWith("RCPT", StringComparison.Ordinal)).ShouldAllBe(said => said.Contains("administrator@regenboog.example", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_takes_no_letter_stops_nobody()
    {
        await using var mail = new FakeMailServer { RefusesAll = true };
        await using var host = await ServeAsync(mail);
        foreach (var file in new[] { "K1", "K2" })
            await Ledger.CountAsync(host, Sanne, Use.FileOpened, file, 1);
        for (var tries = 0; tries < 200 && !mail.Said.Any(said => said.StartsWith("RCPT", StringComparison.Ordinal)); tries++)
            await Task.Delay(50);
        mail.RefusesAll = false;
        host.Clock.Advance(Duration.FromHours(1));
        foreach (var file in new[] { "K1", "K2" })
            await Ledger.CountAsync(host, Sanne, Use.FileOpened, file, 1);
        (await mail.TextAsync()).ShouldContain("Sanne Jansen");
    }

    private static async Task<KonnectHost> ServeAsync(FakeMailServer mail)
    {
        var host = await KonnectHost.ServeAsync(
            signIn: KonnectHost.ByPassword with { Address = new("https://konnect.example.org") }, smtp: $"smtp://127.0.0.1:{mail.Port}?from=konnect@example.org", limits: new UseLimitSettings { Files = 1, Rows = 10 });
        await SampleOrganisation.LoadAsync(host);
        await host.InScopeAsync(services => services.GetServices<IDemonstration>().MaxBy(d => d.Order)!.FillAsync("", CancellationToken.None));
        (await host.InScopeAsync(services => services.GetRequiredService<IRoleHolders>().ListAsync([Roles.Administrator], CancellationToken.None))).ShouldHaveSingleItem();
        return host;
    }
}
