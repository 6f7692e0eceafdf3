using System.Buffers;
using System.Text.Json;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>The fragment of a context address: says of which set, and which columns, the rows of an answer are (OData Protocol 10).</summary>
internal static class AnswerContext
{
    /// <summary>Of rows, or of one row.</summary>
    public static string Of(ReadSet plan, AnswerObject answer) => plan.Rows.Of.Set.Name + ColumnsOf(plan.Rows, answer) + (plan.Shape == ReadShape.Row ? "/$entity" : "");

    /// <summary>Of one value: the row it is in by its own key, whatever way led there, and the property.</summary>
    public static string OfValue(ReadSet plan, TranslatedQuery query, RowStream row)
    {
        var set = plan.Rows.Of.Set;
        var values = query.Order.Select(column => KeyValue(column, row)).ToList();
        return $"{set.Name}({(values is [var only] ? only : string.Join(',', set.Key.Zip(values, (name, value) => $"{name}={value}")))})/{plan.Property!.Name}";
    }

    /// <summary>In version 4.0 other rows are named only where some of their columns were chosen, or they were themselves (10.9).</summary>
    private static string ColumnsOf(RowsPlan plan, AnswerObject answer)
    {
        var own = plan.Selected is null && !plan.Apply.Any() && !plan.Compute.Any() ? [] : answer.Parts.Where(p => !plan.Expanded.Any(e => e.Along.Navigation.Name == p.Name)).Select(Name);
        var selected = plan.Of.Relations.Select(r => r.Navigation.Name).Where(name => plan.Selected?.Contains(name) == true);
        string[] columns = [.. own, .. selected, .. plan.Expanded.Select(e => Expanded(e, answer)).Where(e => e.EndsWith(')'))];
        return columns.Length == 0 ? "" : $"({string.Join(',', columns)})";
    }

    private static string Expanded(Expansion expansion, AnswerObject answer)
    {
        var name = expansion.Along.Navigation.Name;
        return name + ColumnsOf(expansion.Rows, answer.Parts.First(p => p.Name == name) switch { AnswerRows rows => rows.Item, var one => (AnswerObject)one });
    }

    /// <summary>A value as it stands in a key.</summary>
    private static string KeyValue(AnswerValue column, RowStream row)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var json = new JsonRow(buffer, ieee754: false);
        ValueFormats.For(row.Context, column.Type)(row.Values, row.Values.GetOrdinal(column.Column), ref json);
        json.Commit();
        using var value = JsonDocument.Parse(buffer.WrittenMemory);
        return column.Type == typeof(string) ? $"'{value.RootElement.GetString()!.Replace("'", "''", StringComparison.Ordinal)}'" : value.RootElement.ToString();
    }

    private static string Name(AnswerPart part) => part is AnswerObject inner ? $"{part.Name}({string.Join(',', inner.Parts.Select(Name))})" : part.Name;
}
