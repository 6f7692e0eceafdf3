using Microsoft.Data.Sqlite;

namespace Konnect.BuildingBlocks.Infrastructure.Persistence;

/// <summary>Where the data is: SQLite in the data directory, or PostgreSQL by a connection string.</summary>
/// <param name="DataDirectory">The data directory: database, media, keys.</param>
/// <param name="Postgres">The PostgreSQL connection string; empty for SQLite.</param>
public sealed record DatabaseSettings(string DataDirectory, string? Postgres)
{
    /// <summary>How long a writer of SQLite waits for others.</summary>
    internal static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>False when the account may not change tables.</summary>
    public bool Migrates { get; init; } = true;

    /// <summary>True for PostgreSQL.</summary>
    public bool IsPostgres => !string.IsNullOrWhiteSpace(Postgres);

    /// <summary>The SQLite file.</summary>
    public string SqliteFile => Path.Combine(DataDirectory, "konnect.db");

    /// <summary>The connection string of the database in use.</summary>
    public string ConnectionString => IsPostgres
        ? Postgres!
        : new SqliteConnectionStringBuilder { DataSource = SqliteFile, ForeignKeys = true, DefaultTimeout = (int)LongestWait.TotalSeconds }.ToString();
}
