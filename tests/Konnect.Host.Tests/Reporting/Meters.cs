using System.ComponentModel;
using System.Linq.Expressions;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.BuildingBlocks.Security;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Host.Tests.Reporting;

/// <summary>Tables of an invented module: readings of meters at sites, the tariffs they fall under, and notes.</summary>
internal sealed class MetersDbContext(DbContextOptions<MetersDbContext> options) : DbContext(options)
{
    public DbSet<Reading> Readings => Set<Reading>();

    public DbSet<Tariff> Tariffs => Set<Tariff>();

    public DbSet<Site> Sites => Set<Site>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => NodaTimeConversions.Apply(configurationBuilder, Database.IsNpgsql());

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Site>().HasKey(s => s.Code);
        modelBuilder.Entity<Tariff>().HasKey(t => new { t.Site, t.Kind, t.From });
        SqlTime.Map(modelBuilder, Database.IsNpgsql());
    }
}

internal sealed class Reading
{
    public Guid Id { get; init; }
    public string Site { get; init; } = "";
    public LocalDate Day { get; init; }
    public Instant From { get; init; }
    public Instant? To { get; init; }
    public LocalTime? Opens { get; init; }
    public LocalDate? Due { get; init; }
    public int Count { get; init; }
    public int? Minutes { get; init; }
    public long Total { get; init; }
    public double? Factor { get; init; }
    public bool Flag { get; init; }
    public bool? Checked { get; init; }
    public string? Label { get; init; }
    public string Person { get; init; } = "";
}

internal sealed class Tariff
{
    public string Site { get; init; } = "";
    public string Kind { get; init; } = "";
    public Instant From { get; init; }
    public LocalDate StartDate { get; init; }
    public LocalDate? EndDate { get; init; }
    public int Cents { get; init; }
}

internal sealed class Site
{
    public string Code { get; init; } = "";
    public string Name { get; init; } = "";
    public LocalTime Opens { get; init; }
}

[Description("One reading of a meter.")]
internal sealed record ReadingRow
{
    [Description("Identifies the reading.")] public Guid Id { get; init; }
    [Description("Code of the site."), RefersTo("Sites", As = "Place", Collection = "Readings")] public required string Site { get; init; }
    [Description("Local day.")] public LocalDate Day { get; init; }
    [Description("Local day as yyyymmdd.")] public int DayKey { get; init; }
    [Description("Start.")] public Instant From { get; init; }
    [Description("End, or null while it runs.")] public Instant? To { get; init; }
    [Description("Length in minutes.")] public int? Length { get; init; }
    [Description("Opening time of the site.")] public LocalTime? Opens { get; init; }
    [Description("Day it is due.")] public LocalDate? Due { get; init; }
    [Description("A whole number.")] public int Count { get; init; }
    [Description("A whole number or null.")] public int? Minutes { get; init; }
    [Description("A large number.")] public long Total { get; init; }
    [Description("A factor or null.")] public double? Factor { get; init; }
    [Description("Yes or no.")] public bool Flag { get; init; }
    [Description("Yes, no or unknown.")] public bool? Checked { get; init; }
    [Description("Text or null.")] public string? Label { get; init; }
    [Description("Who read it."), OnlyFor(ApiScopeKind.Inspection)] public required string Person { get; init; }
}

[Description("A tariff of a site in a period.")]
internal sealed record TariffRow
{
    [Description("Code of the site."), RefersTo("Sites", As = "Place", Collection = "Tariffs")] public required string Site { get; init; }
    [Description("Kind of tariff.")] public required string Kind { get; init; }
    [Description("Since when.")] public Instant From { get; init; }
    [Description("First day.")] public LocalDate StartDate { get; init; }
    [Description("Last day, or null.")] public LocalDate? EndDate { get; init; }
    [Description("Price in cents.")] public int Cents { get; init; }
}

[Description("A site.")]
internal sealed record SiteRow
{
    [Description("Code.")] public required string Code { get; init; }
    [Description("Name.")] public required string Name { get; init; }
    [Description("Opening time.")] public LocalTime Opens { get; init; }
}

[Description("Something of the whole organisation.")]
internal sealed record SecretRow
{
    [Description("Code.")] public required string Code { get; init; }
    [Description("Number of readings.")] public int Readings { get; init; }
}

internal sealed class Readings() : ReportingSet<ReadingRow>("Readings", r => r.Id)
{
    public override IReadOnlyList<ApiScopeKind> Readers => [ApiScopeKind.Bi, ApiScopeKind.Inspection, ApiScopeKind.Admin];
    protected override Expression<Func<ReadingRow, string?>>? Location => r => r.Site;
    protected override Expression<Func<ReadingRow, LocalDate>>? Date => r => r.Day;
    protected override IQueryable<ReadingRow> Rows(DbContext db) => db.Set<Reading>().Select(r => new ReadingRow
    {
        Id = r.Id, Site = r.Site, Day = r.Day, DayKey = SqlTime.DateKey(r.Day), From = r.From, To = r.To, Length = SqlTime.Minutes(r.From, r.To!.Value), Opens = r.Opens, Due = r.Due,
        Count = r.Count, Minutes = r.Minutes, Total = r.Total, Factor = r.Factor, Flag = r.Flag, Checked = r.Checked, Label = r.Label, Person = r.Person,
    });
}

internal sealed class Tariffs() : ReportingSet<TariffRow>("Tariffs", r => new { r.Site, r.Kind, r.From })
{
    protected override Expression<Func<TariffRow, string?>>? Location => r => r.Site;
    protected override Expression<Func<TariffRow, LocalDate>>? Date => r => r.StartDate;
    protected override Expression<Func<TariffRow, LocalDate?>>? Until => r => r.EndDate;
    protected override IQueryable<TariffRow> Rows(DbContext db) =>
        db.Set<Tariff>().Select(t => new TariffRow { Site = t.Site, Kind = t.Kind, From = t.From, StartDate = t.StartDate, EndDate = t.EndDate, Cents = t.Cents });
}

internal sealed class Sites() : ReportingSet<SiteRow>("Sites", r => r.Code)
{
    protected override Expression<Func<SiteRow, string?>>? Location => r => r.Code;
    protected override Expression<Func<SiteRow, LocalDate>>? Date => null;
    protected override IQueryable<SiteRow> Rows(DbContext db) => db.Set<Site>().Select(s => new SiteRow { Code = s.Code, Name = s.Name, Opens = s.Opens });
}

internal sealed class Secrets() : ReportingSet<SecretRow>("Secrets", r => r.Code)
{
    public override IReadOnlyList<ApiScopeKind> Readers => [ApiScopeKind.Admin];
    protected override Expression<Func<SecretRow, string?>>? Location => null;
    protected override Expression<Func<SecretRow, LocalDate>>? Date => null;
    protected override IQueryable<SecretRow> Rows(DbContext db) => db.Set<Site>().Select(s => new SecretRow { Code = s.Code, Readings = db.Set<Reading>().Count(r => r.Site == s.Code) });
}

/// <summary>Sixty readings that hold what queries stumble over, and a few sites and tariffs.</summary>
internal static class MeterData
{
    private static readonly string?[] Labels = [null, "", "abc", "Abc", "ABC def", "it's", "100%", "a_b", @"a\b", "é", "Zürich", "\"q\"", "line\nbreak", "😀 ok", "(in)", "null", " pad "];

    public static IReadOnlyList<Reading> Readings { get; } = [.. Enumerable.Range(0, 60).Select(ReadingOf)];

    public static IReadOnlyList<Tariff> Tariffs { get; } =
    [
        new() { Site = "a", Kind = "day", From = Instant.FromUtc(2026, 1, 1, 0, 0), StartDate = new(2026, 1, 1), EndDate = new(2026, 6, 30), Cents = 25 },
        new() { Site = "a", Kind = "day", From = Instant.FromUtc(2026, 7, 1, 0, 0).PlusTicks(1234560), StartDate = new(2026, 7, 1), Cents = 27 },
        new() { Site = "b", Kind = "it's/50% +", From = Instant.FromUtc(2026, 1, 1, 0, 0), StartDate = new(2026, 1, 1), Cents = 30 },
    ];

    public static IReadOnlyList<Site> Sites { get; } =
    [
        new() { Code = "a", Name = "Alkmaar", Opens = new(6, 30) },
        new() { Code = "b", Name = "Breda", Opens = LocalTime.FromTicksSinceMidnight(1234567) },
        new() { Code = "c/d", Name = "Café \"Dorp\"", Opens = new(23, 59, 59) },
    ];

    public static Guid Id(int i) => new(i, 0, 0, 0xAB, 0, 0, 0, 0, 0, 0, (byte)i);

    private static Reading ReadingOf(int i)
    {
        var from = (i % 7 == 0 ? Instant.FromUtc(1965, 3, 4, 23, 30) : Instant.FromUtc(2026, 3, 28, 22, 45, 10)) + Duration.FromMinutes(i * 61) + (i % 3 == 0 ? Duration.FromTicks(1234560) : Duration.Zero);
        return new()
        {
            Id = Id(i),
            Site = "abc"[i % 3] == 'c' ? "c/d" : "abc"[i % 3].ToString(),
            Day = new LocalDate(2026, 2, 26).PlusDays(i / 2),
            From = from,
            To = i % 4 == 0 ? null : from + Duration.FromMinutes(i) + Duration.FromSeconds(59),
            Opens = i % 5 == 0 ? null : i % 5 == 1 ? LocalTime.FromTicksSinceMidnight(1234567 + (i * NodaConstants.TicksPerMinute)) : new LocalTime(i % 24, i % 60, i % 60),
            Due = i % 6 == 0 ? null : new LocalDate(2026, 2, 26).PlusDays(30 - (i / 2)),
            Count = (i * 7 % 20) - 5,
            Minutes = i % 3 == 0 ? null : i % 10,
            Total = ((long)i - 30) * 3_000_000_000,
            Factor = i % 4 == 1 ? null : (i - 20) / 8.0,
            Flag = i % 2 == 0,
            Checked = i % 3 == 0 ? null : i % 3 == 1,
            Label = Labels[i % Labels.Length],
            Person = $"Person {i}",
        };
    }
}
