using Konnect.BuildingBlocks.Infrastructure.Components;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.BuildingBlocks.Infrastructure.Live;
using Konnect.BuildingBlocks.Infrastructure.Localization;
using Konnect.BuildingBlocks.Infrastructure.Mail;
using Konnect.BuildingBlocks.Infrastructure.Messaging;
using Konnect.BuildingBlocks.Infrastructure.Modules;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Security;
using Konnect.Host.Components;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;

namespace Konnect.Host.Hosting;

/// <summary>Puts the product together: the same container for serving, for every command and for the tests.</summary>
internal static class Composition
{
    /// <summary>Builds the application. A command uses its services without starting it.</summary>
    /// <param name="settings">The checked settings.</param>
    /// <param name="serve">True to listen and to run background work.</param>
    /// <param name="urls">Addresses to listen on.</param>
    public static WebApplication Build(KonnectSettings settings, bool serve, params string[] urls)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(Composition).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        // A build (not a publish) leaves the assets in the source tree and a manifest that says where.
        if (!Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")))
            builder.WebHost.UseStaticWebAssets();
        // What it tells goes to the console and nowhere else: whoever runs it decides what becomes of that.
        builder.Logging.ClearProviders().AddConsole();
        Transport.Configure(builder, settings);
        builder.WebHost.UseUrls(urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // A form. What takes files says so where it is declared.
            kestrel.Limits.MaxRequestBodySize = 1 << 20;
        });
        AddKonnect(builder.Services, builder.Configuration, settings);
        if (serve)
            builder.Services.AddOutboxDispatcher().AddLiveRelay(settings.Database);
        var app = builder.Build();
        if (serve)
            MapKonnect(app, settings);
        return app;
    }

    private static void AddKonnect(IServiceCollection services, IConfiguration configuration, KonnectSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(settings.Clock);
        if (settings.MasterKey is { } masterKey)
            services.AddSingleton(masterKey);
        services.AddSingleton(settings.Zone);
        services.AddSingleton(new ZonedClock(settings.Clock, settings.Zone, CalendarSystem.Iso));
        services.AddSingleton(settings.SignIn);
        services.AddSingleton(settings.Visibility);
        services.AddSingleton(settings.Limits);
        services.AddSingleton<AddressLimit>();
        services.AddSingleton<IMailer>(settings.Mail is { } mail ? new SmtpMailer(mail, settings.Clock) : new NoMailer());
        services.AddSingleton<LiveChanges>();
        services.AddHttpContextAccessor();
        services.AddScoped<CurrentUser>();
        services.AddScoped<ICurrentUser>(sp => sp.GetRequiredService<CurrentUser>());
        services.AddPersistence(settings.Database);
        services.AddMessaging();
        services.AddExchange();
        services.AddTexts([typeof(Composition).Assembly, .. InstalledModules.All.Select(m => m.GetType().Assembly)]);
        services.AddShell();
        services.AddResponseCompression(o =>
        {
            // Form tokens differ in every answer, so a compressed length tells nothing about them.
            o.EnableForHttps = true;
            o.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "text/csv"];
        });
        services.AddRazorComponents();
        services.AddAntiforgery(o => (o.Cookie.Name, o.Cookie.Path, o.Cookie.SecurePolicy) = ("konnect.form", "/", CookieSecurePolicy.SameAsRequest));
        services.AddAuthentication();
        services.AddAuthorization();
        services.AddRequestLimit(settings.Requests);
        services.AddHealthChecks().AddCheck<ReadyCheck>("ready");
        services.TryAddSingleton<Readiness>();
        services.AddReporting(settings.FeedPage);
        services.AddModules(configuration, InstalledModules.All);
    }

    private static void MapKonnect(WebApplication app, KonnectSettings settings)
    {
        app.UseShellHeaders();
        Transport.Use(app, settings);
        app.UseHostCookies();
        app.UseResponseCompression();
        app.UseErrorPages();
        app.UseRouting();
        app.UseAuthentication();
        app.UseTexts();
        app.UseRateLimiter();
        app.UsePageAuthorization();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous().DisableRateLimiting();
        app.MapHealthChecks("/health/ready").AllowAnonymous().DisableRateLimiting();
        app.MapStaticAssets().DisableRateLimiting();
        app.MapShell();
        app.MapLive();
        // The feed has limits of its own for each token: a reader may ask for many small pages.
        app.MapReporting().DisableRateLimiting();
        app.MapModules();
        app.MapRazorComponents<App>().AddAdditionalAssemblies([.. InstalledModules.All.Select(m => m.GetType().Assembly)]);
    }
}
