using Konnect.Benchmarks;

// dotnet run -c Release --project tests/Konnect.Benchmarks -- [name…] [--konnect EXECUTABLE] [--keep DIRECTORY]
var (names, executable, keep) = (new List<string>(), Path.Combine(AppContext.BaseDirectory, "konnect"), (string?)null);
for (var i = 0; i < args.Length; i++)
{
    if (args[i] == "--konnect")
        executable = Path.GetFullPath(args[++i]);
    else if (args[i] == "--keep")
        keep = Path.GetFullPath(args[++i]);
    else
        names.Add(args[i]);
}

Benchmark[] all = [new ImportBenchmark(), new RecomputeBenchmark(), new CheckInBenchmark(), new PagesBenchmark(), new FeedBenchmark(), new StartBenchmark()];
if (names.Find(name => !all.Any(b => b.Name == name)) is { } unknown)
{
    Console.Error.WriteLine($"There is no benchmark {unknown}. Choose from: {string.Join(' ', all.Select(b => b.Name))}");
    return 64;
}

await using var installation = await Installation.OpenAsync(keep, executable);
var figures = new List<Figure>();
foreach (var benchmark in all.Where(b => names.Count == 0 || names.Contains(b.Name)))
{
    Console.Error.WriteLine($"{benchmark.Name}…");
    await foreach (var figure in benchmark.RunAsync(installation))
        figures.Add(figure);
}

Figure.Print(figures);
return 0;
