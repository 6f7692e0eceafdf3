using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace Konnect.Benchmarks;

/// <summary>The reporting feed on a set of a million rows, beside a bare endpoint that copies what the same query gives from a reader into a JSON writer.</summary>
/// <param name="large">True to go on to five million rows.</param>
internal sealed class FeedBenchmark(bool large) : Benchmark
{
    private const long Small = 100_000;
    private const long Million = 1_000_000;
    private const long Large = 5_000_000;
    private const int Clients = 16;

    public override string Name => "feed";

    public override bool IsOnOrganisation => false;

    public override async IAsyncEnumerable<Figure> RunAsync(Installation installation)
    {
        await FeedRows.FillAsync(installation, 0, Small);
        var small = await StreamAsync(installation);
        await FeedRows.FillAsync(installation, Small, Million);

        await using (var pair = await Pair.StartAsync(installation))
        {
            foreach (var (name, query) in new[] { ("whole, 16 columns", Query.All(installation)), ("3 columns", Query.Narrow(installation)) })
            {
                await foreach (var figure in pair.CompareRowsAsync(name, query))
                    yield return figure;
            }

            yield return await pair.CompareTimeAsync("Feed, page of 3 columns, filtered by an index, median", Query.IndexedPage(installation), 400, 200, Goal.RatioAtMost(1.3));
            yield return await pair.CompareTimeAsync("Feed, page of 3 columns, filtered by reading all, median", Query.ScannedPage(installation), 3, 15, Goal.RatioAtMost(1.3));
            yield return await pair.CompareTimeAsync("Feed, $apply: groups with sum and count, median", Query.Summary(installation), 2, 7, Goal.RatioAtMost(1.05));
            yield return await pair.CompareClientsAsync(installation);
        }

        var sizes = new List<(long Rows, Streamed Streamed)> { (Million, await StreamAsync(installation)) };
        if (large)
        {
            await FeedRows.FillAsync(installation, Million, Large);
            sizes.Add((Large, await StreamAsync(installation)));
        }

        foreach (var (rows, streamed) in sizes)
        {
            yield return new Figure(string.Create(CultureInfo.InvariantCulture, $"Feed, {rows:#,0} rows"), streamed.RowsPerSecond, "rows/s", small.RowsPerSecond, "100,000 rows", Goal.RatioAtLeast(0.9));
            yield return new Figure(string.Create(CultureInfo.InvariantCulture, $"Feed, {rows:#,0} rows, memory above idle"), streamed.Grown, "MB", small.Grown, "100,000 rows", Goal.AtMost(30));
        }
    }

    /// <summary>Streams the whole set once from a server that has just begun, and looks at its memory.</summary>
    private static async Task<Streamed> StreamAsync(Installation installation)
    {
        await using var server = await Server.StartAsync(installation);
        using var client = await ClientAsync(server, installation);
        // Idle is what it holds once it has been of use.
        for (var i = 0; i < 50; i++)
            await ReadAsync(client, Query.IndexedPage(installation).Feed);
        await ReadAsync(client, Query.All(installation).Feed + "?$top=20000");
        await Task.Delay(TimeSpan.FromSeconds(1));
        server.ForgetPeak();
        var idle = server.ResidentMegabytes;
        var read = await ReadAsync(client, Query.All(installation).Feed);
        return new(read.Rows / read.Whole.TotalSeconds, server.PeakMegabytes - idle);
    }

    private static async Task<HttpClient> ClientAsync(Server server, Installation installation)
    {
        var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = server.Client.BaseAddress, Timeout = TimeSpan.FromMinutes(10) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await installation.TokenAsync());
        return client;
    }

    /// <summary>Reads an answer whole and counts its rows by their braces, of which no value has one.</summary>
    private static async Task<Read> ReadAsync(HttpClient client, string path)
    {
        var started = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync();
        var (buffer, braces, first) = (new byte[1 << 16], 0L, TimeSpan.Zero);
        for (int read; (read = await body.ReadAsync(buffer)) > 0;)
        {
            if (first == TimeSpan.Zero)
                first = Stopwatch.GetElapsedTime(started);
            braces += buffer.AsSpan(0, read).Count((byte)'}');
        }

        // The feed's rows stand in an object.
        return new(path.StartsWith("/odata", StringComparison.Ordinal) ? braces - 1 : braces, first, Stopwatch.GetElapsedTime(started));
    }

    private readonly record struct Read(long Rows, TimeSpan FirstByte, TimeSpan Whole);

    private readonly record struct Streamed(double RowsPerSecond, double Grown);

    /// <summary>One question, to the feed and to the bare endpoint.</summary>
    private readonly record struct Query(string Feed, string Bare)
    {
        public static Query All(Installation on) => Of("", $"SELECT {FeedRows.Seen} FROM {FeedRows.Table(on)}");

        public static Query Narrow(Installation on) => Of("?$select=LocationCode,Date,Minutes", $"SELECT location_code, date, minutes FROM {FeedRows.Table(on)}");

        public static Query OneLocation(Installation on, int number) =>
            Of($"?$filter=LocationCode eq 'L{number}'", $"SELECT {FeedRows.Seen} FROM {FeedRows.Table(on)} WHERE location_code = 'L{number}'");

        // Pages are in a total order: the feed adds the key, and so does its yardstick.
        public static Query IndexedPage(Installation on) => Of(
            "?$select=LocationCode,Date,Minutes&$filter=LocationCode eq 'L3' and Date ge 2022-01-10 and AgeClass eq '2'&$orderby=Date&$top=100",
            $"SELECT location_code, date, minutes FROM {FeedRows.Table(on)} WHERE location_code = 'L3' AND date >= '2022-01-10' AND age_class = '2' ORDER BY date, id LIMIT 100");

        public static Query ScannedPage(Installation on) => Of(
            "?$select=LocationCode,Date,Minutes&$filter=AgeClass eq '2' and Planned&$orderby=ModifiedAt desc&$top=100",
            $"SELECT location_code, date, minutes FROM {FeedRows.Table(on)} WHERE age_class = '2' AND planned ORDER BY modified_at DESC, id LIMIT 100");

        public static Query Summary(Installation on) => Of(
            "?$apply=groupby((LocationCode,AgeClass),aggregate(Minutes with sum as Total,$count as Number))",
            $"SELECT location_code, age_class, sum(minutes) AS total, count(*) AS number FROM {FeedRows.Table(on)} GROUP BY location_code, age_class");

        private static Query Of(string options, string sql) => new("/odata/v1/ChildAttendance" + options.Replace(" ", "%20", StringComparison.Ordinal), "/?sql=" + Uri.EscapeDataString(sql));
    }

    /// <summary>The feed and the bare endpoint, side by side on the same rows.</summary>
    private sealed class Pair(Server feed, HttpClient feedClient, Server bare) : IAsyncDisposable
    {
        private const string Bare = "reader → Utf8JsonWriter, bare";

        public static async Task<Pair> StartAsync(Installation installation)
        {
            var feed = await Server.StartAsync(installation, tellsAllocated: true);
            return new(feed, await ClientAsync(feed, installation), await Server.StartBareAsync(installation));
        }

        public async IAsyncEnumerable<Figure> CompareRowsAsync(string name, Query query)
        {
            var (ours, theirs) = (new List<Read>(), new List<Read>());
            for (var i = 0; i < 2; i++)
                await Task.WhenAll(ReadAsync(feedClient, query.Feed), ReadAsync(bare.Client, query.Bare));
            var (ourGarbage, theirGarbage) = (await feed.AllocatedBytesAsync(), await bare.AllocatedBytesAsync());
            for (var i = 0; i < 5; i++)
            {
                ours.Add(await ReadAsync(feedClient, query.Feed));
                theirs.Add(await ReadAsync(bare.Client, query.Bare));
            }

            (ourGarbage, theirGarbage) = (await feed.AllocatedBytesAsync() - ourGarbage, await bare.AllocatedBytesAsync() - theirGarbage);
            if (ours.Concat(theirs).Any(r => r.Rows != ours[0].Rows))
                throw new InvalidOperationException("The answers differ in length.");
            static double Median(List<Read> reads, Func<Read, double> value) => reads.Select(value).ToList().Median();
            yield return new Figure($"Feed, {name}", Median(ours, r => r.Rows / r.Whole.TotalSeconds), "rows/s", Median(theirs, r => r.Rows / r.Whole.TotalSeconds), Bare, Goal.RatioAtLeast(0.8));
            yield return new Figure($"Feed, {name}, first byte", Median(ours, r => r.FirstByte.TotalMilliseconds), "ms", Median(theirs, r => r.FirstByte.TotalMilliseconds), Bare, Goal.AtMost(50));
            yield return new Figure($"Feed, {name}, garbage per row", (double)ourGarbage / ours.Sum(r => r.Rows), "bytes", (double)theirGarbage / theirs.Sum(r => r.Rows), Bare, Goal.AtMost(600));
        }

        public async Task<Figure> CompareTimeAsync(string name, Query query, int warmUp, int times, Goal goal)
        {
            var (ours, theirs) = (new List<double>(), new List<double>());
            for (var i = 0; i < warmUp + times; i++)
            {
                ours.Add((await ReadAsync(feedClient, query.Feed)).Whole.TotalMilliseconds);
                theirs.Add((await ReadAsync(bare.Client, query.Bare)).Whole.TotalMilliseconds);
            }

            return new Figure(name, ours[warmUp..].Median(), "ms", theirs[warmUp..].Median(), "the same SQL, bare", goal);
        }

        /// <summary>Sixteen clients at a time, four of each token: more the feed lets wait.</summary>
        public async Task<Figure> CompareClientsAsync(Installation installation)
        {
            var clients = new List<HttpClient>();
            for (var i = 0; i < 4; i++)
                clients.Add(await ClientAsync(feed, installation));
            async Task<double> RowsPerSecondAsync(Func<int, Task<Read>> read)
            {
                var started = Stopwatch.GetTimestamp();
                var reads = await Task.WhenAll(Enumerable.Range(0, Clients).Select(read));
                return reads.Sum(r => r.Rows) / Stopwatch.GetElapsedTime(started).TotalSeconds;
            }

            var (ours, theirs) = (new List<double>(), new List<double>());
            for (var i = 0; i < 4; i++)
            {
                ours.Add(await RowsPerSecondAsync(c => ReadAsync(clients[c % clients.Count], Query.OneLocation(installation, c % 10).Feed)));
                theirs.Add(await RowsPerSecondAsync(c => ReadAsync(bare.Client, Query.OneLocation(installation, c % 10).Bare)));
            }

            clients.ForEach(c => c.Dispose());
            return new Figure("Feed, 16 clients at a time, each all of a location", ours[1..].Median(), "rows/s", theirs[1..].Median(), Bare, Goal.RatioAtLeast(0.75));
        }

        public async ValueTask DisposeAsync()
        {
            feedClient.Dispose();
            await feed.DisposeAsync();
            await bare.DisposeAsync();
        }
    }
}
