using System.Diagnostics;

namespace Konnect.Benchmarks;

/// <summary>A start on the filled installation: until the first page, and the memory held once it is idle again.</summary>
internal sealed class StartBenchmark : Benchmark
{
    private const int Times = 5;

    public override string Name => "start";

    public override async IAsyncEnumerable<Figure> RunAsync(Installation installation)
    {
        var (starts, bare) = (new List<double>(), new List<double>());
        for (var i = 0; i < Times; i++)
        {
            await using var server = await Server.StartAsync(installation);
            starts.Add(server.FirstPageTook.TotalSeconds);
            bare.Add(await Task.Run(() => RunBare(installation.Executable)));
        }

        yield return new Figure("Cold start to first page", starts.Median(), "s", bare.Median(), "the program telling its version", Goal.AtMost(2));

        await using var idle = await Server.StartAsync(installation);
        var (own, resident) = (idle.OwnMegabytes, idle.ResidentMegabytes);
        await idle.SignInAsync();
        foreach (var path in new[] { "/", "/groups/L1-VLI", "/children", "/ratio" })
            await idle.GetAsync(path);
        await Task.Delay(TimeSpan.FromSeconds(10));
        yield return new Figure("Memory of its own, idle after the first pages", idle.OwnMegabytes, "MB", own, "just started", Goal.AtMost(160));
        yield return new Figure("Memory with mapped program files, idle", idle.ResidentMegabytes, "MB", resident, "just started");
    }

    private static double RunBare(string executable)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(executable, ["--version"]) { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
