using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Konnect.Testing;

namespace Konnect.Host.Tests.Mail;

/// <summary>A mail server that others wrote, of this machine: none is downloaded. It prints every letter it takes.</summary>
internal sealed class MailProgram : IAsyncDisposable
{
    private const string Python = "/usr/bin/python3";

    private readonly ConcurrentQueue<string> lines = new();
    private readonly Process process;

    private MailProgram(Process process, int port) => (this.process, Port) = (process, port);

    /// <summary>Why tests are skipped; null when they can run.</summary>
    public static string? Skip { get; } = Directory.Exists("/usr/lib/python3/dist-packages/aiosmtpd") ? null : "No python3-aiosmtpd on this machine";

    /// <summary>Its port.</summary>
    public int Port { get; }

    /// <summary>Starts one on localhost that takes letters over an encrypted connection only.</summary>
    /// <param name="directory">Where its certificate is.</param>
    /// <param name="encrypted">True from the first byte; false after STARTTLS.</param>
    public static async Task<MailProgram> StartAsync(DirectoryInfo directory, bool encrypted)
    {
        var (port, kind) = (KonnectProcess.FreePort(), encrypted ? "smtps" : "tls");
        var process = Process.Start(new ProcessStartInfo(Python,
        [
            "-u", "-m", "aiosmtpd", "-n", "-c", "aiosmtpd.handlers.Debugging", "-l", $"localhost:{port.ToString(CultureInfo.InvariantCulture)}",
            $"--{kind}cert", CertificateIn(directory), $"--{kind}key", Path.Combine(directory.FullName, "key.pem"), "stdout",
        ]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var server = new MailProgram(process, port);
        process.OutputDataReceived += (_, said) => server.lines.Enqueue(said.Data ?? "");
        process.ErrorDataReceived += (_, said) => server.lines.Enqueue(said.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        for (var tries = 0; tries < 200; tries++)
        {
            try
            {
                using var caller = new TcpClient();
                await caller.ConnectAsync("localhost", port);
                return server;
            }
            catch (SocketException)
            {
                process.HasExited.ShouldBeFalse(string.Join('\n', server.lines));
                await Task.Delay(50);
            }
        }

        throw new TimeoutException("The mail server did not start.");
    }

    /// <summary>The certificate of a directory, made when there is none: of localhost, vouched for by itself.</summary>
    public static string CertificateIn(DirectoryInfo directory)
    {
        var path = Path.Combine(directory.FullName, "certificate.pem");
        if (File.Exists(path))
            return path;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.CreateSelfSigned(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2126, 1, 1, 0, 0, 0, TimeSpan.Zero));
        File.WriteAllText(path, certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(directory.FullName, "key.pem"), key.ExportPkcs8PrivateKeyPem());
        return path;
    }

    /// <summary>Waits for a letter, and gives its text.</summary>
    public async Task<string> TextAsync()
    {
        for (var tries = 0; tries < 400; tries++, await Task.Delay(50))
        {
            var said = lines.ToList();
            if (said.FindIndex(l => l.Contains("END MESSAGE", StringComparison.Ordinal)) is var end and >= 0)
            {
                var body = said[..end].SkipWhile(l => !l.StartsWith("X-Peer", StringComparison.Ordinal)).Skip(1).Where(l => l.Length > 0);
                return Encoding.UTF8.GetString(Convert.FromBase64String(string.Concat(body)));
            }
        }

        throw new TimeoutException($"No letter came: {string.Join('\n', lines)}");
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}

/// <summary>A test that needs a mail server.</summary>
public sealed class MailTheoryAttribute : TheoryAttribute
{
    public MailTheoryAttribute() => Skip = MailProgram.Skip;
}
