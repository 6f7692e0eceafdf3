using System.Diagnostics;
using System.Net;
using Konnect.BuildingBlocks.Infrastructure.Components;

namespace Konnect.Benchmarks;

/// <summary>What an inspector asks: the ratio of a quarter, and the package that proves it, through the published program.</summary>
internal sealed class InspectionBenchmark : Benchmark
{
    // Of four groups each, one of them twice: two more than fourteen groups.
    private static readonly string[] Locations = ["L1", "L2", "L3", "L1"];

    public override string Name => "inspection";

    public override async IAsyncEnumerable<Figure> RunAsync(Installation installation)
    {
        await using var server = await Server.StartAsync(installation);
        await server.SignInAsync();
        var (to, from) = (Organisation.Today.PlusDays(-1), Organisation.Today.PlusMonths(-3));
        string PageOf(string location) => $"/inspection?location={location}&from={AddressDate.Write(from)}&to={AddressDate.Write(to)}";
        var empty = await Samples.MedianAsync(20, 50, () => server.GetAsync("/health/live"));
        const string emptyName = "an answer without content";

        var first = await Samples.MedianAsync(0, 1, () => server.GetAsync(PageOf(Locations[0])));
        var all = await Samples.MedianAsync(2, 9, async () =>
        {
            foreach (var location in Locations)
                await server.GetAsync(PageOf(location));
        });
        yield return new Figure("A quarter of one location, the first page of a server that has just started", first, "ms", empty, emptyName, Goal.AtMost(2_000));
        yield return new Figure("A quarter of 4 locations of 4 groups, one page after another", all, "ms", empty, emptyName, Goal.AtMost(2_000));

        var proof = Server.ProofIn(await server.Client.GetStringAsync(PageOf(Locations[0])));
        var started = Stopwatch.GetTimestamp();
        using var answer = await Server.PostAsync(server.Client, "/inspection/package", "", proof, ("location", Locations[0]), ("from", AddressDate.Write(from)), ("to", AddressDate.Write(to)));
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new InvalidOperationException($"The package answered {(int)answer.StatusCode}.");
        var package = await answer.Content.ReadAsByteArrayAsync();
        yield return new Figure("The package of a quarter of one location, with all evidence", Stopwatch.GetElapsedTime(started).TotalMilliseconds, "ms", empty, emptyName);
        yield return new Figure("Its size", package.Length / 1024.0, "KB", 1, "KB");
    }
}
