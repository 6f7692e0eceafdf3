using System.Globalization;
using System.Runtime.InteropServices;

namespace Konnect.Benchmarks;

/// <summary>One measurement: figures of one benchmark share an installation and a machine, and each has a yardstick of the same run.</summary>
internal abstract class Benchmark
{
    /// <summary>The name to ask for it.</summary>
    public abstract string Name { get; }

    /// <summary>True when it measures the generated organisation, false when it makes an installation of its own.</summary>
    public virtual bool IsOnOrganisation => true;

    /// <summary>Measures.</summary>
    public abstract IAsyncEnumerable<Figure> RunAsync(Installation installation);
}

/// <summary>A measured figure.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Yardstick">What the same machine does at best, in the same unit.</param>
/// <param name="YardstickName">What that is.</param>
/// <param name="Goal">The figure to reach; null when there is none.</param>
internal sealed record Figure(string Name, double Value, string Unit, double Yardstick, string YardstickName, Goal? Goal = null)
{
    private bool IsMet => Goal is null || Goal.IsMetBy(this);

    /// <summary>Prints figures as a table, with the machine they were measured on.</summary>
    public static void Print(IEnumerable<Figure> figures)
    {
        Console.WriteLine($"{Processor()}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
        Console.WriteLine();
        Console.WriteLine("| what | figure | yardstick | ratio | goal | |");
        Console.WriteLine("|---|---:|---|---:|---:|---|");
        foreach (var f in figures)
            Console.WriteLine($"| {f.Name} | {Number(f.Value)} {f.Unit} | {Number(f.Yardstick)} {f.Unit}: {f.YardstickName} | {Number(f.Value / f.Yardstick)} | {f.Goal} | {(f.Goal is null ? "" : f.IsMet ? "met" : "not met")} |");
    }

    internal static string Number(double value) =>
        value.ToString(value >= 1000 ? "#,0" : value >= 100 ? "0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);

    private static string Processor() =>
        File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]
            : RuntimeInformation.ProcessArchitecture.ToString();
}

/// <summary>A figure to reach.</summary>
/// <param name="Bound">The bound itself.</param>
/// <param name="IsLeast">True when the figure must be at least this, false when at most.</param>
/// <param name="OfRatio">True when the bound is on the ratio to the yardstick.</param>
internal sealed record Goal(double Bound, bool IsLeast, bool OfRatio = false)
{
    /// <summary>At most this much.</summary>
    public static Goal AtMost(double bound) => new(bound, IsLeast: false);

    /// <summary>At least this much.</summary>
    public static Goal AtLeast(double bound) => new(bound, IsLeast: true);

    /// <summary>At least this part of the yardstick.</summary>
    public static Goal RatioAtLeast(double bound) => new(bound, IsLeast: true, OfRatio: true);

    /// <summary>At most this many times the yardstick.</summary>
    public static Goal RatioAtMost(double bound) => new(bound, IsLeast: false, OfRatio: true);

    /// <summary>True when a figure reaches it.</summary>
    public bool IsMetBy(Figure figure)
    {
        var value = OfRatio ? figure.Value / figure.Yardstick : figure.Value;
        return IsLeast ? value >= Bound : value <= Bound;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{(OfRatio ? "ratio " : "")}{(IsLeast ? "≥" : "≤")} {Figure.Number(Bound)}";
}

/// <summary>Repeated measurements.</summary>
internal static class Samples
{
    /// <summary>The middle of some measurements.</summary>
    public static double Median(this List<double> samples) => samples.Percentile(50);

    /// <summary>The measurement that this many of a hundred do not exceed.</summary>
    public static double Percentile(this List<double> samples, int percent)
    {
        samples.Sort();
        return samples.Count == 0 ? double.NaN : samples[Math.Min(samples.Count - 1, samples.Count * percent / 100)];
    }

    /// <summary>Does something so often, after a warm-up, and gives the median of its duration in ms.</summary>
    public static async Task<double> MedianAsync(int warmUp, int times, Func<Task> work)
    {
        for (var i = 0; i < warmUp; i++)
            await work();
        var samples = new List<double>(times);
        for (var i = 0; i < times; i++)
        {
            var started = System.Diagnostics.Stopwatch.GetTimestamp();
            await work();
            samples.Add(System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return samples.Median();
    }
}
