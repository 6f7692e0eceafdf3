using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Npgsql;

namespace Konnect.Host.Hosting;

/// <summary>How the host may be reached: plain HTTP on this machine only, elsewhere behind a named proxy, on trial, or with a certificate.</summary>
internal static class Transport
{
    /// <summary>Checks the addresses against the settings before anything listens.</summary>
    /// <exception cref="SettingsException">Plain HTTP would be served to other machines.</exception>
    public static void Check(KonnectSettings settings, IReadOnlyList<string> urls)
    {
        var open = urls.FirstOrDefault(url => url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !IsLoopback(url));
        if (open is null || settings.Certificate is not null || settings.Proxies.Count > 0 || settings.PlainHttp)
            return;
        throw new SettingsException($"""
            {open} would serve families' data in plain HTTP to other machines. Choose one:
              KONNECT__CERTIFICATE=cert.pem;key.pem   serve HTTPS yourself (or cert.pfx;password)
              KONNECT__PROXY=10.0.0.5                 a proxy at this address or network does HTTPS
              KONNECT__PLAINHTTP=yes                  a trial without real data
            """);
    }

    /// <summary>Gives Kestrel the certificate and tells which proxies to trust.</summary>
    public static void Configure(WebApplicationBuilder builder, KonnectSettings settings)
    {
        if (settings.Certificate is { } files)
        {
            var certificate = Load(files);
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => Encrypt(https, certificate)));
        }

        builder.Services.AddHsts(options => (options.MaxAge, options.IncludeSubDomains) = (TimeSpan.FromDays(365), settings.HstsOfSubdomains));
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = settings.Proxies.Count > 0 ? ForwardedHeaders.All : ForwardedHeaders.None;
            options.KnownIPNetworks.Clear();
            options.KnownProxies.Clear();
            foreach (var network in settings.Proxies)
                options.KnownIPNetworks.Add(network);
        });
    }

    /// <summary>Which versions of TLS: the two that are not broken, whatever the system allows. Their ciphers are the system's, which is kept up to date.</summary>
    internal static void Encrypt(HttpsConnectionAdapterOptions https, X509Certificate2 certificate) =>
        (https.ServerCertificate, https.SslProtocols) = (certificate, SslProtocols.Tls12 | SslProtocols.Tls13);

    /// <summary>
    /// Forwarded headers first. Where the installation's address is known, a request for another host is refused: nothing that is made from a host's name leads
    /// elsewhere. Over HTTPS, its own or a proxy's, browsers are told to come by HTTPS only; a certificate of its own leads people from plain HTTP there.
    /// </summary>
    public static void Use(WebApplication app, KonnectSettings settings)
    {
        var attempts = app.Services.GetRequiredService<RefusedAttempts>();
        app.UseForwardedHeaders();
        if (settings.SignIn.Address is { Host: var own })
        {
            // Not the framework's own filter: it answers before any header is set.
            var hosts = new HashSet<string>([own, "localhost", "127.0.0.1", "[::1]"], StringComparer.OrdinalIgnoreCase);
            app.Use((HttpContext context, RequestDelegate next) =>
            {
                if (hosts.Contains(context.Request.Host.Host))
                    return next(context);
                attempts.ForeignHost();
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return Task.CompletedTask;
            });
        }

        app.UseHsts();
        app.Use((HttpContext context, RequestDelegate next) =>
        {
            // A program is not led to HTTPS, as people are: its token has just been read by whoever listens, and it would go on sending it.
            if (context.Request.IsHttps || !IsOfPrograms(context.Request.Path) || (settings.Certificate is null && !context.Request.Headers.ContainsKey("X-Original-Proto")))
                return next(context);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return context.Response.WriteAsync("Send this by HTTPS, and take another token: this one was sent in plain text.", context.RequestAborted);
        });
        if (settings.Certificate is not null)
            app.UseHttpsRedirection();
    }

    private static bool IsOfPrograms(PathString path) => path.StartsWithSegments("/odata") || path.StartsWithSegments("/api");

    /// <summary>Refuses a database on another machine that is spoken to in plain text, or that need not prove who it is.</summary>
    /// <exception cref="SettingsException">Families' data would go in plain text to another machine, or to whoever says to be the database.</exception>
    public static void CheckDatabase(string postgres, bool plain)
    {
        NpgsqlConnectionStringBuilder connection;
        try
        {
            connection = new(postgres);
        }
        catch (ArgumentException)
        {
            // The text holds a password: it is not repeated.
            throw new SettingsException("KONNECT__DATABASE is not a PostgreSQL connection string. Write for example Host=db.example.org;Database=konnect;Username=konnect;Password=…;SSL Mode=VerifyFull");
        }

        var elsewhere = (connection.Host ?? "").Split(',').FirstOrDefault(host => host.Length > 0 && host[0] is not ('/' or '@') && !IsThisMachine(host.Split(':') is [var name, _] ? name : host.Trim('[', ']')));
        if (elsewhere is null || connection.SslMode == SslMode.VerifyFull || plain)
            return;
        throw new SettingsException($"""
            KONNECT__DATABASE would send families' data to {elsewhere} without encryption, or without checking who that is. Choose one:
              SSL Mode=VerifyFull         in the connection string (with Root Certificate=ca.pem for a certificate of your own making)
              KONNECT__PLAINDATABASE=yes  a private network that nobody else is on, such as that of two containers on one machine
            """);
    }

    private static bool IsLoopback(string url)
    {
        var host = url[(url.IndexOf("://", StringComparison.Ordinal) + 3)..].Split('/')[0];
        return IsThisMachine(host.StartsWith('[') ? host[1..host.IndexOf(']', StringComparison.Ordinal)] : host.Split(':')[0]);
    }

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static X509Certificate2 Load(string files)
    {
        var parts = files.Split(';', 2);
        try
        {
            return parts[0].EndsWith(".pem", StringComparison.OrdinalIgnoreCase)
                ? X509Certificate2.CreateFromPemFile(parts[0], parts.Length > 1 ? parts[1] : null)
                : X509CertificateLoader.LoadPkcs12FromFile(parts[0], parts.Length > 1 ? parts[1] : null);
        }
        catch (Exception fault) when (fault is System.Security.Cryptography.CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"KONNECT__CERTIFICATE: {parts[0]} cannot be read as a certificate with its key. Give cert.pem;key.pem or cert.pfx;password.");
        }
    }
}
