using System.Globalization;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.Host.Hosting;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;

namespace Konnect.Testing;

/// <summary>
/// An empty, migrated database for one test host: SQLite, or PostgreSQL when <c>KONNECT_TEST_DATABASE=postgres</c>. Migrations run once per
/// process into a template that each host copies.
/// </summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> Template = new(() => UsePostgres ? MakePostgresTemplateAsync() : MakeSqliteTemplateAsync());
    private static int counter;

    private TestDatabase(string directory, string? postgres) => (Directory, Postgres) = (directory, postgres);

    public static bool UsePostgres => Environment.GetEnvironmentVariable("KONNECT_TEST_DATABASE") == "postgres";

    public string Directory { get; }

    public string? Postgres { get; }

    public static async Task<TestDatabase> CreateAsync()
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("konnect-test-").FullName;
        var template = await Template.Value;
        if (!UsePostgres)
        {
            File.Copy(template, new DatabaseSettings(directory, null).SqliteFile);
            return new TestDatabase(directory, null);
        }

        var name = $"t{Environment.ProcessId}_{Interlocked.Increment(ref counter).ToString(CultureInfo.InvariantCulture)}";
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template}");
        return new TestDatabase(directory, await ConnectionStringAsync(name));
    }

    public async ValueTask DisposeAsync()
    {
        if (Postgres is null)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        }
        else
        {
            await using var connection = new NpgsqlConnection(Postgres);
            NpgsqlConnection.ClearPool(connection);
            await ExecuteAsync($"DROP DATABASE IF EXISTS {connection.Database} WITH (FORCE)");
        }

        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private static async Task<string> MakeSqliteTemplateAsync()
    {
        var settings = new DatabaseSettings(System.IO.Directory.CreateTempSubdirectory("konnect-template-").FullName, null);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => System.IO.Directory.Delete(settings.DataDirectory, recursive: true);
        await MigrateAsync(settings);
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection(settings.ConnectionString))
        {
            await connection.OpenAsync();
            await using var checkpoint = connection.CreateCommand();
            checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await checkpoint.ExecuteNonQueryAsync();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        return settings.SqliteFile;
    }

    private static async Task<string> MakePostgresTemplateAsync()
    {
        var name = $"template_{Environment.ProcessId}";
        await ExecuteAsync($"CREATE DATABASE {name}");
        var connectionString = await ConnectionStringAsync(name);
        await MigrateAsync(new DatabaseSettings(System.IO.Directory.CreateTempSubdirectory("konnect-template-").FullName, connectionString));
        await using var connection = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(connection);
        return name;
    }

    private static async Task MigrateAsync(DatabaseSettings database)
    {
        await using var app = Composition.Build(
            new KonnectSettings { DataDirectory = database.DataDirectory, Postgres = database.Postgres, Zone = DateTimeZoneProviders.Tzdb["Europe/Amsterdam"], Clock = SystemClock.Instance }, serve: false);
        await app.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
    }

    private static async Task<string> ConnectionStringAsync(string database) =>
        new NpgsqlConnectionStringBuilder(await PostgresServer.ConnectionStringAsync()) { Database = database }.ToString();

    private static async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(await PostgresServer.ConnectionStringAsync());
#pragma warning disable CA2100 // names are made here
        await using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
