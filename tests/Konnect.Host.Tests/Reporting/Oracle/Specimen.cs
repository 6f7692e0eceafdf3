using NodaTime;

namespace Konnect.Host.Tests.Reporting.Oracle;

/// <summary>The kinds of value that queries calculate with; whole numbers are one kind, as the feed calculates them all in 64 bits.</summary>
internal enum Kind
{
    Bool,
    Int,
    Double,
    Text,
    Date,
    Time,
    Instant,
    Guid,
}

/// <summary>A column that rows have, or a path to one, as <c>Place/Name</c>.</summary>
internal sealed record Column(string Name, Kind Kind);

/// <summary>A way from the rows of a set to those of another, where the values of two properties agree.</summary>
internal sealed record Navigation(string Name, string Target, bool Many, string Own, string Other);

/// <summary>An entity set of the specimen as a reader of the standard knows it.</summary>
internal sealed record EntitySet(string Name, IReadOnlyList<string> Key, IReadOnlyList<Column> Columns, IReadOnlyList<Navigation> Navigations)
{
    /// <summary>What the set holds.</summary>
    public IReadOnlyList<Row> Rows { get; init; } = [];

    /// <summary>The kind of a column.</summary>
    public Kind KindOf(string column) => Columns.Single(c => c.Name == column).Kind;
}

/// <summary>A row of a set, or of a result that belongs to no set any more; whole numbers are kept as <see cref="long"/>.</summary>
internal sealed record Row(EntitySet? Of, IReadOnlyDictionary<string, object?> Values)
{
    /// <summary>The same row with more values.</summary>
    public Row With(IEnumerable<KeyValuePair<string, object?>> more) => this with { Values = new Dictionary<string, object?>([.. Values, .. more]) };
}

/// <summary>The sets of the specimen and their rows, written down a second time and independently of the feed's declarations.</summary>
internal static class Specimen
{
    private static readonly EntitySet ReadingsShape = new(
        "Readings",
        ["Id"],
        [
            new("Id", Kind.Guid), new("Site", Kind.Text), new("Day", Kind.Date), new("DayKey", Kind.Int), new("From", Kind.Instant), new("To", Kind.Instant), new("Length", Kind.Int), new("Opens", Kind.Time),
            new("Due", Kind.Date), new("Count", Kind.Int), new("Minutes", Kind.Int), new("Total", Kind.Int), new("Factor", Kind.Double), new("Flag", Kind.Bool), new("Checked", Kind.Bool), new("Label", Kind.Text),
        ],
        [new("Place", "Sites", false, "Site", "Code")]);

    private static readonly EntitySet TariffsShape = new(
        "Tariffs",
        ["Site", "Kind", "From"],
        [new("Site", Kind.Text), new("Kind", Kind.Text), new("From", Kind.Instant), new("StartDate", Kind.Date), new("EndDate", Kind.Date), new("Cents", Kind.Int)],
        [new("Place", "Sites", false, "Site", "Code")]);

    private static readonly EntitySet SitesShape = new(
        "Sites",
        ["Code"],
        [new("Code", Kind.Text), new("Name", Kind.Text), new("Opens", Kind.Time)],
        [new("Readings", "Readings", true, "Code", "Site"), new("Tariffs", "Tariffs", true, "Code", "Site")]);

    public static EntitySet Readings { get; } = Filled(ReadingsShape, MeterData.Readings, r =>
    [
        r.Id, r.Site, r.Day, (r.Day.Year * 10000L) + (r.Day.Month * 100) + r.Day.Day, r.From, r.To, r.To is { } to ? (long)Math.Floor((to - r.From).TotalMinutes) : null, Stored(r.Opens),
        r.Due, (long)r.Count, (long?)r.Minutes, r.Total, r.Factor, r.Flag, r.Checked, r.Label,
    ]);

    public static EntitySet Tariffs { get; } = Filled(TariffsShape, MeterData.Tariffs, t => [t.Site, t.Kind, t.From, t.StartDate, t.EndDate, (long)t.Cents]);

    public static EntitySet Sites { get; } = Filled(SitesShape, MeterData.Sites, s => [s.Code, s.Name, Stored(s.Opens)]);

    public static IReadOnlyList<EntitySet> Sets { get; } = [Readings, Tariffs, Sites];

    public static EntitySet Set(string name) => Sets.Single(s => s.Name == name);

    /// <summary>The rows that a navigation leads to.</summary>
    public static IEnumerable<Row> Related(Row row, Navigation navigation) => Set(navigation.Target).Rows.Where(r => Equals(r.Values[navigation.Other], row.Values[navigation.Own]));

    /// <summary>PostgreSQL keeps times to the microsecond.</summary>
    private static LocalTime? Stored(LocalTime? time) => time is { } of && ReportingHost.UsePostgres ? LocalTime.FromTicksSinceMidnight(of.TickOfDay / 10 * 10) : time;

    private static EntitySet Filled<T>(EntitySet shape, IEnumerable<T> data, Func<T, object?[]> values)
    {
        var rows = new List<Row>();
        var set = shape with { Rows = rows };
        rows.AddRange(data.Select(d => new Row(set, shape.Columns.Zip(values(d)).ToDictionary(p => p.First.Name, p => p.Second))));
        return set;
    }
}
