using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.BuildingBlocks.Security;
using Konnect.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using Npgsql;

namespace Konnect.Host.Tests.Reporting;

/// <summary>The feed over the meters on a real database and a real socket; PostgreSQL when <c>KONNECT_TEST_DATABASE=postgres</c>.</summary>
public sealed class ReportingHost : IAsyncLifetime
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("konnect-feed-");
    private readonly string database = $"feed_{Guid.NewGuid():N}";
    private WebApplication? app;

    /// <summary>True when the tests run on PostgreSQL.</summary>
    public static bool UsePostgres => Environment.GetEnvironmentVariable("KONNECT_TEST_DATABASE") == "postgres";

    internal ReportingLimits Limits { get; init; } = new();

    internal IReadOnlyList<IReportingSet> Sets { get; init; } = [new Readings(), new Tariffs(), new Sites(), new Secrets()];

    internal TestTokens Tokens { get; } = new();

    internal TestTrail Trail { get; } = new();

    /// <summary>The time that <c>now()</c> gives.</summary>
    public static Instant Now { get; } = Instant.FromUtc(2026, 3, 29, 12, 0);

    /// <summary>Address of the service.</summary>
    public string Root => $"{app!.Urls.First()}/odata/v1/";

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var connection = UsePostgres
            ? new NpgsqlConnectionStringBuilder(await PostgresServer.ConnectionStringAsync()) { Database = database }.ToString()
            : $"Data Source={Path.Combine(directory.FullName, "meters.db")}";
        builder.Services.AddDbContext<MetersDbContext>(o => _ = UsePostgres ? o.UseNpgsql(connection) : o.UseSqlite(connection));
        builder.Services.AddSingleton<IClock>(new TestClock(Now));
        builder.Services.AddSingleton<IApiTokens>(Tokens);
        builder.Services.AddSingleton<IReportingTrail>(Trail);
        builder.Services.AddSingleton(Limits);
        foreach (var set in Sets)
            builder.Services.AddSingleton(set);
        builder.Services.AddScoped(sp => new ReportingTables(sp.GetRequiredService<MetersDbContext>()));
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddReporting();
        app = builder.Build();
        app.MapReporting();
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<MetersDbContext>();
            await db.Database.EnsureCreatedAsync();
            db.AddRange(MeterData.Readings);
            db.AddRange(MeterData.Tariffs);
            db.AddRange(MeterData.Sites);
            await db.SaveChangesAsync();
        }

        await app.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await using (var scope = app!.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<MetersDbContext>().Database.EnsureDeletedAsync();
        await app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        directory.Delete(recursive: true);
    }

    internal async Task InDatabaseAsync(Func<MetersDbContext, Task> work)
    {
        await using var scope = app!.Services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<MetersDbContext>());
    }

    /// <summary>A client that signs in with a token as Basic password.</summary>
    public HttpClient Client(string? token = TestTokens.Bi)
    {
        var client = new HttpClient { BaseAddress = new Uri(Root) };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"apikey:{token}")));
        return client;
    }

    /// <summary>Gets an address below the root.</summary>
    public async Task<HttpResponseMessage> GetAsync(string address, string? token = TestTokens.Bi)
    {
        using var client = Client(token);
        return await client.GetAsync(new Uri(Root + address));
    }

    /// <summary>Gets an address that must answer with JSON.</summary>
    public async Task<JsonElement> JsonAsync(string address, string? token = TestTokens.Bi)
    {
        using var response = await GetAsync(address, token);
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(200, $"{address}\n{text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>The numbers of the readings that a query gives, in its order.</summary>
    public async Task<int[]> ReadingsAsync(string query, string? token = TestTokens.Bi) =>
        [.. (await JsonAsync($"Readings?{query}", token)).GetProperty("value").EnumerateArray().Select(r => (int)Convert.ToUInt32(r.GetProperty("Id").GetString()![..8], 16))];
}

/// <summary>One host for every test that only reads.</summary>
[CollectionDefinition(Name)]
public sealed class ReportingCollection : ICollectionFixture<ReportingHost>
{
    public const string Name = "Reporting";
}

/// <summary>Holds what the feed told.</summary>
internal sealed class TestTrail : IReportingTrail
{
    private readonly ConcurrentQueue<FeedRead> reads = new();

    public void Record(FeedRead read) => reads.Enqueue(read);

    /// <summary>The next request in the order of their ends; it is told just after the client has its answer.</summary>
    public async Task<FeedRead> NextAsync()
    {
        for (var tries = 0; tries < 500; tries++)
        {
            if (reads.TryDequeue(out var read))
                return read;
            await Task.Delay(20);
        }

        throw new TimeoutException("Nothing was recorded.");
    }

    public bool IsEmpty => reads.IsEmpty;
}

/// <summary>A handful of tokens, one for each way a token can stand.</summary>
internal sealed class TestTokens : IApiTokens
{
    public const string Bi = "kt_bi";
    public const string Admin = "kt_admin";
    public const string AdminOfA = "kt_admin_a";
    public const string Inspection = "kt_inspection";
    public const string InspectionOfAll = "kt_inspection_all";
    public const string Exchange = "kt_exchange";
    public const string OnlyA = "kt_only_a";
    public const string AAndB = "kt_a_and_b";
    public const string Nowhere = "kt_nowhere";
    public const string March = "kt_march";
    public const string OddlyNamed = "kt:with:colons é";

    public static readonly LocalDate From = new(2026, 3, 5);
    public static readonly LocalDate To = new(2026, 3, 9);

    private static readonly Dictionary<string, ApiTokenCheck> Known = new()
    {
        [Bi] = Valid(1, ApiScopeKind.Bi),
        [Admin] = Valid(2, ApiScopeKind.Admin),
        [AdminOfA] = Valid(3, ApiScopeKind.Admin, ["a"]),
        [Inspection] = Valid(4, ApiScopeKind.Inspection, ["a"], From, To),
        [Exchange] = Valid(5, ApiScopeKind.Exchange),
        [OnlyA] = Valid(6, ApiScopeKind.Bi, ["a"]),
        [AAndB] = Valid(60, ApiScopeKind.Bi, ["a", "b"]),
        [Nowhere] = Valid(7, ApiScopeKind.Bi, []),
        [March] = Valid(8, ApiScopeKind.Bi, null, From, To),
        [OddlyNamed] = Valid(9, ApiScopeKind.Bi),
        [InspectionOfAll] = Valid(10, ApiScopeKind.Inspection),
        ["kt_expired"] = ApiTokenCheck.Expired,
        ["kt_revoked"] = ApiTokenCheck.Revoked,
    };

    public Task<ApiTokenCheck> CheckAsync(string token, CancellationToken cancellationToken) => Task.FromResult(Known.GetValueOrDefault(token, ApiTokenCheck.Unknown));

    private static ApiTokenCheck Valid(int id, ApiScopeKind kind, string[]? locations = null, LocalDate? from = null, LocalDate? to = null) =>
        ApiTokenCheck.Valid(new(MeterData.Id(id), kind, locations, from, to));
}
