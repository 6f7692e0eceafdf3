using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Konnect.Benchmarks;

/// <summary>The executable, serving an installation as a process of its own.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly Process process;

    private Server(Process process, Uri address)
    {
        this.process = process;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
    }

    /// <summary>A browser-like client of its own.</summary>
    public HttpClient Client { get; }

    /// <summary>How long it took from starting the process to the first page.</summary>
    public TimeSpan FirstPageTook { get; private set; }

    /// <summary>Resident memory in MB, with the pages of program files that the system can drop and read again.</summary>
    public double ResidentMegabytes => StatusMegabytes("VmRSS");

    /// <summary>Memory in MB that is this process's own: no other shares it and the system cannot drop it. Linux only.</summary>
    public double OwnMegabytes => StatusMegabytes("RssAnon") + StatusMegabytes("RssShmem");

    /// <summary>Starts the program and waits until it has sent its first page.</summary>
    public static async Task<Server> StartAsync(Installation installation, string? dataDirectory = null)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}");
        var start = new ProcessStartInfo(installation.Executable, ["serve", "--data", dataDirectory ?? installation.DataDirectory, "--urls", address.ToString()]) { RedirectStandardOutput = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Measurement";
        start.Environment["KONNECT__CLOCK"] = Installation.Now.ToString("uuuu-MM-ddTHH:mm", CultureInfo.InvariantCulture);
        var started = Stopwatch.GetTimestamp();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var server = new Server(process, address);
        while (true)
        {
            try
            {
                using var page = await server.Client.GetAsync("/sign-in");
                await page.Content.ReadAsByteArrayAsync();
                server.FirstPageTook = Stopwatch.GetElapsedTime(started);
                return server;
            }
            catch (HttpRequestException) when (!process.HasExited && Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(1))
            {
                await Task.Delay(5);
            }
        }
    }

    private double StatusMegabytes(string name) =>
        double.Parse(Regex.Match(File.ReadAllText($"/proc/{process.Id.ToString(CultureInfo.InvariantCulture)}/status"), $@"^{name}:\s*(\d+) kB", RegexOptions.Multiline).Groups[1].Value, CultureInfo.InvariantCulture) * 1024 / 1e6;

    /// <summary>Signs in as the office.</summary>
    public async Task SignInAsync()
    {
        var page = await Client.GetStringAsync("/sign-in");
        string Field(string name) => WebUtility.HtmlDecode(Regex.Match(page, $"name=\"{name}\"[^>]*value=\"([^\"]*)\"").Groups[1].Value);
        using var form = new FormUrlEncodedContent(
        [
            new("_handler", "sign-in"),
            new("__RequestVerificationToken", Field("__RequestVerificationToken")),
            new("Input.Email", Installation.Email),
            new("Input.Password", Installation.Password),
        ]);
        using var answer = await Client.PostAsync("/sign-in", form);
        if (answer.StatusCode != HttpStatusCode.Found)
            throw new InvalidOperationException($"Signing in answered {(int)answer.StatusCode}.");
    }

    /// <summary>Reads a page whole; gives its length in bytes.</summary>
    public async Task<int> GetAsync(string path)
    {
        using var answer = await Client.GetAsync(path);
        return answer.StatusCode == HttpStatusCode.OK
            ? (await answer.Content.ReadAsByteArrayAsync()).Length
            : throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode}.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
