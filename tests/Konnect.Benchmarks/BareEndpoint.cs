using System.Data.Common;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Konnect.Benchmarks;

/// <summary>
/// The feed's yardstick, in a process of its own: an endpoint that copies what a statement gives from a reader into a JSON writer, with nothing around it.
/// How a column is read is decided before the first row.
/// </summary>
internal static class BareEndpoint
{
    /// <summary>The argument that makes this program the endpoint.</summary>
    public const string Argument = "bare";

    private const int FlushAt = 32 * 1024;

    private static readonly JsonWriterOptions Fast = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private delegate void Copy(Utf8JsonWriter json, DbDataReader reader, int column);

    /// <summary>Serves <c>/?sql=…</c> until it is killed.</summary>
    public static async Task ServeAsync(string address, string connection, bool postgres)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        await using var app = builder.Build();
        app.MapGet("/sign-in", () => "");
        app.MapGet("/", (HttpContext http) => CopyAsync(http, connection, postgres));
        await app.RunAsync();
    }

    private static async Task CopyAsync(HttpContext http, string text, bool postgres)
    {
        await using var connection = await OpenAsync(text, postgres);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the benchmark's own statements
        command.CommandText = http.Request.Query["sql"];
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        http.Response.ContentType = "application/json";
        var body = http.Response.BodyWriter;
        await using var json = new Utf8JsonWriter(body, Fast);
        json.WriteStartArray();
        var hasRow = await reader.ReadAsync();
        var names = Enumerable.Range(0, reader.FieldCount).Select(i => JsonEncodedText.Encode(reader.GetName(i))).ToArray();
        var copies = hasRow ? Enumerable.Range(0, reader.FieldCount).Select(i => postgres ? Postgres(reader.GetFieldType(i)) : Sqlite(reader.GetDataTypeName(i))).ToArray() : [];
        while (hasRow)
        {
            json.WriteStartObject();
            for (var i = 0; i < copies.Length; i++)
            {
                json.WritePropertyName(names[i]);
                if (reader.IsDBNull(i))
                    json.WriteNullValue();
                else
                    copies[i](json, reader, i);
            }

            json.WriteEndObject();
            if (body.UnflushedBytes + json.BytesPending > FlushAt)
            {
                json.Flush();
                await body.FlushAsync();
            }

            // SQLite reads in this process: asking it asynchronously only costs.
            hasRow = postgres ? await reader.ReadAsync() : reader.Read();
        }

        json.WriteEndArray();
    }

    private static Copy Sqlite(string type) => type switch
    {
        "INTEGER" => static (json, reader, i) => json.WriteNumberValue(reader.GetInt64(i)),
        "REAL" => static (json, reader, i) => json.WriteNumberValue(reader.GetDouble(i)),
        _ => static (json, reader, i) => json.WriteStringValue(reader.GetString(i)),
    };

    private static Copy Postgres(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Int32 => static (json, reader, i) => json.WriteNumberValue(reader.GetInt32(i)),
        TypeCode.Int64 => static (json, reader, i) => json.WriteNumberValue(reader.GetInt64(i)),
        TypeCode.Boolean => static (json, reader, i) => json.WriteBooleanValue(reader.GetBoolean(i)),
        TypeCode.DateTime => static (json, reader, i) => json.WriteStringValue(reader.GetDateTime(i)),
        _ when type == typeof(DateOnly) => static (json, reader, i) =>
        {
            Span<char> text = stackalloc char[10];
            reader.GetFieldValue<DateOnly>(i).TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
            json.WriteStringValue(text);
        },
        _ when type == typeof(Guid) => static (json, reader, i) => json.WriteStringValue(reader.GetGuid(i)),
        _ => static (json, reader, i) => json.WriteStringValue(reader.GetString(i)),
    };

    private static async Task<DbConnection> OpenAsync(string text, bool postgres)
    {
        DbConnection connection = postgres ? new NpgsqlConnection(text) : new SqliteConnection(text);
        await connection.OpenAsync();
        if (!postgres)
        {
            // As the product opens it.
            await using var pragmas = connection.CreateCommand();
            pragmas.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=30000; PRAGMA cache_size=-4096; PRAGMA temp_store=MEMORY;";
            await pragmas.ExecuteNonQueryAsync();
        }

        return connection;
    }
}
