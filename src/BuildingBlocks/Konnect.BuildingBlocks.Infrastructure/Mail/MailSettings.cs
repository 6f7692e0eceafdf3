using System.Net;

namespace Konnect.BuildingBlocks.Infrastructure.Mail;

/// <summary>The mail server, and who letters are from.</summary>
/// <param name="Host">Its name.</param>
/// <param name="Port">Its port.</param>
/// <param name="IsEncrypted">True when the connection is encrypted from the first byte; otherwise it becomes so when the server can.</param>
/// <param name="User">Whom to sign in as; null for nobody.</param>
/// <param name="Password">The password.</param>
/// <param name="From">The sender's address.</param>
public sealed record MailSettings(string Host, int Port, bool IsEncrypted, string? User, string? Password, string From)
{
    /// <summary>True for this machine, where nobody listens on the way.</summary>
    public bool IsLocal => Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Reads <c>smtp://user:password@host:port?from=address</c>, or <c>smtps://…</c>; null when it cannot be used.</summary>
    public static MailSettings? Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("smtp" or "smtps") || uri.Host.Length == 0 || uri.AbsolutePath.Trim('/').Length > 0)
            return null;
        var encrypted = uri.Scheme == "smtps";
        var parts = uri.UserInfo.Split(':', 2);
        var user = parts[0].Length > 0 ? Uri.UnescapeDataString(parts[0]) : null;
        var password = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : null;
        var from = uri.Query.StartsWith("?from=", StringComparison.Ordinal) ? Uri.UnescapeDataString(uri.Query[6..]) : user;
        return from is not null && IsAddress(from) && user is null == password is null
            ? new(uri.Host.Trim('[', ']'), uri.Port > 0 ? uri.Port : encrypted ? 465 : 587, encrypted, user, password, from)
            : null;
    }

    /// <summary>True for an address that can stand in a command to a server: nothing in it ends or adds one.</summary>
    public static bool IsAddress(string text) => text.Split('@') is [{ Length: > 0 }, { Length: > 0 }] && text.Length <= 254 && text.All(c => c is > ' ' and < (char)127 and not ('<' or '>' or '"'));
}
