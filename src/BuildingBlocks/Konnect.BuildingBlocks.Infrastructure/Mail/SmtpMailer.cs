using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Mail;

/// <summary>Gives letters to a mail server (RFC 5321), encrypted (RFC 3207, or from the first byte); without that only to one on this machine.</summary>
public sealed class SmtpMailer(MailSettings settings, IClock clock) : IMailer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public bool CanSend => true;

    /// <inheritdoc/>
    public async Task SendAsync(Letter letter, CancellationToken cancellationToken)
    {
        if (!MailSettings.IsAddress(letter.To))
            throw new MailException("The address cannot be written to.");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync(settings.Host, settings.Port, patience.Token);
            await ConverseAsync(connection.GetStream(), letter, patience.Token);
        }
        catch (Exception fault) when (fault is IOException or SocketException or System.Security.Authentication.AuthenticationException)
        {
            throw new MailException($"The mail server {settings.Host} cannot be reached: {fault.GetType().Name}.", fault);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MailException($"The mail server {settings.Host} took longer than {Patience.TotalSeconds.ToString(CultureInfo.InvariantCulture)} seconds.", late);
        }
    }

    private async Task ConverseAsync(NetworkStream network, Letter letter, CancellationToken cancellationToken)
    {
        Stream stream = settings.IsEncrypted ? await EncryptAsync(network, cancellationToken) : network;
        var isEncrypted = settings.IsEncrypted;
        await ReadAsync(stream, 220, cancellationToken);
        var can = await SayAsync(stream, $"EHLO {Domain}", 250, cancellationToken);
        if (!isEncrypted && Offers(can, "STARTTLS"))
        {
            await SayAsync(stream, "STARTTLS", 220, cancellationToken);
            stream = await EncryptAsync(network, cancellationToken);
            isEncrypted = true;
            can = await SayAsync(stream, $"EHLO {Domain}", 250, cancellationToken);
        }

        // A letter holds links that open something, as a password does.
        if (!isEncrypted && !settings.IsLocal)
            throw new MailException($"The mail server {settings.Host} encrypts nothing: no letter and no password is sent to it.");
        if (settings.User is { } user)
            await SayAsync(stream, $"AUTH PLAIN {Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{user}\0{settings.Password}"))}", 235, cancellationToken);

        await SayAsync(stream, $"MAIL FROM:<{settings.From}>", 250, cancellationToken);
        await SayAsync(stream, $"RCPT TO:<{letter.To}>", 250, cancellationToken);
        await SayAsync(stream, "DATA", 354, cancellationToken);
        await SayAsync(stream, $"{Write(letter)}\r\n.", 250, cancellationToken);
        await SayAsync(stream, "QUIT", 221, cancellationToken);
        if (stream is SslStream secure)
            await secure.DisposeAsync();
    }

    private async Task<Stream> EncryptAsync(NetworkStream network, CancellationToken cancellationToken)
    {
        var secure = new SslStream(network);
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = settings.Host }, cancellationToken);
        return secure;
    }

    private string Domain => settings.From[(settings.From.IndexOf('@', StringComparison.Ordinal) + 1)..];

    /// <summary>The letter as it travels: every line is of base 64 or a header, so that none begins with a dot or is too long.</summary>
    private string Write(Letter letter) => string.Join("\r\n",
    [
        $"From: <{settings.From}>",
        $"To: <{letter.To}>",
        $"Subject: {string.Join("\r\n ", Parts(letter.Subject).Select(part => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(part))}?="))}",
        $"Date: {clock.GetCurrentInstant().ToDateTimeOffset().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture)}",
        $"Message-ID: <{Guid.NewGuid():N}@{Domain}>",
        "Auto-Submitted: auto-generated",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: base64",
        "",
        Convert.ToBase64String(Encoding.UTF8.GetBytes(letter.Text.ReplaceLineEndings("\r\n")), Base64FormattingOptions.InsertLineBreaks),
    ]);

    /// <summary>Pieces of a subject that stay short when they are written out (RFC 2047).</summary>
    private static IEnumerable<string> Parts(string subject)
    {
        var part = new StringBuilder();
        foreach (var rune in subject.EnumerateRunes())
        {
            if (Encoding.UTF8.GetByteCount(part.ToString()) + rune.Utf8SequenceLength > 36)
            {
                yield return part.ToString();
                part.Clear();
            }

            part.Append(rune.ToString());
        }

        yield return part.ToString();
    }

    private static bool Offers(string answer, string extension) =>
        answer.Split("\r\n").Any(line => line.Length > 4 && line[4..].Split(' ')[0].Equals(extension, StringComparison.OrdinalIgnoreCase));

    private async Task<string> SayAsync(Stream stream, string line, int expected, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), cancellationToken);
        await stream.FlushAsync(cancellationToken);
        return await ReadAsync(stream, expected, cancellationToken);
    }

    /// <summary>Reads an answer of one line or more, byte by byte: what comes after it may be encrypted.</summary>
    private async Task<string> ReadAsync(Stream stream, int expected, CancellationToken cancellationToken)
    {
        var answer = new StringBuilder();
        var octet = new byte[1];
        var begin = 0;
        while (answer.Length < 10_000)
        {
            if (await stream.ReadAsync(octet, cancellationToken) == 0)
                throw new MailException($"The mail server {settings.Host} ended the conversation.");
            answer.Append((char)octet[0]);
            if (octet[0] != '\n')
                continue;
            var line = answer.ToString(begin, answer.Length - begin);
            begin = answer.Length;
            if (line.Length >= 4 && line[3] == '-')
                continue;
            return line.StartsWith(expected.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) ? answer.ToString()
                : throw new MailException($"The mail server {settings.Host} answered {(line.Length >= 3 ? line[..3] : "nothing")} instead of {expected.ToString(CultureInfo.InvariantCulture)}.");
        }

        throw new MailException($"The mail server {settings.Host} does not stop talking.");
    }
}
