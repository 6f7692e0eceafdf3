using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using NodaTime;

namespace Konnect.Benchmarks;

/// <summary>A program that serves as a process of its own: the product's executable on an installation, or the feed's yardstick on its database.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly Process process;
    private readonly Uri address;

    private Server(Process process, Uri address)
    {
        (this.process, this.address) = (process, address);
        Client = NewClient();
    }

    private const string Proof = "__RequestVerificationToken";

    /// <summary>A browser-like client of its own.</summary>
    public HttpClient Client { get; }

    /// <summary>How long it took from starting the process to the first page.</summary>
    public TimeSpan FirstPageTook { get; private set; }

    /// <summary>Resident memory in MB, with the pages of program files that the system can drop and read again.</summary>
    public double ResidentMegabytes => StatusMegabytes("VmRSS");

    /// <summary>Memory in MB that is this process's own: no other shares it and the system cannot drop it. Linux only.</summary>
    public double OwnMegabytes => StatusMegabytes("RssAnon") + StatusMegabytes("RssShmem");

    /// <summary>Resident memory in MB at its highest since <see cref="ForgetPeak"/>. Linux only.</summary>
    public double PeakMegabytes => StatusMegabytes("VmHWM");

    /// <summary>Starts the program and waits until it has sent its first page.</summary>
    /// <param name="installation">What it serves.</param>
    /// <param name="tellsAllocated">True to ask it for <see cref="AllocatedBytesAsync"/> later.</param>
    /// <param name="now">Where its clock stands; null for <see cref="Installation.Now"/>.</param>
    public static Task<Server> StartAsync(Installation installation, bool tellsAllocated = false, LocalDateTime? now = null)
    {
        var address = FreeAddress();
        var start = new ProcessStartInfo(installation.Executable, ["serve", "--data", installation.DataDirectory, "--urls", address.ToString()]);
        start.Environment["KONNECT__CLOCK"] = (now ?? Installation.Now).ToString("uuuu-MM-ddTHH:mm", CultureInfo.InvariantCulture);
        start.Environment["KONNECT__SECONDFACTOR"] = "optional";
        // Everybody comes from one address here.
        start.Environment["KONNECT__LIMITS__REQUESTS"] = "1000000";
        start.Environment["KONNECT__DATABASE"] = installation.Postgres;
        return StartAsync(start, address, tellsAllocated);
    }

    /// <summary>Starts this program as the feed's yardstick.</summary>
    public static Task<Server> StartBareAsync(Installation installation)
    {
        var address = FreeAddress();
        return StartAsync(new(Environment.ProcessPath!, [BareEndpoint.Argument, address.ToString(), installation.Database.ConnectionString, installation.Database.IsPostgres.ToString()]), address, tellsAllocated: true);
    }

    private static async Task<Server> StartAsync(ProcessStartInfo start, Uri address, bool tellsAllocated)
    {
        start.RedirectStandardOutput = true;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Measurement";
        if (tellsAllocated)
            start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
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

    /// <summary>Lets <see cref="PeakMegabytes"/> begin anew.</summary>
    public void ForgetPeak() => File.WriteAllText($"/proc/{process.Id.ToString(CultureInfo.InvariantCulture)}/clear_refs", "5");

    /// <summary>All bytes that the process has allocated for objects so far.</summary>
    public async Task<long> AllocatedBytesAsync()
    {
        await using var pipe = new NamedPipeClientStream(".", StartupHook.PipeOf(process.Id), PipeDirection.In);
        await pipe.ConnectAsync();
        var bytes = new byte[sizeof(long)];
        await pipe.ReadExactlyAsync(bytes);
        return BitConverter.ToInt64(bytes);
    }

    private double StatusMegabytes(string name) =>
        double.Parse(Regex.Match(File.ReadAllText($"/proc/{process.Id.ToString(CultureInfo.InvariantCulture)}/status"), $@"^{name}:\s*(\d+) kB", RegexOptions.Multiline).Groups[1].Value, CultureInfo.InvariantCulture) * 1024 / 1e6;

    /// <summary>Another browser-like client, with cookies of its own.</summary>
    public HttpClient NewClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };

    /// <summary>Signs in as the office.</summary>
    public Task SignInAsync(string email = Installation.Email) => SignInAsync(Client, email);

    /// <summary>Signs a client in.</summary>
    public static Task SignInAsync(HttpClient client, string email) =>
        SubmitAsync(client, "/sign-in", "sign-in", ("Input.Email", email), ("Input.Password", Installation.Password));

    /// <summary>Opens a page and sends one of its forms, which is accepted; gives the proof of the page with which it may be sent again.</summary>
    public static async Task<string> SubmitAsync(HttpClient client, string path, string form, params (string Name, string Value)[] fields)
    {
        var proof = ProofIn(await client.GetStringAsync(path));
        using var answer = await PostAsync(client, path, form, proof, fields);
        return answer.StatusCode == HttpStatusCode.Found ? proof : throw new InvalidOperationException($"{form} of {path} answered {(int)answer.StatusCode}.");
    }

    /// <summary>Sends a form.</summary>
    public static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string form, string proof, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent([new("_handler", form), new(Proof, proof), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
        return await client.PostAsync(path, content);
    }

    /// <summary>What shows that a form was sent from a page of the product.</summary>
    public static string ProofIn(string page) => WebUtility.HtmlDecode(Regex.Match(page, $"name=\"{Proof}\"[^>]*value=\"([^\"]*)\"").Groups[1].Value);

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

    private static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}");
    }
}
