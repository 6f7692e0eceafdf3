using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Konnect.Host.Tests.Reporting.Oracle;
using Konnect.Testing;
using Xunit.Abstractions;

namespace Konnect.Host.Tests.Fuzz;

/// <summary>
/// The real program in a process of its own, under thousands of broken requests over connections that stay open: it answers or refuses each in good form,
/// lives, gives no name away, and holds no more memory, files or connections at the end than half-way. <c>KONNECT_FUZZ_REQUESTS</c> asks for more of them.
/// </summary>
public sealed partial class FuzzTests(ITestOutputHelper output) : IDisposable
{
    private const string Clock = "2026-11-20T10:00";

    /// <summary>Connections; as many as one token may have requests under way.</summary>
    private const int Connections = 4;

    /// <summary>Longer than a request may wait for its turn and run.</summary>
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(65);

    /// <summary>Times that memory and handles are looked at.</summary>
    private const int Looks = 20;

    private static readonly int[] Allowed = [400, 401, 404, 405, 406, 414, 429, 431, 501, 503, 505];

    /// <summary>What queries over the meters speak of, and what the product has in its place: close enough to be valid now and then.</summary>
    private static readonly Dictionary<string, string> Names = new()
    {
        ["Readings"] = "ChildAttendance", ["Sites"] = "Groups", ["Tariffs"] = "Placements", ["Secrets"] = "AuditEvents", ["Place"] = "Group", ["Site"] = "GroupCode", ["Day"] = "Date", ["DayKey"] = "DateKey", ["From"] = "ArrivedAt", ["To"] = "DepartedAt",
        ["Length"] = "Minutes", ["Due"] = "Date", ["Count"] = "AgeMonths", ["Total"] = "AgeYears", ["Flag"] = "Planned", ["Checked"] = "Corrected", ["Label"] = "AgeClass", ["Person"] = "Name", ["Kind"] = "Product", ["Cents"] = "WeeklyMinutes",
    };

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("konnect-fuzz-");

    private static int Requests => Setting("KONNECT_FUZZ_REQUESTS", 8_000);

    /// <summary>The first request's seed: one that failed can be sent again alone.</summary>
    private static int First => Setting("KONNECT_FUZZ_FIRST", 0);

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public async Task Broken_requests_break_nothing()
    {
        await using var program = await KonnectProcess.ServeAsync("demo", directory.FullName, Clock);
        var token = await TokenAsync(program.Address, await program.SaidAsync("with password (.*):"));
        var (seen, failures, looks) = (new ConcurrentDictionary<int, int>(), new ConcurrentQueue<string>(), new List<(long Memory, int Handles)>());
        var watch = Stopwatch.StartNew();
        var connections = Enumerable.Range(0, Connections).Select(_ => new RawConnection(program.Address)).ToList();
        for (var look = 0; look < Looks && failures.IsEmpty; look++)
        {
            var first = First + (look * (Requests / Looks));
            await Task.WhenAll(connections.Select((connection, i) => Task.Run(() =>
            {
                for (var seed = first + i; seed < first + (Requests / Looks) && failures.Count < 5; seed += Connections)
                {
                    var request = RequestOf(seed, program.Address.Authority, token);
                    var watched = Stopwatch.StartNew();
                    var (status, body) = connection.Send(request);
                    if (watched.Elapsed > Slowest)
                        failures.Enqueue($"\nseed {seed}: {watched.Elapsed}\n{Encoding.Latin1.GetString(request)}");
                    seen.AddOrUpdate(status, 1, (_, n) => n + 1);
                    if (Fault(status, body) is { } fault)
                        failures.Enqueue($"\nseed {seed}: {fault}\n{Encoding.Latin1.GetString(request)}");
                }
            })));
            looks.Add((program.Memory, program.Handles));
        }

        connections[0].Abandon(Encoding.ASCII.GetBytes("GET /odata/v1/Groups HTTP/1.1\r\nHost: x"));
        output.WriteLine($"{Requests} requests in {watch.Elapsed}, {connections.Sum(c => c.Opened)} connections opened");
        output.WriteLine(string.Join(", ", seen.OrderBy(s => s.Key).Select(s => $"{s.Key}: {s.Value}")));
        output.WriteLine(string.Join(' ', looks.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Memory >> 20} MB/{l.Handles}"))));
        connections.ForEach(c => c.Dispose());

        failures.ShouldBeEmpty();
        program.IsRunning.ShouldBeTrue();
        program.Output.ShouldNotContain("failed to answer");
        // Breaking is worth something only while each sort of answer is common; a connection ends where a request can't be told from the next.
        seen[200].ShouldBeGreaterThan(Requests / 20);
        seen[400].ShouldBeGreaterThan(Requests / 20);
        seen.GetValueOrDefault(0).ShouldBeLessThan(Requests / 50);
        var (third, last) = (looks[(Looks / 2)..(Looks * 3 / 4)], looks[(Looks * 3 / 4)..]);
        Median(last.Select(l => l.Memory)).ShouldBeLessThan((Median(third.Select(l => l.Memory)) * 11 / 10) + (16 << 20));
        Median(last.Select(l => (long)l.Handles)).ShouldBeLessThan(Median(third.Select(l => (long)l.Handles)) + 8);
    }

    private static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static byte[] RequestOf(int seed, string host, string token)
    {
        var random = new Random(seed);
        if (random.Next(8) == 0)
            return Hostile.Request(random, host, token);
        var query = new Generator(random, Features.All).Query();
        var address = random.Next(3) == 0 ? Spelling.Address(query, random) : new Mutator(random).Address(query);
        var prefer = random.Next(6) == 0 ? "Prefer: odata.maxpagesize=5\r\n" : "";
        var line = $"/odata/v1/{Name().Replace(address, name => Names.GetValueOrDefault(name.Value, name.Value))}";
        // What is not encoded is sent as it is.
        return Encoding.UTF8.GetBytes($"GET {line} HTTP/1.1\r\nHost: {host}\r\nX-API-Key: {token}\r\n{prefer}\r\n");
    }

    private static string? Fault(int status, string body)
    {
        if (status is not (0 or (>= 200 and < 400)) && !Allowed.Contains(status))
            return $"status {status}: {body}";
        // Children of the demonstration, days outside the token, and what only the program itself should see.
        return Secret().Match(body) is { Success: true } secret ? $"gives away '{secret.Value}': {body}" : null;
    }

    private static async Task<string> TokenAsync(Uri address, string password)
    {
        using var office = new PageClient(address);
        await office.SignInAsync("office@regenboog.example", password);
        var page = await office.PageAsync("/tokens");
        using var made = await office.SendAsync("/tokens", page, "create", ("Input.Name", "Fuzz"), ("Input.Scope", "Bi"), ("Input.From", "2026-11-16"), ("Input.To", "2026-11-20"), ("Input.ExpiresOn", "2027-01-01"));
        return (await office.PageAsync("/tokens")).QuerySelector("main code")!.TextContent;
    }

    private static long Median(IEnumerable<long> values) => values.Order().ElementAt(values.Count() / 2);

    /// <summary>A name in an address that may be encoded.</summary>
    [GeneratedRegex("(?<=%[0-9A-Fa-f]{2}|[^A-Za-z0-9_]|^)[A-Za-z]+")]
    private static partial Regex Name();

    [GeneratedRegex("Hendriks|De Vries|\"Date\":\"2026-(09|10)|   at |SELECT \"|SQLite Error|Exception:")]
    private static partial Regex Secret();
}
