using System.Text.Json;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Audit.Chain;
using Konnect.Modules.Audit.Domain;
using Konnect.Modules.Audit.Keys;
using Konnect.Modules.Audit.Trails;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Modules.Audit.Tests.Keys;

/// <summary>New keys, and a trail that stays whole and readable over them.</summary>
public sealed class ReplaceKeysTests : IAsyncLifetime
{
    private static readonly TrailField Before = new("FirstName", "Anna", "Ann");
    private static readonly TrailField After = new("FirstName", "Ann", "Annie");

    private KonnectHost host = null!;

    public async Task InitializeAsync()
    {
        host = await KonnectHost.CreateAsync();
        for (var i = 1; i <= 3; i++)
            await Ledger.WriteAsync(host, Ledger.Told(items: Ledger.Changed("K1", Before)));
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Every_secret_gets_a_version_and_that_is_told()
    {
        Keys.Newest("texts").ShouldBe(1);
        (await ReplaceAsync()).ShouldBe([new("offline", 1), new("texts", 2), new("trail", 2)]);
        (await ReplaceAsync()).ShouldBe([new("offline", 2), new("texts", 3), new("trail", 3)]);
        Directory.GetFiles(Path.Combine(host.DataDirectory, "keys"), "*.key*").Select(Path.GetFileName).ShouldBe(
            ["offline.key", "offline.2.key", "texts.key", "texts.2.key", "texts.3.key", "trail.2.key", "trail.3.key", "trail.key"], ignoreOrder: true);
        (await Ledger.InTrailAsync(host, db => db.Entries.OrderBy(e => e.Number).Select(e => new { e.Kind, e.KeyVersion }).ToListAsync())).TakeLast(2)
            .ShouldBe([new { Kind = "audit.replace-keys", KeyVersion = 2 }, new { Kind = "audit.replace-keys", KeyVersion = 3 }]);
    }

    [Fact]
    public async Task Who_may_not_replaces_nothing()
    {
        (await host.SendAsync(new ReplaceKeys.Command(), Ledger.Administrator)).Errors.ShouldHaveSingleItem().Code.ShouldBe("access.not-allowed");
        Keys.Newest("trail").ShouldBe(1);
    }

    [Fact]
    public async Task Old_lines_still_fit_and_open_and_new_ones_are_made_with_the_new_key()
    {
        await ReplaceAsync();
        await Ledger.WriteAsync(host, Ledger.Told(items: Ledger.Changed("K1", After)));

        (await ReadAsync()).ShouldBe(new ChainState(5, ChainFault.None, 0));
        (await VersionsAsync()).ShouldBe([1, 1, 1, 2, 2]);
        var records = await Ledger.InTrailAsync(host, db => db.Records.AsNoTracking().OrderBy(r => r.EntryNumber).ToListAsync());
        var trail = host.Services.GetRequiredService<TrailKeys>();
        records.Select(r => trail.Open(r.Fields, r.SealedValues).Single()).ShouldBe([Before, Before, Before, After]);
        records.Select(r => Envelope.VersionOf(r.SealedValues)).ShouldBe([1, 1, 1, 2]);

        File.Delete(Path.Combine(host.DataDirectory, "keys", "trail.key"));
        var without = new TrailKeys(Again());
        records.Select(r => without.Open(r.Fields, r.SealedValues).Single()).ShouldBe([new("FirstName", null, null), new("FirstName", null, null), new("FirstName", null, null), After]);
    }

    [Theory]
    [InlineData(2, 2, 2)]
    [InlineData(4, 1, 4)]
    [InlineData(5, 1, 5)]
    [InlineData(5, 3, 5)]
    public async Task A_line_that_says_another_version_does_not_fit(long number, int version, long at)
    {
        await ReplaceAsync();
        await Ledger.WriteAsync(host, Ledger.Told());
        await Ledger.InTrailAsync(host, db => db.Entries.Where(e => e.Number == number).ExecuteUpdateAsync(s => s.SetProperty(e => e.KeyVersion, version)));
        (await ReadAsync()).ShouldBe(new ChainState(at - 1, ChainFault.Altered, at));
    }

    [Fact]
    public async Task Who_has_an_earlier_key_can_t_go_on_with_it()
    {
        await ReplaceAsync();
        var earlier = host.Services.GetRequiredService<TrailKeys>().Chain(1)!;
        await Ledger.InTrailAsync(host, async db =>
        {
            var end = await ChainedTrail.EndAsync(db, CancellationToken.None);
            db.Entries.Add(TrailEntry.After(end, Ledger.Told(name: "Niemand"), earlier, _ => null));
            return await db.SaveChangesAsync();
        });
        (await ReadAsync()).ShouldBe(new ChainState(4, ChainFault.Altered, 5));
    }

    [Fact]
    public async Task A_process_that_runs_since_before_goes_on_with_the_new_key_once_the_trail_has_it()
    {
        var running = Again();
        running.Newest("trail").ShouldBe(1);
        await ReplaceAsync();
        running.Newest("trail").ShouldBe(1);
        new TrailKeys(running).For((await Ledger.InTrailAsync(host, db => ChainedTrail.EndAsync(db, CancellationToken.None))).KeyVersion).Version.ShouldBe(2);
    }

    [Fact]
    public async Task A_trail_whose_first_lines_went_begins_under_the_new_key_and_stays_whole()
    {
        await ReplaceAsync();
        host.Clock.Now += Duration.FromDays(366);
        await Ledger.WriteAsync(host, Ledger.Told(at: host.Clock.Now));
        (await host.Services.GetRequiredService<TrailKeeper>().RemoveExpiredAsync(CancellationToken.None)).ShouldBe(4);
        (await Ledger.InTrailAsync(host, db => db.Anchors.Select(a => a.KeyVersion).SingleAsync())).ShouldBe(2);
        (await ReadAsync()).Fault.ShouldBe(ChainFault.None);
        await Ledger.InTrailAsync(host, db => db.Anchors.ExecuteUpdateAsync(s => s.SetProperty(a => a.KeyVersion, 1)));
        (await ReadAsync()).Fault.ShouldBe(ChainFault.NoBeginning);
    }

    [Fact]
    public async Task Lines_and_values_from_before_there_were_versions_stay_whole_and_readable()
    {
        var chain = Keys.Find("trail", 1, "konnect trail chain")!;
        var bare = Sealing.Seal(Keys.Find("trail", 1, "konnect trail values")!, JsonSerializer.SerializeToUtf8Bytes(new[] { new[] { "FirstName", "Jan", "Johan" } }));
        await Ledger.InTrailAsync(host, async db =>
        {
            db.Entries.Add(TrailEntry.After(await ChainedTrail.EndAsync(db, CancellationToken.None), Ledger.Told(items: Ledger.Changed("K2", Before)), new(1, chain), _ => bare));
            return await db.SaveChangesAsync();
        });
        foreach (var target in new[] { "Limits", null })
        {
            await Ledger.InTrailAsync(host, async db =>
            {
                await db.GetService<IMigrator>().MigrateAsync(target);
                return 0;
            });
        }

        await ReplaceAsync();
        (await VersionsAsync()).ShouldBe([1, 1, 1, 1, 2]);
        (await ReadAsync()).ShouldBe(new ChainState(5, ChainFault.None, 0));
        var record = await Ledger.InTrailAsync(host, db => db.Records.AsNoTracking().SingleAsync(r => r.SubjectKey == "K2"));
        host.Services.GetRequiredService<TrailKeys>().Open(record.Fields, record.SealedValues).ShouldBe([new("FirstName", "Jan", "Johan")]);
    }

    private SealingKeys Keys => host.Services.GetRequiredService<SealingKeys>();

    /// <summary>The keys as another process has them.</summary>
    private SealingKeys Again() => ActivatorUtilities.CreateInstance<SealingKeys>(host.Services);

    private async Task<IReadOnlyList<ReplaceKeys.Replaced>> ReplaceAsync() => (await host.SendAsync(new ReplaceKeys.Command())).Value.Secrets;

    private async Task<ChainState> ReadAsync() => await host.InScopeAsync(services => services.GetRequiredService<ChainReader>().ReadAsync(null, CancellationToken.None));

    private Task<List<int>> VersionsAsync() => Ledger.InTrailAsync(host, db => db.Entries.OrderBy(e => e.Number).Select(e => e.KeyVersion).ToListAsync());
}
