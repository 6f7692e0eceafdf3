using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Konnect.Testing;

/// <summary>The built executable as a process of its own, on a free port of this machine; what it prints can be read. Disposing kills it at once.</summary>
public sealed class KonnectProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();

    private KonnectProcess(Process process, Uri address)
    {
        (this.process, Address) = (process, address);
        AppDomain.CurrentDomain.ProcessExit += KillAtExit;
    }

    /// <summary>The address it serves on.</summary>
    public Uri Address { get; }

    /// <summary>Everything it printed, output and errors.</summary>
    public string Output => string.Join('\n', lines);

    /// <summary>True until it ends.</summary>
    public bool IsRunning => !process.HasExited;

    /// <summary>Memory it holds now, in bytes.</summary>
    public long Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>Files and connections it has open now.</summary>
    public int Handles
    {
        get
        {
            process.Refresh();
            return process.HandleCount;
        }
    }

    /// <summary>Starts <c>konnect serve</c> or <c>konnect demo</c> on a data directory and waits until it serves.</summary>
    /// <param name="command"><c>serve</c> or <c>demo</c>.</param>
    /// <param name="directory">The data directory.</param>
    /// <param name="clock">The time it stands at, such as 2026-11-20T10:00.</param>
    /// <param name="secondFactor"><c>required</c> or <c>optional</c>.</param>
    /// <param name="settings">Further environment variables.</param>
    public static Task<KonnectProcess> ServeAsync(string command, string directory, string clock, string secondFactor = "optional", params (string Name, string Value)[] settings) =>
        ServeAsync(new Uri($"http://127.0.0.1:{FreePort()}"), command, directory, clock, secondFactor, settings);

    /// <summary>As the other, on an address where it served before.</summary>
    public static async Task<KonnectProcess> ServeAsync(Uri address, string command, string directory, string clock, string secondFactor = "optional", params (string Name, string Value)[] settings)
    {
        var host = Start(address, [("KONNECT__CLOCK", clock), ("KONNECT__SECONDFACTOR", secondFactor), .. settings], command, "--urls", address.ToString(), "--data", directory);
        try
        {
            await host.SaidAsync("Konnect serves on (.*)");
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string clock, params string[] arguments)
    {
        await using var run = Start(new Uri("http://127.0.0.1"), [("KONNECT__CLOCK", clock), ("KONNECT__SECONDFACTOR", "optional")], arguments);
        await run.process.WaitForExitAsync().WaitAsync(Patience);
        return (run.process.ExitCode, run.Output);
    }

    /// <summary>Waits until it prints a line that matches, and gives the pattern's first group.</summary>
    /// <exception cref="InvalidOperationException">It ended, or did not print it in time.</exception>
    public async Task<string> SaidAsync(string pattern)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience; await Task.Delay(50))
        {
            var ended = process.HasExited;
            if (lines.Select(line => Regex.Match(line, pattern)).FirstOrDefault(m => m.Success) is { } found)
                return found.Groups[1].Value;
            if (ended)
                break;
        }

        throw new InvalidOperationException($"konnect did not print '{pattern}':\n{Output}");
    }

    /// <summary>No file can become larger than this, as on a disk that is full; null lifts it. Needs <c>prlimit</c>, of every distribution's util-linux.</summary>
    public async Task LimitFilesAsync(long? bytes)
    {
        using var limit = Process.Start("prlimit", ["--pid", process.Id.ToString(CultureInfo.InvariantCulture), $"--fsize={bytes?.ToString(CultureInfo.InvariantCulture) ?? "unlimited"}:"]);
        await limit.WaitForExitAsync();
        if (limit.ExitCode != 0)
            throw new InvalidOperationException($"prlimit ended with {limit.ExitCode}.");
    }

    /// <summary>Ends it as a power cut does (SIGKILL): nothing is finished, flushed or closed.</summary>
    public async Task KillAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Ends it as an operator does (SIGTERM), and gives everything it printed.</summary>
    public async Task<string> StopAsync()
    {
        using var signal = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await signal.WaitForExitAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        return Output;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
        await KillAsync();
        process.Dispose();
    }

    // A test run that is stopped takes its hosts along.
    private void KillAtExit(object? sender, EventArgs stopped) => process.Kill();

    private static KonnectProcess Start(Uri address, IEnumerable<(string Name, string Value)> settings, params string[] arguments)
    {
        // Without the signal a write beyond the limit of files fails as on a full disk.
        var start = new ProcessStartInfo("sh", ["-c", "trap '' XFSZ; exec dotnet \"$@\"", "konnect", Path.Combine(AppContext.BaseDirectory, "konnect.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        var process = new Process { StartInfo = start };
        var host = new KonnectProcess(process, address);
        process.OutputDataReceived += (_, said) => host.Hear(said.Data);
        process.ErrorDataReceived += (_, said) => host.Hear(said.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return host;
    }

    private void Hear(string? line)
    {
        if (line is not null)
            lines.Enqueue(line);
    }

    /// <summary>A port of this machine that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
