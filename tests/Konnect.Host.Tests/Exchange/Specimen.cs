using System.ComponentModel.DataAnnotations;
using System.Text;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.BuildingBlocks.Infrastructure.Localization;
using Konnect.BuildingBlocks.Infrastructure.Messaging;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Results;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Host.Tests.Exchange;

/// <summary>Two files of an invented module, on a database of their own: boxes, and stays of a box on a shelf.</summary>
public sealed class Specimen : IDisposable
{
    private readonly ServiceProvider services;
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("konnect-exchange-");

    public Specimen(ExchangeLimits? limits = null)
    {
        services = new ServiceCollection()
            .AddSingleton<IClock>(SystemClock.Instance)
            .AddSingleton(new EventCatalogue([]))
            .AddMessaging()
            .AddPersistence(new DatabaseSettings(directory.FullName, null))
            .AddModuleDbContext<SpecimenDbContext, SqliteSpecimenDbContext, SqliteSpecimenDbContext>()
            .AddExchange()
            .AddSingleton(limits ?? ExchangeLimits.Default)
            .AddScoped<ExchangeFile, BoxesFile>()
            .AddScoped<ExchangeFile, StaysFile>()
            .AddScoped<Completed>()
            .BuildServiceProvider();
        using var scope = services.CreateScope();
        scope.ServiceProvider.GetRequiredService<SpecimenDbContext>().Database.EnsureCreated();
    }

    public static Texts Dutch { get; } = new TextCatalog().In("nl");

    public int Completions { get; private set; }

    public string PathOf(string name) => Path.Combine(directory.FullName, name);

    /// <summary>A folder with these files; a name and its text each.</summary>
    public string Folder(params (string Name, string Text)[] files)
    {
        var folder = Directory.CreateDirectory(PathOf(Guid.NewGuid().ToString("N"))).FullName;
        foreach (var (name, text) in files)
            File.WriteAllText(Path.Combine(folder, name), text, new UTF8Encoding(false));
        return folder;
    }

    public async Task<ImportReport> ImportAsync(string path, ImportOptions? options = null)
    {
        await using var scope = services.CreateAsyncScope();
        var report = await scope.ServiceProvider.GetRequiredService<ExchangeImport>().RunAsync(path, options ?? new ImportOptions(), CancellationToken.None);
        Completions += scope.ServiceProvider.GetRequiredService<Completed>().Count;
        foreach (var error in report.Errors)
            Dutch[error.Reason].ShouldNotStartWith("error.", Case.Sensitive, "an error without a sentence");
        return report;
    }

    public Task<ImportReport> ImportAsync(params (string Name, string Text)[] files) => ImportAsync(Folder(files));

    public async Task<string> ExportAsync(string name)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ExchangeExport>().RunAsync(PathOf(name), null, CancellationToken.None);
        return PathOf(name);
    }

    public async Task<List<Box>> BoxesAsync()
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SpecimenDbContext>().Boxes.AsNoTracking().OrderBy(b => b.Number).ToListAsync();
    }

    public async Task<List<Stay>> StaysAsync()
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SpecimenDbContext>().Stays.AsNoTracking().OrderBy(s => s.BoxNumber).ThenBy(s => s.Date).ThenBy(s => s.From).ToListAsync();
    }

    public ExchangeUploads Uploads => services.GetRequiredService<ExchangeUploads>();

    public void Dispose()
    {
        services.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        directory.Delete(recursive: true);
    }
}

public enum Colour
{
    Red,
    Blue,
    DarkGreen,
}

public sealed class Box
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required string Number { get; init; }

    public required string Label { get; set; }

    public string? Owner { get; set; }

    public Colour? Colour { get; set; }

    public int? Weight { get; set; }

    public bool Fragile { get; set; }

    public LocalDate? MadeOn { get; set; }

    public Instant? SeenAt { get; set; }
}

public sealed class Stay
{
    public long Id { get; private set; }

    public required string BoxNumber { get; init; }

    public required LocalDate Date { get; init; }

    public required LocalTime From { get; set; }

    public required LocalTime To { get; set; }
}

public abstract class SpecimenDbContext(DbContextOptions options) : ModuleDbContext(options, "specimen")
{
    public DbSet<Box> Boxes => Set<Box>();

    public DbSet<Stay> Stays => Set<Stay>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Box>().ToTable("boxes").HasIndex(b => b.Number).IsUnique();
        modelBuilder.Entity<Stay>().ToTable("stays").HasIndex(s => new { s.BoxNumber, s.Date, s.From }).IsUnique();
        base.OnModelCreating(modelBuilder);
    }
}

public sealed class SqliteSpecimenDbContext(DbContextOptions<SqliteSpecimenDbContext> options) : SpecimenDbContext(options);

public sealed record BoxRow
{
    [Key]
    public required string Number { get; init; }

    [MaxLength(30)]
    public required string Label { get; init; }

    [Personal]
    public string? Owner { get; init; }

    [Word(Exchange.Colour.Blue, "sky")]
    public Colour? Colour { get; init; }

    [Range(1, 50)]
    public int? Weight { get; init; }

    public bool Fragile { get; init; }

    public LocalDate? MadeOn { get; init; }

    public LocalDateTime? SeenAt { get; init; }
}

public sealed record StayRow
{
    [Key, References("boxes.csv")]
    public required string BoxNumber { get; init; }

    [Key]
    public required LocalDate Date { get; init; }

    [Key]
    public required LocalTime From { get; init; }

    public required LocalTime To { get; init; }
}

/// <summary>Counts the files that were told of a sound import.</summary>
public sealed class Completed
{
    public int Count { get; set; }
}

public sealed class BoxesFile(SpecimenDbContext db, Completed completed) : ExchangeFile<BoxRow, Box>(db)
{
    public override string Name => "boxes.csv";

    protected override async Task<IReadOnlyList<Box>> LoadAsync(IReadOnlyList<BoxRow> rows, CancellationToken cancellationToken)
    {
        var numbers = rows.Select(r => r.Number).ToList();
        return await db.Boxes.AsNoTracking().Where(b => numbers.Contains(b.Number)).ToListAsync(cancellationToken);
    }

    protected override BoxRow ToRow(Box entity) => new()
    {
        Number = entity.Number,
        Label = entity.Label,
        Owner = entity.Owner,
        Colour = entity.Colour,
        Weight = entity.Weight,
        Fragile = entity.Fragile,
        MadeOn = entity.MadeOn,
        SeenAt = entity.SeenAt?.InUtc().LocalDateTime,
    };

    protected override Box? Create(BoxRow row, RowErrors errors)
    {
        var box = new Box { Number = row.Number, Label = row.Label };
        Update(box, row, errors);
        return box;
    }

    protected override bool Update(Box entity, BoxRow row, RowErrors errors)
    {
        (entity.Label, entity.Owner, entity.Colour, entity.Weight) = (row.Label, row.Owner, row.Colour, row.Weight);
        (entity.Fragile, entity.MadeOn, entity.SeenAt) = (row.Fragile, row.MadeOn, row.SeenAt?.InUtc().ToInstant());
        return true;
    }

    protected override async IAsyncEnumerable<BoxRow> ExportAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var box in db.Boxes.AsNoTracking().OrderBy(b => b.Number).AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return ToRow(box);
    }

    protected override Task OnCompletedAsync(CancellationToken cancellationToken)
    {
        completed.Count++;
        return Task.CompletedTask;
    }
}

public sealed class StaysFile(SpecimenDbContext db) : ExchangeFile<StayRow, Stay>(db)
{
    private readonly List<Stay> loaded = [];

    public override string Name => "stays.csv";

    protected override void Check(StayRow row, RowErrors errors)
    {
        if (row.To < row.From)
            errors.Add(nameof(StayRow.To), Error.Invalid("exchange.expected-time", args: [row.From]));
    }

    protected override async Task<IReadOnlyList<Stay>> LoadAsync(IReadOnlyList<StayRow> rows, CancellationToken cancellationToken)
    {
        var boxes = rows.Select(r => r.BoxNumber).Distinct().ToList();
        loaded.Clear();
        loaded.AddRange(await db.Stays.AsNoTracking().Where(s => boxes.Contains(s.BoxNumber)).ToListAsync(cancellationToken));
        return loaded;
    }

    protected override StayRow ToRow(Stay entity) => new() { BoxNumber = entity.BoxNumber, Date = entity.Date, From = entity.From, To = entity.To };

    protected override IEnumerable<Stay> FindMeant(StayRow row) => loaded.Where(s => s.BoxNumber == row.BoxNumber && s.Date == row.Date && s.From < row.To && row.From < s.To);

    protected override Stay? Create(StayRow row, RowErrors errors)
    {
        var stay = new Stay { BoxNumber = row.BoxNumber, Date = row.Date, From = row.From, To = row.To };
        loaded.Add(stay);
        return stay;
    }

    protected override bool Update(Stay entity, StayRow row, RowErrors errors)
    {
        (entity.From, entity.To) = (row.From, row.To);
        return true;
    }

    protected override void CheckWritten(Stay entity, RowErrors errors)
    {
        if (loaded.Exists(s => s != entity && s.BoxNumber == entity.BoxNumber && s.Date == entity.Date && s.From < entity.To && entity.From < s.To))
            errors.Add(nameof(StayRow.To), Error.Invalid("exchange.expected-time", args: [entity.From]));
    }

    protected override bool IsReplaceable => true;

    protected override async Task<IReadOnlyList<Stay>> ReplaceableAsync(LocalDate from, CancellationToken cancellationToken) =>
        await db.Stays.Where(s => s.Date >= from).ToListAsync(cancellationToken);

    protected override async IAsyncEnumerable<StayRow> ExportAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var stay in db.Stays.AsNoTracking().OrderBy(s => s.BoxNumber).ThenBy(s => s.Date).ThenBy(s => s.From).AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return ToRow(stay);
    }
}
