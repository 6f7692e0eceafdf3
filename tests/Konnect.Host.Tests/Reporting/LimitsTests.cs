using System.Linq.Expressions;
using System.Net;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.BuildingBlocks.Security;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Host.Tests.Reporting;

/// <summary>A statement takes no longer than it may, a token takes no more places than it may, and who goes away costs nothing more.</summary>
public sealed class LimitsTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("Slow?$top=1")]
    [InlineData("Slow/$count")]
    [InlineData("Slow?$count=true")]
    [InlineData("Slow(1)")]
    public async Task A_statement_that_takes_too_long_is_stopped_and_may_be_tried_again(string address)
    {
        await using var host = await Running.StartAsync(new ReportingLimits { Statement = TimeSpan.FromSeconds(1) });
        using var response = await host.Feed.GetAsync(address);
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(30));
        (await Answer.ErrorAsync(response)).Code.ShouldBe("too-slow");
        // The connection is as good as new; a busy machine may need more than once for even this little.
        using var patience = new CancellationTokenSource(Soon);
        while ((await host.Feed.GetAsync("Sites")).StatusCode != HttpStatusCode.OK)
            patience.Token.ThrowIfCancellationRequested();
    }

    [Fact]
    public async Task A_client_that_goes_away_stops_its_statement()
    {
        await using var host = await Running.StartAsync(new ReportingLimits { Parallel = 1, Waiting = 1 });
        using var client = host.Feed.Client();
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        await Should.ThrowAsync<OperationCanceledException>(() => client.GetAsync(new Uri(host.Feed.Root + "Slow?$top=1"), patience.Token));
        // With one place only, this answer proves that the first statement has ended.
        using var waiting = new CancellationTokenSource(Soon);
        (await client.GetAsync(new Uri(host.Feed.Root + "Sites"), waiting.Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Requests_of_one_token_wait_for_a_place_and_others_do_not()
    {
        await using var host = await Running.StartAsync(new ReportingLimits { Parallel = 2, Waiting = 1, Wait = TimeSpan.FromMilliseconds(300), Statement = Soon });
        using var stop = new CancellationTokenSource();
        using var client = host.Feed.Client();
        var running = Enumerable.Range(0, 2).Select(_ => client.GetAsync(new Uri(host.Feed.Root + "Slow?$top=1"), stop.Token)).ToList();
        using (var patience = new CancellationTokenSource(Soon))
        {
            while (SlowRows.Started < 2)
                await Task.Delay(10, patience.Token);
        }

        using var refused = await host.Feed.GetAsync("Sites");
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(10));
        (await Answer.ErrorAsync(refused)).Code.ShouldBe("too-many");
        (await host.Feed.GetAsync("Sites", TestTokens.OnlyA)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.Feed.GetAsync("$metadata")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => Task.WhenAll(running));
    }

    [Fact]
    public async Task Four_requests_of_one_token_run_at_a_time_and_the_fifth_is_refused_when_none_may_wait()
    {
        new ReportingLimits().Parallel.ShouldBe(4);
        await using var host = await Running.StartAsync(new ReportingLimits { Waiting = 0, Statement = Soon });
        using var stop = new CancellationTokenSource();
        using var client = host.Feed.Client();
        using var patience = new CancellationTokenSource(Soon);
        var running = new List<Task<HttpResponseMessage>>();
        var status = HttpStatusCode.OK;
        while (status == HttpStatusCode.OK || running.Exists(r => r.IsCompleted))
        {
            patience.Token.ThrowIfCancellationRequested();
            // One of the four that came while the fifth had its place was refused itself: it comes again.
            running.RemoveAll(r => r.IsCompletedSuccessfully && r.Result.StatusCode == HttpStatusCode.TooManyRequests);
            while (running.Count < 4)
                running.Add(client.GetAsync(new Uri(host.Feed.Root + "Slow?$top=1"), stop.Token));
            await Task.Delay(200, patience.Token);
            using var fifth = await client.GetAsync(new Uri(host.Feed.Root + "Sites"), CancellationToken.None);
            status = fifth.StatusCode;
            if (status != HttpStatusCode.OK)
                (await Answer.ErrorAsync(fifth)).Message.ShouldBe("At most 4 requests of one token run at a time.");
        }

        status.ShouldBe(HttpStatusCode.TooManyRequests);
        running.ShouldAllBe(r => !r.IsCompleted);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => Task.WhenAll(running));
        // Who goes away gives the place back.
        while ((await client.GetAsync(new Uri(host.Feed.Root + "Sites"), patience.Token)).StatusCode != HttpStatusCode.OK)
            await Task.Delay(20, patience.Token);
    }

    [Fact]
    public async Task An_answer_of_any_length_takes_constant_memory_and_starts_before_it_is_complete()
    {
        await using var host = await Running.StartAsync(new ReportingLimits());
        await ReadAsync("Many?$top=10000");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (bytes, highest, rows) = await ReadAsync("Many");
        rows.ShouldBe(216_000);
        bytes.ShouldBeGreaterThan(15_000_000);
        (highest - before).ShouldBeLessThan(30_000_000);

        async Task<(long Bytes, long Highest, int Rows)> ReadAsync(string address)
        {
            using var client = host.Feed.Client();
            using var response = await client.GetAsync(new Uri(host.Feed.Root + address), HttpCompletionOption.ResponseHeadersRead);
            await using var stream = await response.Content.ReadAsStreamAsync();
            var buffer = new byte[64 * 1024];
            var (bytes, highest, rows) = (0L, 0L, 0);
            for (int read; (read = await stream.ReadAsync(buffer)) > 0; bytes += read)
            {
                rows += buffer.AsSpan(0, read).Count((byte)'{');
                if (bytes % (1 << 20) < read)
                    highest = Math.Max(highest, GC.GetTotalMemory(forceFullCollection: true));
            }

            return (bytes, highest, rows - 1);
        }
    }

    [Fact]
    public async Task An_answer_that_fails_half_way_does_not_look_whole()
    {
        await using var host = await Running.StartAsync(new ReportingLimits { Statement = TimeSpan.FromSeconds(3) });
        using var client = host.Feed.Client();
        // The first rows are found at once, also by a database that has just started; the database would search for the next for ever.
        using var response = await client.GetAsync(new Uri(host.Feed.Root + "Stuck"), HttpCompletionOption.ResponseHeadersRead);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        await Should.ThrowAsync<HttpRequestException>(() => response.Content.ReadAsStringAsync());
    }

    /// <summary>A host with sets over so many combinations of readings that searching them does not end.</summary>
    internal sealed class Running : IAsyncDisposable
    {
        private Running(ReportingHost feed) => Feed = feed;

        public ReportingHost Feed { get; }

        public static async Task<Running> StartAsync(ReportingLimits limits)
        {
            var host = new ReportingHost { Limits = limits, Sets = [new Sites(), new SlowRows(), new ManyRows(), new StuckRows()] };
            await host.InitializeAsync();
            SlowRows.Started = 0;
            return new(host);
        }

        public async ValueTask DisposeAsync() => await Feed.DisposeAsync();
    }

    [System.ComponentModel.Description("A number.")]
    private sealed record NumberRow
    {
        [System.ComponentModel.Description("The number.")] public int Number { get; init; }
        [System.ComponentModel.Description("Text.")] public string? Text { get; init; }
        [System.ComponentModel.Description("Day.")] public LocalDate Day { get; init; }
        [System.ComponentModel.Description("Instant.")] public Instant From { get; init; }
    }

    private abstract class Numbers(string name) : ReportingSet<NumberRow>(name, r => r.Number)
    {
        protected override Expression<Func<NumberRow, string?>>? Location => null;
        protected override Expression<Func<NumberRow, LocalDate>>? Date => null;

        public override IReadOnlyList<ApiScopeKind> Readers => [ApiScopeKind.Bi];
    }

    private sealed class SlowRows() : Numbers("Slow")
    {
        private static int started;

        public static int Started { get => started; set => started = value; }

        protected override IQueryable<NumberRow> Rows(DbContext db)
        {
            Interlocked.Increment(ref started);
            return from a in db.Set<Reading>() from b in db.Set<Reading>() from c in db.Set<Reading>() from d in db.Set<Reading>() from e in db.Set<Reading>()
                where a.Count + b.Count + c.Count + d.Count + e.Count == 1000
                select new NumberRow { Number = a.Count, Text = b.Label, Day = c.Day, From = d.From };
        }
    }

    private sealed class ManyRows() : Numbers("Many")
    {
        protected override IQueryable<NumberRow> Rows(DbContext db) =>
            from a in db.Set<Reading>() from b in db.Set<Reading>() from c in db.Set<Reading>() select new NumberRow { Number = a.Count, Text = b.Person, Day = c.Day, From = a.From };
    }

    private sealed class StuckRows() : Numbers("Stuck")
    {
        protected override IQueryable<NumberRow> Rows(DbContext db) =>
            from a in db.Set<Reading>() from b in db.Set<Reading>() from c in db.Set<Reading>() from d in db.Set<Reading>() from e in db.Set<Reading>()
            where (a.Flag == b.Flag && b.Flag == c.Flag && a.Label == null && b.Label == null && c.Label == null) || a.Count + b.Count + c.Count + d.Count + e.Count == 1000
            select new NumberRow { Number = a.Count, Text = b.Label, Day = c.Day, From = d.From };
    }
}
