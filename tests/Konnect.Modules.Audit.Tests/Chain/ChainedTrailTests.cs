using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Audit.Chain;
using Konnect.Modules.Audit.Trails;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Modules.Audit.Tests.Chain;

public sealed class ChainedTrailTests : IAsyncLifetime
{
    private KonnectHost host = null!;

    public async Task InitializeAsync() => host = await KonnectHost.CreateAsync();

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Lines_are_numbered_without_a_gap_also_by_many_at_a_time()
    {
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(async () =>
        {
            for (var j = 0; j < 5; j++)
                await Ledger.WriteAsync(host, Ledger.Told(name: $"writer {i}"), Ledger.Told(name: $"writer {i}"));
        })));
        (await Ledger.InTrailAsync(host, db => db.Entries.OrderBy(e => e.Number).Select(e => e.Number).ToListAsync())).ShouldBe(Enumerable.Range(1, 120).Select(n => (long)n));
        (await host.SendAsync(new CheckChain.Command(), Ledger.Administrator)).Value.Lines.ShouldBeGreaterThanOrEqualTo(120);
    }

    [Fact]
    public async Task What_is_taken_back_leaves_no_line()
    {
        await using (var scope = host.Scope())
        {
            var session = scope.ServiceProvider.GetRequiredService<DatabaseSession>();
            await session.BeginAsync(CancellationToken.None);
            await scope.ServiceProvider.GetRequiredService<ITrail>().AppendAsync([Ledger.Told()], CancellationToken.None);
            await session.RollbackAsync();
        }

        (await Ledger.InTrailAsync(host, db => db.Entries.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task The_database_holds_no_value()
    {
        await Ledger.WriteAsync(host, Ledger.Told(items: Ledger.Changed("K1", new TrailField("Text", "pinda-allergie", "noten-allergie"))));
        var record = await Ledger.InTrailAsync(host, db => db.Records.SingleAsync());
        record.Fields.ShouldBe("Text");
        var stored = System.Text.Encoding.Latin1.GetString(record.SealedValues!);
        stored.ShouldNotContain("allergie");
        var keys = host.Services.GetRequiredService<TrailKeys>();
        keys.Open(record.Fields, record.SealedValues).ShouldBe([new("Text", "pinda-allergie", "noten-allergie")]);
        record.SealedValues![^1] ^= 1;
        keys.Open(record.Fields, record.SealedValues).ShouldBe([new("Text", null, null)]);
    }

    [Fact]
    public async Task The_secret_of_the_keys_is_encrypted_on_disk_and_stays_the_same()
    {
        await Ledger.WriteAsync(host, Ledger.Told());
        var file = Path.Combine(host.DataDirectory, "keys", "trail.key");
        (await File.ReadAllBytesAsync(file)).Length.ShouldBeGreaterThan(32 + 16);
        await using var scope = host.Scope();
        var again = ActivatorUtilities.CreateInstance<TrailKeys>(scope.ServiceProvider);
        again.For(0).ShouldSatisfyAllConditions(k => k.Version.ShouldBe(1), k => k.Bytes.ShouldBe(host.Services.GetRequiredService<TrailKeys>().For(0).Bytes));
    }
}
