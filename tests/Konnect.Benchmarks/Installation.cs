using System.Data.Common;
using System.Diagnostics;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.BuildingBlocks.Infrastructure.Messaging;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Host.Hosting;
using Konnect.Modules.Access.Accounts;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Tokens;
using Konnect.Modules.Planning.Integrations;
using Konnect.Testing;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;

namespace Konnect.Benchmarks;

/// <summary>The product on a data directory that holds the generated organisation, in this process and, when asked, served by the executable.</summary>
internal sealed class Installation : IAsyncDisposable
{
    /// <summary>Address and password of an office account.</summary>
    public const string Email = "office@benchmark.example", Password = "meten-is-weten-2026";

    private readonly WebApplication app;
    private readonly string root;
    private readonly Func<ValueTask> remove;

    private Installation(string root, DatabaseSettings database, string executable, Func<ValueTask> remove)
    {
        (this.root, Database, Executable, this.remove) = (root, database, executable, remove);
        Clock = new TestClock(Now.InZoneLeniently(Zone).ToInstant());
        app = Composition.Build(new KonnectSettings { DataDirectory = DataDirectory, Postgres = Postgres, Zone = Zone, Clock = Clock }, serve: false);
    }

    /// <summary>The moment at which everything is measured.</summary>
    public static LocalDateTime Now => Organisation.Today + new LocalTime(10, 0);

    /// <summary>The organisation's zone.</summary>
    public static DateTimeZone Zone { get; } = DateTimeZoneProviders.Tzdb["Europe/Amsterdam"];

    /// <summary>The built or published program.</summary>
    public string Executable { get; }

    /// <summary>The clock of this process.</summary>
    public TestClock Clock { get; }

    /// <summary>Rows of the generated files.</summary>
    public long Rows { get; private set; }

    /// <summary>How long the import took; null when the organisation was there already.</summary>
    public TimeSpan? ImportTook { get; private set; }

    /// <summary>How long the facts of everything imported took.</summary>
    public TimeSpan? FactsTook { get; private set; }

    /// <summary>The exchange files.</summary>
    public string ExchangeDirectory => Path.Combine(root, "exchange");

    /// <summary>The database.</summary>
    public DatabaseSettings Database { get; }

    /// <summary>The data directory.</summary>
    public string DataDirectory => Database.DataDirectory;

    /// <summary>Connection string of PostgreSQL; null for SQLite.</summary>
    public string? Postgres => Database.Postgres;

    /// <summary>Generates and imports the organisation; one that was kept is used again.</summary>
    public static async Task<Installation> OpenAsync(string? keep, string executable)
    {
        var root = keep ?? Directory.CreateTempSubdirectory("konnect-benchmark-").FullName;
        var isNew = !Directory.Exists(Path.Combine(root, "data"));
        var installation = new Installation(root, new(Path.Combine(root, "data"), null), executable, () =>
        {
            if (keep is null)
                Directory.Delete(root, recursive: true);
            return ValueTask.CompletedTask;
        });
        await installation.app.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
        if (isNew)
            await installation.FillAsync();
        return installation;
    }

    /// <summary>An installation of nobody's, on SQLite or, where <c>KONNECT_TEST_DATABASE=postgres</c>, on PostgreSQL.</summary>
    public static async Task<Installation> OpenEmptyAsync(string executable)
    {
        var database = await TestDatabase.CreateAsync();
        return new Installation(database.Directory, new(database.Directory, database.Postgres), executable, database.DisposeAsync);
    }

    /// <summary>Sends a use case for the organisation itself.</summary>
    public async Task<T> SendAsync<T>(IRequest<Result<T>> request)
    {
        await using var scope = Scope();
        var result = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
        return result.IsSuccess ? result.Value : throw new InvalidOperationException($"Refused: {string.Join(", ", result.Errors.Select(e => $"{e.Field} {e.Code}"))}");
    }

    /// <summary>Lets every event be followed.</summary>
    public Task DrainAsync() => app.Services.GetRequiredService<OutboxPump>().DrainAsync(CancellationToken.None);

    /// <summary>A scope that speaks for the organisation.</summary>
    public AsyncServiceScope Scope()
    {
        var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().Become(new SystemUser("Benchmark"));
        return scope;
    }

    /// <summary>A token for reports.</summary>
    public async Task<string> TokenAsync() => (await SendAsync(new CreateToken.Command("Benchmark", ApiScopeKind.Bi, [], null, null, null))).Token;

    /// <summary>A connection of its own to the database, as durable as the product's.</summary>
    public async Task<DbConnection> ConnectAsync()
    {
        if (Postgres is null)
            return Connect(Database.SqliteFile);
        var postgres = new NpgsqlConnection(Postgres);
        await postgres.OpenAsync();
        return postgres;
    }

    /// <summary>A connection to a SQLite file, as durable as the product's.</summary>
    public static SqliteConnection Connect(string file)
    {
        var connection = new SqliteConnection($"Data Source={file}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=30000; PRAGMA cache_size=-16384;";
        command.ExecuteNonQuery();
        return connection;
    }

    /// <summary>A file for yardsticks, gone with the installation.</summary>
    public string NewFile(string name)
    {
        var file = Path.Combine(root, name);
        File.Delete(file);
        return file;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        await remove();
    }

    private async Task FillAsync()
    {
        Rows = Organisation.Write(ExchangeDirectory);
        Console.Error.WriteLine($"importing {Rows} rows…");
        var started = Stopwatch.GetTimestamp();
        var report = await SendAsync(new ImportExchange.Command(ExchangeDirectory));
        ImportTook = Stopwatch.GetElapsedTime(started);
        if (!report.IsAccepted)
            throw new InvalidOperationException(string.Join('\n', report.Errors.Take(10).Select(e => $"{e.File}:{e.Line} {e.Column} {e.Value} {e.Reason.Code}")));
        Console.Error.WriteLine($"imported in {ImportTook.Value.TotalSeconds:0.0} s; computing what follows from it…");
        started = Stopwatch.GetTimestamp();
        await DrainAsync();
        FactsTook = Stopwatch.GetElapsedTime(started);
        Console.Error.WriteLine($"computed in {FactsTook.Value.TotalSeconds:0.0} s");
        await SendAsync(new AddAccount.Command(Email, null, [Roles.Office], [], [], Password));
    }
}
