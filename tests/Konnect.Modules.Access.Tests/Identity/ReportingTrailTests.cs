using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Tokens;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Modules.Access.Tests.Identity;

public sealed class ReportingTrailTests
{
    private static readonly Guid Token = Guid.NewGuid();

    [Fact]
    public async Task A_read_is_kept_as_it_was_told_without_a_write_per_request()
    {
        await using var host = await KonnectHost.CreateAsync();
        var trail = host.Services.GetRequiredService<ReportingTrail>();
        host.Services.GetRequiredService<IReportingTrail>().ShouldBeSameAs(trail);
        trail.Record(new(Token, host.Clock.Now, "Occupancy", "rows filter(Date) top", 200, 1_000_000_000_000, 3_000_000_000, 1234));
        (await ReadsAsync(host)).ShouldBeEmpty();
        await trail.WriteAsync(CancellationToken.None);
        var read = (await ReadsAsync(host)).ShouldHaveSingleItem();
        (read.TokenId, read.At, read.Set, read.Shape, read.Status, read.Rows, read.Bytes, read.Milliseconds)
            .ShouldBe((Token, host.Clock.Now, "Occupancy", "rows filter(Date) top", 200, 1_000_000_000_000, 3_000_000_000, 1234));
        await trail.WriteAsync(CancellationToken.None);
        (await ReadsAsync(host)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_read_is_a_line_of_the_audit_trail_with_the_name_of_its_token_and_what_came_of_it()
    {
        await using var host = await KonnectHost.CreateAsync();
        var token = (await host.SendAsync(new CreateToken.Command("Power BI", ApiScopeKind.Bi, [], null, null, null))).Value;
        var account = await host.AddAsync("omar@example.org", Contracts.Roles.Office);
        var trail = host.Services.GetRequiredService<ReportingTrail>();
        var read = new FeedRead(token.Id, host.Clock.Now, "Groups", "rows filter(Name)", 200, 3, 100, 5) { Origin = new("10.0.0.9", "Power Query, Windows") };
        trail.Record(read);
        trail.Record(read with { Status = 400, Rows = 0, Refusal = "malformed" });
        trail.Record(read with { Status = 403, Rows = 0, Refusal = "forbidden" });
        trail.Record(read with { Status = FeedRead.GoneAway, Rows = 2 });
        trail.Record(read with { TokenId = account, Status = 429, Rows = 0, Refusal = "audit.too-many-rows" });
        await trail.WriteAsync(CancellationToken.None);
        (await host.LinesAsync(ReportingTrail.Kind)).ShouldBe(
        [
            "Power BI 10.0.0.9 Power Query, Windows: Groups rows filter(Name), 3 rows ()",
            "Power BI 10.0.0.9 Power Query, Windows: Groups rows filter(Name), 0 rows (reporting.400)",
            "Power BI 10.0.0.9 Power Query, Windows: Groups rows filter(Name), 0 rows (access.not-allowed)",
            "Power BI 10.0.0.9 Power Query, Windows: Groups rows filter(Name), 2 rows ()",
            "Omar 10.0.0.9 Power Query, Windows: Groups rows filter(Name), 0 rows (audit.too-many-rows)",
        ]);
    }

    [Fact]
    public async Task A_read_and_its_line_stand_together_or_not_at_all()
    {
        await using var host = await KonnectHost.CreateAsync();
        var trail = host.Services.GetRequiredService<ReportingTrail>();
        trail.Record(Read(host.Clock.Now));
        await host.ReadAsync(async db => await db.Database.ExecuteSqlRawAsync(Rename(db.Database.IsSqlite(), "entries", "away", "audit")));
        await Should.ThrowAsync<System.Data.Common.DbException>(() => trail.WriteAsync(CancellationToken.None));
        (await ReadsAsync(host)).ShouldBeEmpty();
        await host.ReadAsync(async db => await db.Database.ExecuteSqlRawAsync(Rename(db.Database.IsSqlite(), "away", "entries", "audit")));
        await trail.WriteAsync(CancellationToken.None);
        (await ReadsAsync(host)).Count.ShouldBe(1);
        (await host.LinesAsync(ReportingTrail.Kind)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Many_reads_of_many_threads_are_all_kept_once()
    {
        await using var host = await KonnectHost.CreateAsync();
        var trail = host.Services.GetRequiredService<ReportingTrail>();
        var writers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
                await trail.WriteAsync(CancellationToken.None);
        })).ToList();
        Parallel.For(0, 1000, i => trail.Record(Read(host.Clock.Now, i)));
        await Task.WhenAll(writers);
        await trail.WriteAsync(CancellationToken.None);
        (await ReadsAsync(host)).Select(r => r.Milliseconds).Order().ShouldBe(Enumerable.Range(0, 1000));
    }

    [Fact]
    public async Task What_could_not_be_written_is_written_the_next_time()
    {
        await using var host = await KonnectHost.CreateAsync();
        var trail = host.Services.GetRequiredService<ReportingTrail>();
        trail.Record(Read(host.Clock.Now));
        using (var gone = new CancellationTokenSource())
        {
            await gone.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => trail.WriteAsync(gone.Token));
        }

        await host.ReadAsync(async db => await db.Database.ExecuteSqlRawAsync(Rename(db.Database.IsSqlite(), "feed_reads", "away")));
        await Should.ThrowAsync<DbUpdateException>(() => trail.WriteAsync(CancellationToken.None));
        await host.ReadAsync(async db => await db.Database.ExecuteSqlRawAsync(Rename(db.Database.IsSqlite(), "away", "feed_reads")));
        await trail.WriteAsync(CancellationToken.None);
        (await ReadsAsync(host)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Telling_waits_for_nobody_who_writes()
    {
        await using var host = await KonnectHost.CreateAsync();
        var trail = host.Services.GetRequiredService<ReportingTrail>();
        await host.InScopeAsync(async services =>
        {
            var session = services.GetRequiredService<DatabaseSession>();
            await session.BeginAsync(CancellationToken.None);
            var telling = Task.Run(() => trail.Record(Read(host.Clock.Now)));
            (await Task.WhenAny(telling, Task.Delay(TimeSpan.FromSeconds(5)))).ShouldBe(telling);
            await session.RollbackAsync();
            return true;
        });
    }

    [Fact]
    public async Task Nothing_is_lost_when_it_stops_in_an_orderly_way()
    {
        await using var host = await KonnectHost.CreateAsync();
        var trail = host.Services.GetRequiredService<ReportingTrail>();
        await trail.StartAsync(CancellationToken.None);
        for (var i = 0; i < 450; i++)
            trail.Record(Read(host.Clock.Now, i));
        await trail.StopAsync(CancellationToken.None);
        (await ReadsAsync(host)).Count.ShouldBe(450);
    }

    [Fact]
    public async Task What_is_older_than_a_year_goes_once_a_day()
    {
        await using var host = await KonnectHost.CreateAsync(new LocalDateTime(2026, 11, 20, 0, 30));
        var trail = host.Services.GetRequiredService<ReportingTrail>();
        var midnight = new LocalDate(2025, 11, 20).AtStartOfDayInZone(KonnectHost.Zone).ToInstant();
        trail.Record(Read(midnight - Duration.FromMilliseconds(1)));
        trail.Record(Read(midnight));
        trail.Record(Read(host.Clock.Now));
        await trail.WriteAsync(CancellationToken.None);
        await trail.TidyAsync(CancellationToken.None);
        (await ReadsAsync(host)).Select(r => r.At).Order().ShouldBe([midnight, host.Clock.Now]);
        host.Clock.Advance(Duration.FromHours(23));
        await trail.TidyAsync(CancellationToken.None);
        (await ReadsAsync(host)).Count.ShouldBe(2);
        host.Clock.Advance(Duration.FromHours(1));
        await trail.TidyAsync(CancellationToken.None);
        (await ReadsAsync(host)).Count.ShouldBe(1);
    }

    private static FeedRead Read(Instant at, int milliseconds = 1) => new(Token, at, "Groups", "rows", 200, 1, 1, milliseconds);

    private static Task<List<RecordedRead>> ReadsAsync(KonnectHost host) => host.ReadAsync(db => db.Reads.AsNoTracking().ToListAsync());

    private static string Rename(bool sqlite, string from, string to, string module = "access") =>
        sqlite ? $"ALTER TABLE {module}_{from} RENAME TO {module}_{to}" : $"ALTER TABLE {module}.{from} RENAME TO {to}";
}
