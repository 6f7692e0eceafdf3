using System.Globalization;
using Konnect.Benchmarks;

// dotnet run -c Release --project tests/Konnect.Benchmarks -- [name…] [--konnect EXECUTABLE] [--keep DIRECTORY] [--large] [--postgres CONNECTION]
if (args is [BareEndpoint.Argument, var address, var connection, var isPostgres])
{
    await BareEndpoint.ServeAsync(address, connection, bool.Parse(isPostgres));
    return 0;
}

var (names, executable, keep, large) = (new List<string>(), Path.Combine(AppContext.BaseDirectory, "konnect"), (string?)null, false);
for (var i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--konnect":
            executable = Path.GetFullPath(args[++i]);
            break;
        case "--keep":
            keep = Path.GetFullPath(args[++i]);
            break;
        case "--large":
            large = true;
            break;
        case "--postgres":
            // Databases of the feed's benchmark are made and dropped on this server.
            Environment.SetEnvironmentVariable("KONNECT_TEST_DATABASE", "postgres");
            Environment.SetEnvironmentVariable("KONNECT_TEST_POSTGRES", args[++i]);
            break;
        default:
            names.Add(args[i]);
            break;
    }
}

Benchmark[] all = [new ImportBenchmark(), new RecomputeBenchmark(), new CheckInBenchmark(), new PagesBenchmark(), new InspectionBenchmark(), new LoadBenchmark(), new TrailBenchmark(), new FeedBenchmark(large), new StartBenchmark()];
if (names.Find(name => !all.Any(b => b.Name == name)) is { } unknown)
{
    Console.Error.WriteLine($"There is no benchmark {unknown}. Choose from: {string.Join(' ', all.Select(b => b.Name))}");
    return 64;
}

var chosen = all.Where(b => names.Count == 0 || names.Contains(b.Name)).ToList();
var figures = new List<Figure>();
await RunAsync(onOrganisation: true, () => Installation.OpenAsync(keep, executable));
await RunAsync(onOrganisation: false, () => Installation.OpenEmptyAsync(executable));
Figure.Print(figures);
return 0;

async Task RunAsync(bool onOrganisation, Func<Task<Installation>> open)
{
    if (!chosen.Exists(b => b.IsOnOrganisation == onOrganisation))
        return;
    await using var installation = await open();
    foreach (var benchmark in chosen.Where(b => b.IsOnOrganisation == onOrganisation))
    {
        Console.Error.WriteLine($"{benchmark.Name}…");
        await foreach (var figure in benchmark.RunAsync(installation))
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {figure.Name}: {figure.Value:0.00} {figure.Unit}, ratio {figure.Value / figure.Yardstick:0.000}"));
            figures.Add(figure);
        }
    }
}
