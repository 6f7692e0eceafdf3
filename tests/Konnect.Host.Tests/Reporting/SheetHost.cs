using Microsoft.EntityFrameworkCore;
using System.ComponentModel;
using System.Linq.Expressions;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using NodaTime;

namespace Konnect.Host.Tests.Reporting;

/// <summary>The feed over the meters, with values and texts that spreadsheets stumble over.</summary>
public sealed class SheetHost : IAsyncLifetime, IAsyncDisposable
{
    private const string LongCode = "long";

    /// <summary>Starts with the usual limits.</summary>
    public SheetHost() : this(new(), [new Readings(), new Tariffs(), new Sites(), new Secrets(), new TextSet("Texts", isLong: false), new TextSet("Long", isLong: true)])
    {
    }

    internal SheetHost(ReportingLimits limits, IReadOnlyList<IReportingSet> sets) => Feed = new() { Limits = limits, Sets = sets };

    /// <summary>The feed.</summary>
    public ReportingHost Feed { get; }

    /// <summary>What a hostile or careless hand may have typed; PostgreSQL takes no null character, which is tested by itself.</summary>
    internal static IReadOnlyList<string> Texts { get; } =
    [
        "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(\"http://example.org?\"&A1,\"click\")", "'=1", "''=1", "'plain", "=", "-",
        "line\nbreak", "line\r\nbreak", "bare\rreturn", "tab\there", " pad ", "\n", "comma, \"quote\" and 'apostrophe'", "\"", ",", "<b>&amp;</b>", "]]>", "😀 👩‍👩‍👧", "Zürich é é \u00A0\u200B\u202Eabc",
        "bell\u0007 escape\u001B unit\u001F vertical\u000B delete\u007F", "_x0041_", "_x005F_", "__x0041__", "_x00zz_", "not\uFFFEone\uFFFF", "1e3", "007", "2026-03-29", "TRUE", "#REF!", "null", "",
    ];

    /// <summary>40,000 characters with a pair of surrogates where a cell ends.</summary>
    internal static string LongText { get; } = new string('<', 32_765) + "😀" + new string('é', 7_233);

    public async Task InitializeAsync()
    {
        await Feed.InitializeAsync();
        await Feed.InDatabaseAsync(async db =>
        {
            db.AddRange(Texts.Select((text, i) => new Site { Code = $"text {i:00}", Name = text }));
            db.Add(new Site { Code = LongCode, Name = LongText });
            db.Add(Odd(101, new(1900, 2, 28), new LocalDateTime(1900, 2, 28, 23, 59, 59).PlusTicks(1234560), new LocalDateTime(1900, 3, 1, 0, 0), LocalTime.Midnight, new LocalDate(1900, 3, 1), 1_000_000_000_000_000, 1e300));
            db.Add(Odd(102, new(1, 1, 1), new LocalDateTime(1, 1, 1, 0, 0), null, new LocalTime(23, 59, 59), new LocalDate(9999, 12, 31), 999_999_999_999_999, -5e-324));
            db.Add(Odd(103, new(2026, 3, 29), new LocalDateTime(9999, 12, 31, 22, 30), new LocalDateTime(9999, 12, 31, 23, 59, 59), null, null, long.MinValue, 0.1));
            await db.SaveChangesAsync();
        });
    }

    Task IAsyncLifetime.DisposeAsync() => Feed.DisposeAsync();

    public async ValueTask DisposeAsync() => await Feed.DisposeAsync();

    private static Reading Odd(int number, LocalDate day, LocalDateTime from, LocalDateTime? to, LocalTime? opens, LocalDate? due, long total, double factor) => new()
    {
        Id = new Guid(number, 0, 0, 0xAB, 0, 0, 0, 0, 0, 0, 0), Site = "odd", Day = day, From = from.InUtc().ToInstant(), To = to?.InUtc().ToInstant(), Opens = opens, Due = due, Count = number, Total = total, Factor = factor,
    };

    [Description("Text.")]
    internal sealed record TextRow
    {
        [Description("Its place.")] public required string Code { get; init; }
        [Description("The text.")] public required string Text { get; init; }
    }

    private sealed class TextSet(string name, bool isLong) : ReportingSet<TextRow>(name, r => r.Code)
    {
        protected override Expression<Func<TextRow, string?>>? Location => null;
        protected override Expression<Func<TextRow, LocalDate>>? Date => null;
        protected override IQueryable<TextRow> Rows(DbContext db)
        {
            var start = isLong ? LongCode : "text";
            return db.Set<Site>().Where(s => s.Code.StartsWith(start)).Select(s => new TextRow { Code = s.Code, Text = s.Name });
        }
    }
}
