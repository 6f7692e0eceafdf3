using System.Globalization;
using System.Net;
using Konnect.BuildingBlocks.Infrastructure.Mail;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Infrastructure.Time;
using NodaTime;

namespace Konnect.Host.Hosting;

/// <summary>The settings of the installation, from <c>KONNECT__…</c> variables or the section <c>Konnect</c>; checked before anything starts.</summary>
internal sealed record KonnectSettings
{
    /// <summary>Directory of database, media, keys and logs (<c>KONNECT__DATA</c>).</summary>
    public required string DataDirectory { get; init; }

    /// <summary>PostgreSQL connection string; empty for SQLite (<c>KONNECT__DATABASE</c>).</summary>
    public string? Postgres { get; init; }

    /// <summary>The organisation's zone (<c>KONNECT__TIMEZONE</c>).</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>The clock; the system's, unless <c>KONNECT__CLOCK</c> fixes it.</summary>
    public required IClock Clock { get; init; }

    /// <summary>Networks of proxies whose forwarded headers are trusted (<c>KONNECT__PROXY</c>).</summary>
    public IReadOnlyList<IPNetwork> Proxies { get; init; } = [];

    /// <summary>Most rows of a page of the reporting feed; null gives all rows in one answer (<c>KONNECT__FEEDPAGE</c>).</summary>
    public long? FeedPage { get; init; }

    /// <summary>True when plain HTTP may be served to other machines (<c>KONNECT__PLAINHTTP=yes</c>).</summary>
    public bool PlainHttp { get; init; }

    /// <summary>Certificate file, PEM pair or PFX (<c>KONNECT__CERTIFICATE</c>: <c>cert.pem;key.pem</c> or <c>cert.pfx;password</c>).</summary>
    public string? Certificate { get; init; }

    /// <summary>How people sign in (<c>KONNECT__SECONDFACTOR</c>, <c>KONNECT__ADDRESS</c>).</summary>
    public SignInSettings SignIn { get; init; } = new();

    /// <summary>How much one account may use within an hour (<c>KONNECT__LIMITS__FILES</c>, <c>KONNECT__LIMITS__ROWS</c>).</summary>
    public UseLimitSettings Limits { get; init; } = new();

    /// <summary>The mail server; null sends nothing (<c>KONNECT__SMTP</c>).</summary>
    public MailSettings? Mail { get; init; }

    /// <summary>The key that encrypts the keys in the data directory (<c>KONNECT__KEY</c>, or the content of <c>KONNECT__KEYFILE</c>); null leaves them to the directory's rights.</summary>
    public MasterKey? MasterKey { get; init; }

    /// <summary>The database these settings name.</summary>
    public DatabaseSettings Database => new(DataDirectory, Postgres);

    /// <summary>Reads and checks the settings; refuses with a sentence that says what to write instead.</summary>
    /// <exception cref="SettingsException">A setting cannot be used.</exception>
    public static KonnectSettings Read(IConfiguration configuration, string? dataDirectory, bool allowFixedClock)
    {
        var section = configuration.GetSection("Konnect");
        var zoneId = section["TimeZone"] is { Length: > 0 } id ? id : "Europe/Amsterdam";
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zoneId)
            ?? throw new SettingsException($"KONNECT__TIMEZONE: '{zoneId}' is not a time zone. Use a name such as Europe/Amsterdam.");
        return new KonnectSettings
        {
            DataDirectory = Path.GetFullPath(dataDirectory ?? (section["Data"] is { Length: > 0 } data ? data : "data")),
            Postgres = section["Database"] is { Length: > 0 } database ? database : null,
            Zone = zone,
            Clock = ReadClock(section["Clock"], zone, allowFixedClock),
            Proxies = [.. (section["Proxy"] ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries).Select(ReadNetwork)],
            FeedPage = ReadFeedPage(section["FeedPage"]),
            PlainHttp = section["PlainHttp"] is { } plain && (plain.Equals("yes", StringComparison.OrdinalIgnoreCase) || plain.Equals("true", StringComparison.OrdinalIgnoreCase)),
            MasterKey = ReadMasterKey(section["Key"], section["KeyFile"]),
            Certificate = section["Certificate"] is { Length: > 0 } certificate ? certificate : null,
            SignIn = new() { SecondFactorRequired = ReadSecondFactor(section["SecondFactor"]), Address = ReadAddress(section["Address"]) },
            Limits = ReadLimits(section["Limits:Files"], section["Limits:Rows"]),
            Mail = ReadMail(section["Smtp"], section["Address"]),
        };
    }

    private static IClock ReadClock(string? text, DateTimeZone zone, bool allowed)
    {
        if (string.IsNullOrWhiteSpace(text))
            return SystemClock.Instance;
        if (!allowed)
            throw new SettingsException("KONNECT__CLOCK fixes the time and is for demonstrations and tests only: it is refused in production. Remove it.");
        return FixedClock.Parse(text, zone)
            ?? throw new SettingsException($"KONNECT__CLOCK: '{text}' is not a time. Write for example 2026-11-20T10:00.");
    }

    private static MasterKey? ReadMasterKey(string? text, string? file)
    {
        var (name, secret) = ("KONNECT__KEY", text);
        if (!string.IsNullOrEmpty(file))
        {
            if (!string.IsNullOrEmpty(text))
                throw new SettingsException("KONNECT__KEY and KONNECT__KEYFILE are both given. Keep one of them.");
            try
            {
                (name, secret) = ("KONNECT__KEYFILE", File.ReadAllText(file));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                throw new SettingsException($"KONNECT__KEYFILE: {file} can't be read. Give a file that only Konnect may read, with at least {MasterKey.Shortest} random characters.");
            }
        }

        return string.IsNullOrEmpty(secret) ? null
            : secret.Trim().Length >= MasterKey.Shortest ? new MasterKey(secret)
            : throw new SettingsException($"{name}: a key has at least {MasterKey.Shortest} characters. Make one with: openssl rand -base64 32");
    }

    private static long? ReadFeedPage(string? text) => string.IsNullOrWhiteSpace(text) ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows > 0 ? rows
        : throw new SettingsException($"KONNECT__FEEDPAGE: '{text}' is not a number of rows. Write for example 50000, or leave it out for answers without pages.");

    private static UseLimitSettings ReadLimits(string? files, string? rows)
    {
        var usual = new UseLimitSettings();
        return new() { Files = ReadLimit("FILES", files, usual.Files), Rows = ReadLimit("ROWS", rows, usual.Rows) };
    }

    private static long ReadLimit(string name, string? text, long usual) => string.IsNullOrWhiteSpace(text) ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most > 0 ? most
        : throw new SettingsException($"KONNECT__LIMITS__{name}: '{text}' is not a number for each account and hour. Write for example {usual}, or leave it out for that.");

    private static bool ReadSecondFactor(string? text) => text switch
    {
        null or "" or "required" => true,
        "optional" => false,
        _ => throw new SettingsException($"KONNECT__SECONDFACTOR: '{text}' is neither required nor optional. Leave it out for required."),
    };

    private static Uri? ReadAddress(string? text) => string.IsNullOrWhiteSpace(text) ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Query.Length + address.Fragment.Length == 0 ? address
        : throw new SettingsException($"KONNECT__ADDRESS: '{text}' is not where people find this installation. Write for example https://konnect.example.org.");

    private static MailSettings? ReadMail(string? text, string? address)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        // The text holds a password: it is not repeated.
        var mail = MailSettings.Parse(text) ?? throw new SettingsException("KONNECT__SMTP is not a mail server. Write for example smtp://user:password@mail.example.org:587?from=konnect@example.org, or smtps://… for port 465.");
        // Else a link in a letter would lead where whoever asked for it wants.
        return string.IsNullOrWhiteSpace(address) ? throw new SettingsException("KONNECT__SMTP needs KONNECT__ADDRESS, for the links in letters. Write for example https://konnect.example.org.") : mail;
    }

    private static IPNetwork ReadNetwork(string text)
    {
        if (IPNetwork.TryParse(text, out var network))
            return network;
        if (IPAddress.TryParse(text, out var address))
            return new IPNetwork(address, address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128);
        throw new SettingsException($"KONNECT__PROXY: '{text}' is not an address or network. Write for example 10.0.0.5 or 10.0.0.0/24.");
    }
}

/// <summary>A setting that cannot be used; its message says which and what to write.</summary>
internal sealed class SettingsException(string message) : Exception(message);
