using System.Buffers;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Konnect.Benchmarks;

/// <summary>The reporting feed's largest set, beside a bare endpoint that copies the same columns from a reader into a JSON writer.</summary>
internal sealed class FeedBenchmark : Benchmark
{
    private const string Columns = "scope, code, location_code, care_type, basis, date, date_key, \"from\", \"to\", minutes, children, age0, age1, age2, age3, age4_to6, age7_plus, staff_present, staff_required, shortfall, status, rule, rule_set";
    private const string Page = "?$select=LocationCode,Date,Status&$filter=Basis eq 'actual' and Status eq 'breach' and Date ge 2026-01-01&$top=100";
    private const string PageSql = "SELECT location_code, date, status FROM attendance_ratio_segments WHERE basis = 'actual' AND status = 'breach' AND date >= '2026-01-01' LIMIT 100";

    public override string Name => "feed";

    public override async IAsyncEnumerable<Figure> RunAsync(Installation installation)
    {
        await using var server = await Server.StartAsync(installation);
        server.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await installation.TokenAsync());
        await using var bare = await BareAsync(installation);
        using var bareClient = new HttpClient { BaseAddress = new Uri(bare.Urls.First()) };

        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var i = 0; i < 4; i++)
        {
            ours.Add(await RowsPerSecondAsync(server.Client, "/odata/v1/RatioSegments"));
            theirs.Add(await RowsPerSecondAsync(bareClient, "/all"));
        }

        yield return new Figure("Feed, RatioSegments whole, 23 columns", ours[1..].Median(), "rows/s", theirs[1..].Median(), "reader → Utf8JsonWriter, bare", Goal.RatioAtLeast(0.8));

        var page = await Samples.MedianAsync(50, 50, () => server.Client.GetByteArrayAsync("/odata/v1/RatioSegments" + Uri.EscapeDataString(Page).Replace("%3F", "?", StringComparison.Ordinal).Replace("%3D", "=", StringComparison.Ordinal).Replace("%26", "&", StringComparison.Ordinal)));
        var barePage = await Samples.MedianAsync(50, 50, () => bareClient.GetByteArrayAsync("/page"));
        yield return new Figure("Feed, filtered page of 3 columns, median", page, "ms", barePage, "the same query, bare");
    }

    /// <summary>Reads an answer whole; every row stands on a line of its own.</summary>
    private static async Task<double> RowsPerSecondAsync(HttpClient client, string path)
    {
        var started = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync();
        var (buffer, rows) = (new byte[1 << 16], 1L);
        for (int read; (read = await body.ReadAsync(buffer)) > 0;)
            rows += buffer.AsSpan(0, read).Count((byte)'\n');
        return rows / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<WebApplication> BareAsync(Installation installation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/all", http => CopyAsync(installation, $"SELECT {Columns} FROM attendance_ratio_segments", http));
        app.MapGet("/page", http => CopyAsync(installation, PageSql, http));
        await app.StartAsync();
        return app;
    }

    private static async Task CopyAsync(Installation installation, string sql, HttpContext http)
    {
        await using var connection = installation.Connect();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // only the constants above
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var body = http.Response.BodyWriter;
        await using var json = new Utf8JsonWriter(body);
        json.WriteStartArray();
        while (await reader.ReadAsync())
        {
            json.WriteStartObject();
            for (var i = 0; i < reader.FieldCount; i++)
            {
                json.WritePropertyName(reader.GetName(i));
                if (reader.IsDBNull(i))
                    json.WriteNullValue();
                else if (reader.GetFieldType(i) == typeof(long))
                    json.WriteNumberValue(reader.GetInt64(i));
                else
                    json.WriteStringValue(reader.GetString(i));
            }

            json.WriteEndObject();
            json.Flush();
            body.Write("\n"u8);
            if (body.UnflushedBytes > 1 << 15)
                await body.FlushAsync();
        }

        json.WriteEndArray();
    }
}
