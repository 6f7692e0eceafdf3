using System.Net;
using Konnect.BuildingBlocks.Infrastructure.Mail;
using Konnect.BuildingBlocks.Infrastructure.Messaging;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Host.Hosting;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Testing;

/// <summary>The whole product on a database of its own: real container, real files, a clock that the test owns.</summary>
public sealed class KonnectHost : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly WebApplication app;

    private readonly KonnectSettings settings;
    private readonly bool ownsDatabase;

    private KonnectHost(TestDatabase database, WebApplication app, TestClock clock, KonnectSettings settings, bool ownsDatabase = true) =>
        (this.database, this.app, Clock, this.settings, this.ownsDatabase) = (database, app, clock, settings, ownsDatabase);

    /// <summary>The zone of every test.</summary>
    public static DateTimeZone Zone { get; } = DateTimeZoneProviders.Tzdb["Europe/Amsterdam"];

    /// <summary>The clock.</summary>
    public TestClock Clock { get; }

    /// <summary>The container.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>The data directory.</summary>
    public string DataDirectory => database.Directory;

    /// <summary>The address, once it serves.</summary>
    public Uri Address => new(app.Urls.First());

    /// <summary>The address by HTTPS, where there is a certificate.</summary>
    public Uri EncryptedAddress => new(app.Urls.Single(url => url.StartsWith("https:", StringComparison.Ordinal)));

    /// <summary>How people sign in unless a test says otherwise: by password alone, at little cost.</summary>
    public static SignInSettings ByPassword { get; } = new() { SecondFactorRequired = false, PasswordRounds = 1_000 };

    /// <summary>A product that does not listen; time stands at 10:00 on Friday 20 November 2026 unless given.</summary>
    public static Task<KonnectHost> CreateAsync(LocalDateTime? now = null, SignInSettings? signIn = null, string? smtp = null, UseLimitSettings? limits = null, VisibilitySettings? visibility = null) =>
        CreateAsync(now, signIn, smtp, limits, behindProxy: false, serve: false, visibility: visibility);

    /// <summary>A product that listens on a free port of this machine and runs its background work.</summary>
    /// <param name="now">The time.</param>
    /// <param name="signIn">How people sign in.</param>
    /// <param name="smtp">The mail server, as a setting.</param>
    /// <param name="behindProxy">True to believe what this machine's requests say about where they come from.</param>
    /// <param name="limits">How much one account may use within an hour.</param>
    /// <param name="requests">How many requests a session or address may send in a minute; null for any number.</param>
    /// <param name="certificate">Certificate and key, as a setting, to serve HTTPS too: its address is the second.</param>
    public static async Task<KonnectHost> ServeAsync(
        LocalDateTime? now = null, SignInSettings? signIn = null, string? smtp = null, bool behindProxy = false, UseLimitSettings? limits = null, int? requests = null, string? certificate = null)
    {
        var host = await CreateAsync(now, signIn, smtp, limits, behindProxy, serve: true, requests, certificate);
        host.app.Services.GetRequiredService<Readiness>().IsReady = true;
        await host.app.StartAsync();
        return host;
    }

    /// <summary>Another host of the same organisation, on the same data; it goes before this one.</summary>
    public async Task<KonnectHost> ServeBesideAsync()
    {
        var host = new KonnectHost(database, Composition.Build(settings, serve: true, ["http://127.0.0.1:0"]), Clock, settings, ownsDatabase: false);
        host.app.Services.GetRequiredService<Readiness>().IsReady = true;
        await host.app.StartAsync();
        return host;
    }

    /// <summary>A browser-like client: keeps cookies, follows no redirect.</summary>
    public HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer(), UseCookies = true }) { BaseAddress = Address };

    /// <summary>Sends a use case as somebody; null speaks for the organisation.</summary>
    public async Task<Result<T>> SendAsync<T>(IRequest<Result<T>> request, ICurrentUser? user = null)
    {
        await using var scope = Scope(user);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    /// <summary>A scope that speaks for somebody; null for the organisation.</summary>
    public AsyncServiceScope Scope(ICurrentUser? user = null)
    {
        var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().Become(user ?? new SystemUser("Test"));
        return scope;
    }

    /// <summary>Runs work in a scope of its own.</summary>
    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = Scope();
        return await work(scope.ServiceProvider);
    }

    /// <summary>Lets every event be followed.</summary>
    public Task<int> DrainAsync() => app.Services.GetRequiredService<OutboxPump>().DrainAsync(CancellationToken.None);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        if (ownsDatabase)
            await database.DisposeAsync();
    }

    private static async Task<KonnectHost> CreateAsync(LocalDateTime? now, SignInSettings? signIn, string? smtp, UseLimitSettings? limits, bool behindProxy, bool serve, int? requests = null, string? certificate = null, VisibilitySettings? visibility = null)
    {
        var database = await TestDatabase.CreateAsync();
        var clock = new TestClock((now ?? new LocalDateTime(2026, 11, 20, 10, 0)).InZoneLeniently(Zone).ToInstant());
        var settings = new KonnectSettings
        {
            DataDirectory = database.Directory,
            Postgres = database.Postgres,
            Zone = Zone,
            Clock = clock,
            SignIn = signIn ?? ByPassword,
            Limits = limits ?? new(),
            Visibility = visibility ?? new(),
            Mail = smtp is null ? null : MailSettings.Parse(smtp),
            Requests = requests,
            Certificate = certificate,
            Proxies = behindProxy ? [IPNetwork.Parse("127.0.0.1/32"), IPNetwork.Parse("::1/128")] : [],
        };
        return new KonnectHost(database, Composition.Build(settings, serve, certificate is null ? ["http://127.0.0.1:0"] : ["http://127.0.0.1:0", "https://127.0.0.1:0"]), clock, settings);
    }
}

/// <summary>Somebody with some permissions and a scope, for tests of use cases.</summary>
/// <param name="Name">The name.</param>
/// <param name="Scope">What this person may see.</param>
/// <param name="Permissions">The permissions held.</param>
public sealed record TestUser(string Name, AccessScope Scope, params string[] Permissions) : ICurrentUser
{
    /// <inheritdoc/>
    public Guid? Id { get; } = Guid.NewGuid();

    /// <inheritdoc/>
    public bool IsAuthenticated => true;

    /// <inheritdoc/>
    public bool Has(string permission) => Permissions.Contains(permission);
}
