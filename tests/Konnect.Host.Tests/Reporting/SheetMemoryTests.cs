using Microsoft.EntityFrameworkCore;
using System.ComponentModel;
using System.Diagnostics;
using System.Linq.Expressions;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using NodaTime;
using Xunit.Abstractions;

namespace Konnect.Host.Tests.Reporting;

/// <summary>What sheets cost. They run beside no other test, whose memory would be measured with theirs.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SheetMemoryCollection
{
    public const string Name = "Sheet memory";
}

/// <summary>Sheets of any length take constant memory, and little garbage for each row.</summary>
[Collection(SheetMemoryCollection.Name)]
public sealed class SheetMemoryTests(ITestOutputHelper output)
{
    private const int Rows = 324_000;

    [Theory]
    [InlineData("csv", 25_000_000)]
    [InlineData("xlsx", 4_000_000)]
    public async Task A_sheet_of_any_length_takes_constant_memory(string format, int leastBytes)
    {
        var feed = new ReportingHost { Sets = [new Sites(), new ManyRows()] };
        await feed.InitializeAsync();
        try
        {
            await ReadAsync($"Many?$filter=Number lt -4&$format={format}");
            // What the process does besides is measured too: what a sheet itself takes, it takes each time.
            for (var attempt = 1; !await IsConstantAsync(); attempt++)
                attempt.ShouldBeLessThan(3, "each time it took more");
        }
        finally
        {
            await feed.DisposeAsync();
        }

        async Task<bool> IsConstantAsync()
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var workingSet = Environment.WorkingSet;
            var garbage = GC.GetTotalAllocatedBytes(precise: true);
            var watch = Stopwatch.StartNew();
            var (bytes, highest, highestWorkingSet) = await ReadAsync($"Many?$format={format}");
            watch.Stop();
            garbage = GC.GetTotalAllocatedBytes(precise: true) - garbage;
            output.WriteLine($"{format}: {bytes / 1e6:0.0} MB, {Rows / watch.Elapsed.TotalSeconds:0} rows/s, {garbage / Rows} bytes of garbage per row, heap +{(highest - before) / 1e6:0.0} MB, working set +{(highestWorkingSet - workingSet) / 1e6:0.0} MB");
            bytes.ShouldBeGreaterThan(leastBytes);
            // Less than the file by far: it is nowhere as a whole.
            return highest - before < 2_000_000 && highestWorkingSet - workingSet < 30_000_000 && garbage / Rows < 600;
        }

        async Task<(long Bytes, long Highest, long WorkingSet)> ReadAsync(string address)
        {
            using var client = feed.Client();
            using var response = await client.GetAsync(new Uri(feed.Root + address), HttpCompletionOption.ResponseHeadersRead);
            response.EnsureSuccessStatusCode();
            await using var stream = await response.Content.ReadAsStreamAsync();
            var buffer = new byte[64 * 1024];
            var (bytes, highest, workingSet) = (0L, 0L, 0L);
            for (int read; (read = await stream.ReadAsync(buffer)) > 0; bytes += read)
            {
                if (bytes % (1 << 20) >= read)
                    continue;
                workingSet = Math.Max(workingSet, Environment.WorkingSet);
                highest = Math.Max(highest, GC.GetTotalMemory(forceFullCollection: true));
            }

            return (bytes, highest, workingSet);
        }
    }

    [Description("One of many rows.")]
    private sealed record ManyRow
    {
        [Description("A number.")] public int Number { get; init; }
        [Description("Identifies the reading.")] public Guid Id { get; init; }
        [Description("Text.")] public required string Text { get; init; }
        [Description("Day.")] public LocalDate Day { get; init; }
        [Description("Start.")] public Instant From { get; init; }
        [Description("End.")] public Instant? To { get; init; }
        [Description("Opening time.")] public LocalTime? Opens { get; init; }
        [Description("Yes or no.")] public bool Flag { get; init; }
        [Description("A large number.")] public long Total { get; init; }
        [Description("A factor.")] public double? Factor { get; init; }
    }

    private sealed class ManyRows() : ReportingSet<ManyRow>("Many", r => r.Number)
    {
        protected override Expression<Func<ManyRow, string?>>? Location => null;
        protected override Expression<Func<ManyRow, LocalDate>>? Date => null;
        protected override IQueryable<ManyRow> Rows(DbContext db) =>
            from a in db.Set<Reading>() from b in db.Set<Reading>() from c in db.Set<Reading>() from s in db.Set<Site>()
            where c.Flag
            select new ManyRow { Number = a.Count, Id = b.Id, Text = b.Person, Day = c.Day, From = a.From, To = b.To, Opens = c.Opens, Flag = b.Flag, Total = a.Total, Factor = b.Factor };
    }
}
