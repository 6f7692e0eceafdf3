using System.Collections.Concurrent;
using System.Globalization;

namespace Konnect.Host.Tests.Reporting.Oracle;

/// <summary>
/// Thousands of generated queries: the valid ones give what the standard says, the broken ones are refused in good form, and nothing is a fault.
/// <c>KONNECT_ORACLE_QUERIES</c> asks for more of them, <c>KONNECT_ORACLE_SEED</c> for others, <c>KONNECT_ORACLE_FEATURES</c> for features that are not expected yet.
/// </summary>
[Collection(ReportingCollection.Name)]
public sealed class OracleTests(ReportingHost host)
{
    /// <summary>Failures that are shown before the rest is given up.</summary>
    private const int Shown = 5;

    /// <summary>Requests under way at a time; fewer than a token may have.</summary>
    private const int Parallel = 3;

    /// <summary>Why a valid query may be refused. Nothing else is an excuse: a feature that falls away fails the test.</summary>
    private static readonly string[] AllowedRefusals =
    [
        "Conditions that may be null may be compared inside each other 3 deep.",
    ];

    private static int Queries => Number("KONNECT_ORACLE_QUERIES", 3000);

    private static int Seed => Number("KONNECT_ORACLE_SEED", 1);

    private static Features Expected => Environment.GetEnvironmentVariable("KONNECT_ORACLE_FEATURES") is { Length: > 0 } names ? Enum.Parse<Features>(names) : Features.Expected;

    [Fact]
    public async Task A_valid_query_gives_what_the_standard_says()
    {
        var refused = new ConcurrentDictionary<string, int>();
        await ForEachAsync(Queries, async (feed, seed) =>
        {
            var (query, expected) = Generator.Determined(seed, Expected);
            var outcome = await feed.AskAsync(query, expected, Spelling.Address(query, new Random(seed)));
            if (outcome.Refusal is { } refusal && outcome.Status != 404)
                refused.AddOrUpdate(refusal, 1, (_, n) => n + 1);
            return IsFailure(outcome) ? await ExplainAsync(feed, query, seed, IsFailure) : null;
        });
        refused.Values.Sum().ShouldBeLessThan(Queries / 50, string.Join('\n', refused));
    }

    [Fact]
    public Task What_is_not_expected_yet_is_refused_or_right() => ForEachAsync(Queries / 3, async (feed, seed) =>
    {
        static bool IsFailure(Outcome outcome) => outcome.Fault is not null;
        var (query, expected) = Generator.Determined(seed, Features.All);
        return IsFailure(await feed.AskAsync(query, expected, Spelling.Address(query, new Random(seed)))) ? await ExplainAsync(feed, query, seed, IsFailure) : null;
    });

    [Fact]
    public async Task A_broken_query_is_refused_in_good_form()
    {
        var seen = new ConcurrentDictionary<int, int>();
        await ForEachAsync(Queries, async (feed, seed) =>
        {
            var (query, _) = Generator.Determined(seed, seed % 2 == 0 ? Features.All : Expected);
            var address = new Mutator(new Random(seed)).Address(query);
            var outcome = await feed.AskAsync(address);
            seen.AddOrUpdate(outcome.Status, 1, (_, n) => n + 1);
            return outcome.Fault is { } fault ? $"seed {seed}\n{address}\n{fault}" : null;
        });
        // Breaking is worth something only while each sort of answer is common.
        seen[200].ShouldBeGreaterThan(Queries / 50);
        seen[400].ShouldBeGreaterThan(Queries / 10);
    }

    private static bool IsFailure(Outcome outcome) => outcome.Fault is not null || (outcome is { Status: 400 or 501, Refusal: var refusal } && !AllowedRefusals.Contains(refusal));

    private async Task ForEachAsync(int queries, Func<Feed, int, Task<string?>> check)
    {
        using var client = host.Client();
        var feed = new Feed(host, client, await Answer.ModelAsync(host));
        var failures = new ConcurrentQueue<string>();
        await System.Threading.Tasks.Parallel.ForEachAsync(Enumerable.Range(Seed, queries), new ParallelOptions { MaxDegreeOfParallelism = Parallel }, async (seed, _) =>
        {
            if (failures.Count < Shown && await check(feed, seed) is { } failure)
                failures.Enqueue(failure);
        });
        failures.ShouldBeEmpty();
    }

    /// <summary>The smallest query that fails too, with what it should give and what it gives.</summary>
    private static async Task<string> ExplainAsync(Feed feed, Query query, int seed, Func<Outcome, bool> isFailure)
    {
        var plain = isFailure(await TryAsync(feed, query, null));
        var smallest = await Shrinking.SmallestAsync(query, async q => isFailure(await TryAsync(feed, q, plain ? null : seed)));
        var address = Spelling.Address(smallest, plain ? null : new Random(seed));
        var outcome = await TryAsync(feed, smallest, plain ? null : seed);
        return $"""

            seed {seed}: {Uri.UnescapeDataString(Spelling.Address(query, new Random(seed)))}
            smallest: {Uri.UnescapeDataString(address)}
            sent as: {address}
            status {outcome.Status}: {outcome.Fault ?? outcome.Refusal}
            expected: {Oracle.Answer(smallest)}
            """;
    }

    private static async Task<Outcome> TryAsync(Feed feed, Query query, int? spelling)
    {
        try
        {
            return await feed.AskAsync(query, Oracle.Answer(query), Spelling.Address(query, spelling is { } seed ? new Random(seed) : null));
        }
        catch (Exception e) when (e is UndeterminedException or NullReferenceException or InvalidOperationException or KeyNotFoundException)
        {
            // Made smaller it is no query any more.
            return new(404, null, null);
        }
    }

    private static int Number(string variable, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
