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

    /// <summary>PostgreSQL connection string; empty for SQLite (<c>KONNECT__DATABASE</c>, or the content of <c>KONNECT__DATABASEFILE</c>).</summary>
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

    /// <summary>Certificate file, PEM pair or PFX (<c>KONNECT__CERTIFICATE</c>: <c>cert.pem;key.pem</c> or <c>cert.pfx;password</c>; or the content of <c>KONNECT__CERTIFICATEFILE</c>).</summary>
    public string? Certificate { get; init; }

    /// <summary>True when browsers are told to come by HTTPS only to hosts below this one's name too (<c>KONNECT__HSTS</c>: <c>subdomains</c> or <c>host</c>).</summary>
    public bool HstsOfSubdomains { get; init; } = true;

    /// <summary>How people sign in (<c>KONNECT__SECONDFACTOR</c>, <c>KONNECT__ADDRESS</c>).</summary>
    public SignInSettings SignIn { get; init; } = new();

    /// <summary>How long people still see what has ended (<c>KONNECT__MONTHSAFTEREND</c>).</summary>
    public VisibilitySettings Visibility { get; init; } = new();

    /// <summary>How much one account may use within an hour (<c>KONNECT__LIMITS__FILES</c>, <c>KONNECT__LIMITS__ROWS</c>).</summary>
    public UseLimitSettings Limits { get; init; } = new();

    /// <summary>How many requests a session or address may send in a minute; null for any number (<c>KONNECT__LIMITS__REQUESTS</c>).</summary>
    public int? Requests { get; init; }

    /// <summary>False when the account that serves may not change tables: <c>konnect migrate</c> does so, as another (<c>KONNECT__MIGRATE=no</c>).</summary>
    public bool Migrates { get; init; } = true;

    /// <summary>The mail server; null sends nothing (<c>KONNECT__SMTP</c>, or the content of <c>KONNECT__SMTPFILE</c>).</summary>
    public MailSettings? Mail { get; init; }

    /// <summary>The key that encrypts the keys in the data directory (<c>KONNECT__KEY</c>, or the content of <c>KONNECT__KEYFILE</c>), with the one it replaces (<c>KONNECT__OLDKEY</c>); null leaves them to the directory's rights.</summary>
    public MasterKey? MasterKey { get; init; }

    /// <summary>The database these settings name.</summary>
    public DatabaseSettings Database => new(DataDirectory, Postgres) { Migrates = Migrates };

    /// <summary>Reads and checks the settings; refuses with a sentence that says what to write instead.</summary>
    /// <exception cref="SettingsException">A setting cannot be used.</exception>
    public static KonnectSettings Read(IConfiguration configuration, string? dataDirectory, bool allowFixedClock)
    {
        var section = configuration.GetSection("Konnect");
        var zoneId = section["TimeZone"] is { Length: > 0 } id ? id : "Europe/Amsterdam";
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zoneId)
            ?? throw new SettingsException($"KONNECT__TIMEZONE: '{zoneId}' is not a time zone. Use a name such as Europe/Amsterdam.");
        var clock = ReadClock(section["Clock"], zone, allowFixedClock);
        var database = ReadSecret(section, "Database");
        if (database is not null)
            Transport.CheckDatabase(database, IsYes(section["PlainDatabase"]));
        return new KonnectSettings
        {
            DataDirectory = Path.GetFullPath(dataDirectory ?? (section["Data"] is { Length: > 0 } data ? data : "data")),
            Postgres = database,
            Zone = zone,
            Clock = clock,
            Proxies = [.. (section["Proxy"] ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries).Select(ReadNetwork)],
            FeedPage = ReadFeedPage(section["FeedPage"]),
            PlainHttp = IsYes(section["PlainHttp"]),
            HstsOfSubdomains = ReadHsts(section["Hsts"]),
            MasterKey = ReadMasterKey(section),
            Certificate = ReadSecret(section, "Certificate"),
            SignIn = new() { SecondFactorRequired = ReadSecondFactor(section["SecondFactor"]), Address = ReadAddress(section["Address"]) },
            Visibility = ReadVisibility(section["MonthsAfterEnd"]),
            Limits = ReadLimits(section["Limits:Files"], section["Limits:Rows"]),
            // Time that stands still is for demonstrations and measurements, which ask as fast as they can.
            Requests = clock is FixedClock ? null : (int)ReadLimit("REQUESTS", section["Limits:Requests"], RequestLimit.Usual, "session and minute"),
            Migrates = ReadMigrate(section["Migrate"]),
            Mail = ReadMail(ReadSecret(section, "Smtp"), section["Address"]),
        };
    }

    private static IClock ReadClock(string? text, DateTimeZone zone, bool allowed)
    {
        if (string.IsNullOrWhiteSpace(text))
            return SystemClock.Instance;
        if (!allowed)
            throw new SettingsException("KONNECT__CLOCK fixes the time and is for demonstrations and tests only: it is refused in production. Remove it.");
        return FixedClock.Parse(text, zone)
            ?? throw new SettingsException($"KONNECT__CLOCK: '{text}' is not a time. Write for example 2026-11-20T10:00, or 2026-11-20T10:00+ for time that runs from there.");
    }

    private static bool IsYes(string? text) => text is not null && (text.Equals("yes", StringComparison.OrdinalIgnoreCase) || text.Equals("true", StringComparison.OrdinalIgnoreCase));

    private static MasterKey? ReadMasterKey(IConfigurationSection section) =>
        ReadKey(section, "Key") is { } key ? new MasterKey(key, ReadKey(section, "OldKey") is { } old ? new MasterKey(old) : null) : null;

    private static string? ReadKey(IConfigurationSection section, string name) => ReadSecret(section, name) is not { } secret ? null
        : secret.Length >= MasterKey.Shortest ? secret
        : throw new SettingsException($"KONNECT__{name.ToUpperInvariant()}{(string.IsNullOrEmpty(section[name]) ? "FILE" : "")}: a key has at least {MasterKey.Shortest} characters. Make one with: openssl rand -base64 32");

    /// <summary>A setting that holds a secret: as it stands, or from the file that a store for secrets mounts; null when there is neither.</summary>
    private static string? ReadSecret(IConfigurationSection section, string name)
    {
        if (section[$"{name}File"] is not { Length: > 0 } file)
            return section[name]?.Trim() is { Length: > 0 } text ? text : null;
        var setting = $"KONNECT__{name.ToUpperInvariant()}";
        if (!string.IsNullOrEmpty(section[name]))
            throw new SettingsException($"{setting} and {setting}FILE are both given. Keep one of them.");
        try
        {
            return File.ReadAllText(file).Trim() is { Length: > 0 } text ? text : throw new SettingsException($"{setting}FILE: {file} is empty. Write into it what {setting} would hold.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"{setting}FILE: {file} can't be read. Give a file that only Konnect may read, with what {setting} would hold.");
        }
    }

    private static bool ReadHsts(string? text) => text switch
    {
        null or "" or "subdomains" => true,
        "host" => false,
        _ => throw new SettingsException($"KONNECT__HSTS: '{text}' is neither subdomains nor host. Leave it out for subdomains."),
    };

    private static long? ReadFeedPage(string? text) => string.IsNullOrWhiteSpace(text) ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows > 0 ? rows
        : throw new SettingsException($"KONNECT__FEEDPAGE: '{text}' is not a number of rows. Write for example 50000, or leave it out for answers without pages.");

    private static VisibilitySettings ReadVisibility(string? text) => string.IsNullOrWhiteSpace(text) ? new()
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var months) && months <= VisibilitySettings.Most ? new() { MonthsAfterEnd = months }
        : throw new SettingsException($"KONNECT__MONTHSAFTEREND: '{text}' is not a number of months from 0 to {VisibilitySettings.Most}. Write for example 3, or leave it out for {new VisibilitySettings().MonthsAfterEnd}.");

    private static UseLimitSettings ReadLimits(string? files, string? rows)
    {
        var usual = new UseLimitSettings();
        return new() { Files = ReadLimit("FILES", files, usual.Files), Rows = ReadLimit("ROWS", rows, usual.Rows) };
    }

    private static long ReadLimit(string name, string? text, long usual, string per = "account and hour") => string.IsNullOrWhiteSpace(text) ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most > 0 ? most
        : throw new SettingsException($"KONNECT__LIMITS__{name}: '{text}' is not a number for each {per}. Write for example {usual}, or leave it out for that.");

    private static bool ReadMigrate(string? text) => text switch
    {
        null or "" or "yes" => true,
        "no" => false,
        _ => throw new SettingsException($"KONNECT__MIGRATE: '{text}' is neither yes nor no. Leave it out for yes."),
    };

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
