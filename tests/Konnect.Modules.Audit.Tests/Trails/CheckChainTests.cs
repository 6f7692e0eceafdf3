using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Audit.Chain;
using Konnect.Modules.Audit.Domain;
using Konnect.Modules.Audit.Persistence;
using Konnect.Modules.Audit.Trails;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Modules.Audit.Tests.Trails;

/// <summary>Somebody with the database in hand changes the trail, and is found out.</summary>
public sealed class CheckChainTests : IAsyncLifetime
{
    private KonnectHost host = null!;

    public async Task InitializeAsync()
    {
        host = await KonnectHost.CreateAsync();
        for (var i = 1; i <= 10; i++)
            await Ledger.WriteAsync(host, Ledger.Told(name: $"Sanne {i}", items: Ledger.Changed("K1", new TrailField("FirstName", "Anna", "Ann"))));
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task A_whole_trail_is_whole() => (await ReadAsync()).ShouldBe(new ChainState(10, ChainFault.None, 0));

    [Fact]
    public async Task A_changed_line_shows()
    {
        await BehindItsBackAsync(db => db.Entries.Where(e => e.Number == 4).ExecuteUpdateAsync(s => s.SetProperty(e => e.UserName, "Iemand anders")));
        (await ReadAsync()).ShouldBe(new ChainState(3, ChainFault.Altered, 4));
    }

    [Fact]
    public async Task A_changed_record_shows()
    {
        await BehindItsBackAsync(db => db.Records.Where(r => r.EntryNumber == 6).ExecuteUpdateAsync(s => s.SetProperty(r => r.SubjectKey, "K2")));
        (await ReadAsync()).ShouldBe(new ChainState(5, ChainFault.Altered, 6));
    }

    [Fact]
    public async Task A_line_that_is_gone_shows()
    {
        await RemoveAsync(5, 5);
        (await ReadAsync()).ShouldBe(new ChainState(4, ChainFault.Missing, 5));
    }

    [Fact]
    public async Task A_beginning_that_is_gone_shows()
    {
        await RemoveAsync(1, 3);
        (await ReadAsync()).ShouldBe(new ChainState(0, ChainFault.NoBeginning, 1));
    }

    [Fact]
    public async Task An_end_that_was_cut_off_shows_by_the_marks()
    {
        await Keeper.MarkAsync(CancellationToken.None);
        await RemoveAsync(8, 10);
        (await ReadAsync()).ShouldBe(new ChainState(7, ChainFault.CutOff, 8));
    }

    [Fact]
    public async Task An_end_that_was_written_anew_shows_by_the_marks()
    {
        await Keeper.MarkAsync(CancellationToken.None);
        await RemoveAsync(10, 10);
        await Ledger.WriteAsync(host, Ledger.Told(name: "Niemand"));
        (await ReadAsync()).ShouldBe(new ChainState(9, ChainFault.Altered, 10));
    }

    [Fact]
    public async Task What_is_older_than_a_year_goes_and_the_rest_stays_whole()
    {
        host.Clock.Now += Duration.FromDays(366);
        await Ledger.WriteAsync(host, Ledger.Told(at: host.Clock.Now));
        await Keeper.MarkAsync(CancellationToken.None);
        (await Keeper.RemoveExpiredAsync(CancellationToken.None)).ShouldBe(10);
        (await Ledger.InTrailAsync(host, db => db.Entries.OrderBy(e => e.Number).Select(e => e.Kind).ToListAsync())).ShouldBe(["attendance.check-in-children", "audit.remove-expired"]);
        (await ReadAsync()).Fault.ShouldBe(ChainFault.None);
        (await Keeper.RemoveExpiredAsync(CancellationToken.None)).ShouldBe(0);

        await RemoveAsync(11, 11);
        (await ReadAsync()).ShouldBe(new ChainState(0, ChainFault.NoBeginning, 11));
    }

    [Fact]
    public async Task A_beginning_that_somebody_else_moved_shows()
    {
        var last = await Ledger.InTrailAsync(host, db => db.Entries.SingleAsync(e => e.Number == 3));
        await RemoveAsync(1, 3);
        await BehindItsBackAsync(async db =>
        {
            var forged = new TrailAnchor();
            forged.MoveTo(new(3, last.Hash, 1), new(1, new byte[32]));
            db.Anchors.Add(forged);
            return await db.SaveChangesAsync();
        });
        (await ReadAsync()).ShouldBe(new ChainState(0, ChainFault.NoBeginning, 4));
    }

    [Fact]
    public async Task Who_may_not_is_refused_and_told_of()
    {
        (await host.SendAsync(new CheckChain.Command(), Ledger.Administrator with { Permissions = [] })).Errors.ShouldHaveSingleItem().Code.ShouldBe("access.not-allowed");
        var line = await Ledger.InTrailAsync(host, db => db.Entries.OrderByDescending(e => e.Number).FirstAsync());
        (line.Kind, line.Outcome, line.UserName).ShouldBe(("audit.check-chain", "access.not-allowed", "Beheer"));
    }

    [Fact]
    public async Task Numbers_go_on_after_everything_was_removed()
    {
        host.Clock.Now += Duration.FromDays(800);
        (await Keeper.RemoveExpiredAsync(CancellationToken.None)).ShouldBe(10);
        (await Ledger.InTrailAsync(host, db => db.Entries.SingleAsync())).Number.ShouldBe(11);
        (await ReadAsync()).Fault.ShouldBe(ChainFault.None);
    }

    private TrailKeeper Keeper => host.Services.GetRequiredService<TrailKeeper>();

    private async Task<ChainState> ReadAsync() => (await host.SendAsync(new CheckChain.Command(), Ledger.Administrator)).Value;

    private Task<int> BehindItsBackAsync(Func<AuditDbContext, Task<int>> change) => Ledger.InTrailAsync(host, change);

    private Task<int> RemoveAsync(long first, long last) => BehindItsBackAsync(async db =>
    {
        await db.Records.Where(r => r.EntryNumber >= first && r.EntryNumber <= last).ExecuteDeleteAsync();
        return await db.Entries.Where(e => e.Number >= first && e.Number <= last).ExecuteDeleteAsync();
    });
}
