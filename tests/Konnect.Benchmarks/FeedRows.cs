using System.Data.Common;
using System.Globalization;

namespace Konnect.Benchmarks;

/// <summary>Rows of the largest set of a busy organisation, made by the database itself: ten locations, forty groups, 550 presences a day.</summary>
internal static class FeedRows
{
    private const string Columns = "id, child_key, location_code, group_code, care_type, date, date_key, arrived_at, departed_at, minutes, age_years, age_months, age_class, planned, corrected, modified_at, name, birth_date";

    /// <summary>The columns that a token for reports reads.</summary>
    public const string Seen = "id, child_key, location_code, group_code, care_type, date, date_key, arrived_at, departed_at, minutes, age_years, age_months, age_class, planned, corrected, modified_at";

    private const string Sqlite = $"""
        WITH RECURSIVE numbers(i) AS (SELECT @from UNION ALL SELECT i + 1 FROM numbers WHERE i + 1 < @to),
            days(i, day) AS (SELECT i, date('2021-11-20', '+' || (i / 550 % 1826) || ' days') FROM numbers)
        INSERT INTO attendance_child_attendance ({Columns})
        SELECT printf('%08X-0000-7000-8000-%012X', i / 65536, i), printf('00000000-0000-4000-8000-%012X', i * 7919 % 2000),
            'L' || (i % 10), 'L' || (i % 10) || '-G' || (i / 10 % 4), CASE i / 10 % 4 WHEN 0 THEN 'bso' WHEN 1 THEN 'combi' ELSE 'kdv' END,
            day, CAST(replace(day, '-', '') AS INTEGER), (strftime('%s', day) + 25200 + i % 7200) * 1000000,
            CASE WHEN i % 500 = 0 THEN NULL ELSE (strftime('%s', day) + 55800 + i % 5400) * 1000000 END, CASE WHEN i % 500 = 0 THEN NULL ELSE 480 + i % 90 END,
            i / 40 % 4, i / 40 % 4 * 12 + i % 11, '' || (i / 40 % 4), i % 20 > 0, i % 50 = 0, (strftime('%s', day) + 60000) * 1000000, 'Child ' || (i * 7919 % 2000), '2023-04-05'
        FROM days
        """;

    private const string Postgres = $"""
        INSERT INTO attendance.child_attendance ({Columns})
        SELECT (lpad(to_hex(i / 65536), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, ('00000000-0000-4000-8000-' || lpad(to_hex(i * 7919 % 2000), 12, '0'))::uuid,
            'L' || (i % 10), 'L' || (i % 10) || '-G' || (i / 10 % 4), CASE i / 10 % 4 WHEN 0 THEN 'bso' WHEN 1 THEN 'combi' ELSE 'kdv' END,
            day, to_char(day, 'YYYYMMDD')::int, timezone('UTC', day + (25200 + i % 7200) * interval '1 second'),
            CASE WHEN i % 500 = 0 THEN NULL ELSE timezone('UTC', day + (55800 + i % 5400) * interval '1 second') END, CASE WHEN i % 500 = 0 THEN NULL ELSE 480 + i % 90 END,
            i / 40 % 4, i / 40 % 4 * 12 + i % 11, '' || (i / 40 % 4), i % 20 > 0, i % 50 = 0, timezone('UTC', day + 60000 * interval '1 second'), 'Child ' || (i * 7919 % 2000), '2023-04-05'
        FROM (SELECT i, date '2021-11-20' + (i / 550 % 1826)::int AS day FROM generate_series(@from, @to - 1) AS i) AS days
        """;

    /// <summary>Adds rows until there are so many.</summary>
    public static async Task FillAsync(Installation installation, long from, long to)
    {
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"filling up to {to:#,0} rows…"));
        await using var connection = await installation.ConnectAsync();
        var postgres = installation.Postgres is not null;
        await ExecuteAsync(connection, postgres ? Postgres : Sqlite, ("from", from), ("to", to));
        await ExecuteAsync(connection, postgres ? "VACUUM ANALYZE attendance.child_attendance" : "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// <summary>The table's name.</summary>
    public static string Table(Installation installation) => installation.Postgres is null ? "attendance_child_attendance" : "attendance.child_attendance";

    private static async Task ExecuteAsync(DbConnection connection, string sql, params (string Name, long Value)[] values)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // only the constants above
        command.CommandText = sql;
#pragma warning restore CA2100
        command.CommandTimeout = 0;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync();
    }
}
