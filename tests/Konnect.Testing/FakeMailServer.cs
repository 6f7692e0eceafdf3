using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Konnect.Testing;

/// <summary>A mail server of the test's own: takes every letter, and keeps what was said.</summary>
public sealed class FakeMailServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly X509Certificate2? certificate;
    private readonly bool encrypted;
    private readonly ConcurrentQueue<string> letters = new();
    private readonly ConcurrentQueue<string> said = new();
    private readonly Task serving;

    /// <summary>Listens.</summary>
    /// <param name="certificate">With a certificate it can encrypt.</param>
    /// <param name="encrypted">True to encrypt from the first byte.</param>
    public FakeMailServer(X509Certificate2? certificate = null, bool encrypted = false)
    {
        (this.certificate, this.encrypted) = (certificate, encrypted);
        listener.Start();
        serving = ServeAsync();
    }

    /// <summary>Its port.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The letters it took, as they came.</summary>
    public IReadOnlyList<string> Letters => [.. letters];

    /// <summary>Every command it heard.</summary>
    public IReadOnlyList<string> Said => [.. said];

    /// <summary>Refuses everybody it would write to.</summary>
    public bool RefusesAll { get; set; }

    /// <summary>Waits for a letter, and gives its text.</summary>
    public async Task<string> TextAsync()
    {
        for (var tries = 0; tries < 200 && letters.IsEmpty; tries++)
            await Task.Delay(50);
        letters.TryDequeue(out var letter);
        var body = (letter ?? throw new TimeoutException("No letter came.")).Split("\r\n\r\n", 2)[1];
        return Encoding.UTF8.GetString(Convert.FromBase64String(body.Replace("\r\n", "", StringComparison.Ordinal)));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await serving;
        stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync(stop.Token);
                await ConverseAsync(client.GetStream());
            }
            catch (Exception ended) when (ended is IOException or OperationCanceledException or SocketException or System.Security.Authentication.AuthenticationException)
            {
                // The other side left, or the test is over.
            }
        }
    }

    private async Task ConverseAsync(NetworkStream network)
    {
        Stream stream = encrypted ? await EncryptAsync(network) : network;
        await SayAsync(stream, "220 fake ready");
        while (await HearAsync(stream) is { } line)
        {
            said.Enqueue(line);
            switch (line.Split(' ')[0])
            {
                case "EHLO":
                    await SayAsync(stream, certificate is not null && stream == network ? "250-fake\r\n250-STARTTLS\r\n250 AUTH PLAIN" : "250-fake\r\n250 AUTH PLAIN");
                    break;
                case "STARTTLS":
                    await SayAsync(stream, "220 go on");
                    stream = await EncryptAsync(network);
                    break;
                case "AUTH":
                    await SayAsync(stream, "235 welcome");
                    break;
                case "RCPT" when RefusesAll:
                    await SayAsync(stream, "550 nobody here");
                    break;
                case "DATA":
                    await SayAsync(stream, "354 speak");
                    var letter = new StringBuilder();
                    while (await HearAsync(stream) is { } text and not ".")
                        letter.Append(text).Append("\r\n");
                    letters.Enqueue(letter.ToString());
                    await SayAsync(stream, "250 taken");
                    break;
                case "QUIT":
                    await SayAsync(stream, "221 bye");
                    return;
                default:
                    await SayAsync(stream, "250 fine");
                    break;
            }
        }
    }

    private async Task<Stream> EncryptAsync(NetworkStream network)
    {
        var secure = new SslStream(network);
        await secure.AuthenticateAsServerAsync(certificate!);
        return secure;
    }

    private async Task SayAsync(Stream stream, string line) => await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), stop.Token);

    private async Task<string?> HearAsync(Stream stream)
    {
        var line = new List<byte>();
        var octet = new byte[1];
        while (await stream.ReadAsync(octet, stop.Token) == 1)
        {
            if (octet[0] == '\n')
                return Encoding.ASCII.GetString([.. line]).TrimEnd('\r');
            line.Add(octet[0]);
        }

        return null;
    }
}
