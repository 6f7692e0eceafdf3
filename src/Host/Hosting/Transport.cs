using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.HttpOverrides;

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
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate));
        }

        builder.Services.AddHsts(options => options.MaxAge = TimeSpan.FromDays(365));
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = settings.Proxies.Count > 0 ? ForwardedHeaders.All : ForwardedHeaders.None;
            options.KnownIPNetworks.Clear();
            options.KnownProxies.Clear();
            foreach (var network in settings.Proxies)
                options.KnownIPNetworks.Add(network);
        });
    }

    /// <summary>
    /// Forwarded headers first. Where the installation's address is known, a request for another host is refused: nothing that is made from a host's name leads
    /// elsewhere. Over HTTPS, its own or a proxy's, browsers are told to come by HTTPS only; a certificate of its own leads plain HTTP there.
    /// </summary>
    public static void Use(WebApplication app, KonnectSettings settings)
    {
        app.UseForwardedHeaders();
        if (settings.SignIn.Address is { Host: var own })
        {
            // Not the framework's own filter: it answers before any header is set.
            var hosts = new HashSet<string>([own, "localhost", "127.0.0.1", "[::1]"], StringComparer.OrdinalIgnoreCase);
            app.Use((HttpContext context, RequestDelegate next) =>
            {
                if (hosts.Contains(context.Request.Host.Host))
                    return next(context);
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return Task.CompletedTask;
            });
        }

        app.UseHsts();
        if (settings.Certificate is not null)
            app.UseHttpsRedirection();
    }

    private static bool IsLoopback(string url)
    {
        var host = url[(url.IndexOf("://", StringComparison.Ordinal) + 3)..].Split('/')[0];
        host = host.StartsWith('[') ? host[1..host.IndexOf(']', StringComparison.Ordinal)] : host.Split(':')[0];
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
    }

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
