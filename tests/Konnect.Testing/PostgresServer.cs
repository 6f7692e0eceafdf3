using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Konnect.Testing;

/// <summary>
/// A PostgreSQL of the tests' own: the distribution's binaries, a free port, a temporary directory, never as root.
/// One per process, or the one that <c>KONNECT_TEST_POSTGRES</c> names.
/// </summary>
public static class PostgresServer
{
    private static readonly Lazy<Task<string>> Started = new(StartAsync);

    /// <summary>A connection string to the server's maintenance database.</summary>
    public static Task<string> ConnectionStringAsync() => Started.Value;

    /// <summary>Where the server binaries are, or null when PostgreSQL is not installed.</summary>
    public static string? Binaries => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    private static async Task<string> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("KONNECT_TEST_POSTGRES") is { Length: > 0 } given)
            return given;
        var binaries = Binaries ?? throw new InvalidOperationException("PostgreSQL is not installed: ./test installs it, or set KONNECT_TEST_POSTGRES.");
        var directory = Directory.CreateTempSubdirectory("konnect-postgres-").FullName;
        var root = Environment.UserName == "root";
        if (root)
            await RunAsync("chown", "postgres", directory);
        var port = FreePort();
        await AsServerUserAsync(root, $"{binaries}/initdb", "-D", $"{directory}/data", "-U", "konnect", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8");
        await AsServerUserAsync(root, $"{binaries}/pg_ctl", "-D", $"{directory}/data", "-w", "-l", $"{directory}/log", "-o", $"-p {port} -k {directory} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200", "start");
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            AsServerUserAsync(root, $"{binaries}/pg_ctl", "-D", $"{directory}/data", "-m", "immediate", "stop").GetAwaiter().GetResult();
            Directory.Delete(directory, recursive: true);
        };
        return new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = port, Username = "konnect", Database = "postgres", MaxPoolSize = 20, IncludeErrorDetail = true }.ToString();
    }

    private static Task AsServerUserAsync(bool root, string program, params string[] arguments) =>
        root ? RunAsync("runuser", ["-u", "postgres", "--", program, .. arguments]) : RunAsync(program, arguments);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = "/", RedirectStandardOutput = true, RedirectStandardError = false })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} failed with {process.ExitCode}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
