using System.Globalization;
using System.Text.Json;
using Konnect.BuildingBlocks.Security;
using Konnect.Host.Tests.Reporting.Oracle;
using Microsoft.OData.Edm;
using NodaTime;
using NodaTime.Text;

namespace Konnect.Host.Tests.Reporting.Scopes;

/// <summary>A token, and what whoever made it meant it to see.</summary>
internal sealed record Reader(string Name, string Token, ApiScopeKind Kind, string[]? Locations = null, LocalDate? From = null, LocalDate? To = null);

/// <summary>Which columns of a set say where and when its rows belong; written down here and not taken from the feed's declarations.</summary>
internal sealed record Belonging(string Set, string? Location, string? From = null, string? Until = null);

/// <summary>A row as a token without limits sees it.</summary>
internal sealed record SeenRow(IReadOnlyDictionary<string, JsonElement> Values)
{
    /// <summary>The text of a value; null where there is none.</summary>
    public string? Of(string column) => Values[column] is { ValueKind: not JsonValueKind.Null } value ? value.ToString() : null;

    /// <summary>The row with some of its columns, in the form that answers are compared in.</summary>
    public string Text(IEnumerable<string> columns, params (string Name, string Value)[] more) =>
        Canonical.Object([.. columns.Select(c => KeyValuePair.Create(c, Value(c))), .. more.Select(m => KeyValuePair.Create(m.Name, m.Value))]);

    /// <summary>A value in the form that answers are compared in.</summary>
    public string Value(string column) => Canonical.Of(Values[column], new());
}

/// <summary>A set as the metadata of a token shows it, and its rows on both sides of the token's limits.</summary>
internal sealed record SeenSet(string Name, Belonging Belongs, IEdmEntityType Type, IReadOnlyList<Way> Ways, IReadOnlyList<SeenRow> Rows, IReadOnlyList<SeenRow> Hidden)
{
    public IReadOnlyList<string> Columns { get; } = [.. Type.StructuralProperties().Select(p => p.Name)];

    public IReadOnlyList<string> Key { get; } = [.. Type.Key().Select(k => k.Name)];

    public IReadOnlyList<string> Texts { get; } = [.. Type.StructuralProperties().Where(p => p.Type.IsString()).Select(p => p.Name)];

    /// <summary>A text that says something of a row without being its key.</summary>
    public string Telling => Texts.FirstOrDefault(t => !Key.Contains(t)) ?? Key[0];

    /// <summary>The key of a row as it stands in an address.</summary>
    public string AddressOf(SeenRow row) => $"{Name}({string.Join(',', Key.Select(k => (Key.Count == 1 ? "" : $"{k}=") + Uri.EscapeDataString(Literal(k, row.Of(k)!))))})";

    /// <summary>A value as it stands in an expression.</summary>
    public string Literal(string column, string value) => Texts.Contains(column) ? $"'{value.Replace("'", "''", StringComparison.Ordinal)}'" : value;
}

/// <summary>A navigation property as the metadata tells it: where the values of two columns agree.</summary>
internal sealed record Way(string Name, string To, bool Many, bool MayBeEmpty, string Own, string Other);

/// <summary>All that a token must see: the rows of a token of its kind without limits, sorted out here, and the ways between them.</summary>
internal sealed class Sight
{
    private readonly Dictionary<string, SeenSet> sets = [];

    public Sight(IEdmModel model, IEnumerable<Belonging> belongings, IReadOnlyDictionary<string, IReadOnlyList<SeenRow>> all, Reader reader)
    {
        foreach (var set in model.EntityContainer.EntitySets())
        {
            var belongs = belongings.Single(b => b.Set == set.Name);
            sets[set.Name] = new(
                set.Name,
                belongs,
                set.EntityType,
                [.. set.EntityType.NavigationProperties().Select(n => WayOf(n, set.FindNavigationTarget(n).Name))],
                [.. all[set.Name].Where(r => Sees(reader, belongs, r))],
                [.. all[set.Name].Where(r => !Sees(reader, belongs, r))]);
        }
    }

    public IEnumerable<SeenSet> Sets => sets.Values;

    public SeenSet Set(string name) => sets[name];

    /// <summary>The rows that a way leads to.</summary>
    public IReadOnlyList<SeenRow> At(SeenRow row, Way way) => [.. sets[way.To].Rows.Where(r => r.Of(way.Other) == row.Of(way.Own))];

    private static Way WayOf(IEdmNavigationProperty navigation, string to)
    {
        var many = navigation.TargetMultiplicity() == EdmMultiplicity.Many;
        var pair = (many ? navigation.Partner : navigation).ReferentialConstraint.PropertyPairs.Single();
        var (dependent, principal) = (pair.DependentProperty.Name, pair.PrincipalProperty.Name);
        return many ? new(navigation.Name, to, true, true, principal, dependent) : new(navigation.Name, to, false, navigation.Type.IsNullable, dependent, principal);
    }

    private static bool Sees(Reader reader, Belonging belongs, SeenRow row)
    {
        if (reader.Locations is { } locations && (belongs.Location is null || !locations.Contains(row.Of(belongs.Location))))
            return false;
        if (belongs.From is null)
            return true;
        LocalDate? Day(string column) => row.Of(column) is { } text ? LocalDatePattern.Iso.Parse(text).Value : null;
        var first = Day(belongs.From)!.Value;
        var last = belongs.Until is null ? first : Day(belongs.Until) ?? LocalDate.MaxIsoValue;
        return (reader.To is null || first <= reader.To) && (reader.From is null || last >= reader.From);
    }
}

/// <summary>A request and the one right answer to it.</summary>
/// <param name="Address">The request.</param>
/// <param name="Status">Its status.</param>
/// <param name="Answer">Its body: a list, a row or a text, in the form that answers are compared in.</param>
/// <param name="Ordered">True when the order of the list is part of the answer.</param>
internal sealed record Question(string Address, int Status, string Answer, bool Ordered = false)
{
    public static Question Rows(string address, IEnumerable<string> rows, bool ordered = false) => new(address, 200, Canonical.List(rows, ordered), ordered);

    public static Question Number(string address, int number) => new(address, 200, number.ToString(CultureInfo.InvariantCulture));

    public static Question NotFound(string address) => new(address, 404, "");
}
