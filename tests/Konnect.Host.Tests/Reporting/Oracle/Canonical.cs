using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Konnect.Host.Tests.Reporting.Oracle;

/// <summary>Values, rows and lists as text that is the same when they are: columns by name, floating numbers to twelve digits, and lists without an order sorted.</summary>
internal static class Canonical
{
    private static readonly LocalTimePattern TimePattern = LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss.FFFFFFF");
    private static readonly InstantPattern InstantPattern = InstantPattern.CreateWithInvariantCulture("uuuu-MM-ddTHH:mm:ss.FFFFFFF'Z'");

    /// <summary>A value as payloads write it, without quotes.</summary>
    public static string Plain(object value) => value switch
    {
        bool truth => truth ? "true" : "false",
        LocalDate date => LocalDatePattern.Iso.Format(date),
        LocalTime time => TimePattern.Format(time),
        Instant instant => InstantPattern.Format(instant),
        double number => Number(number),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    public static string Value(object? value) => value switch
    {
        null => "null",
        bool or long or double => Plain(value),
        _ => $"\"{Plain(value)}\"",
    };

    public static string Object(IEnumerable<KeyValuePair<string, string>> columns) => $"{{{string.Join(", ", columns.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}: {c.Value}"))}}}";

    public static string List(IEnumerable<string> rows, bool ordered) => $"[{string.Join(", ", ordered ? rows : rows.Order(StringComparer.Ordinal))}]";

    /// <summary>A row of an answer; the options tell which of the lists in it have no order.</summary>
    public static string Of(JsonElement element, Options options) => element.ValueKind switch
    {
        JsonValueKind.Object => Object(element.EnumerateObject().Where(p => !p.Name.StartsWith('@') && !p.Name.EndsWith("@odata.type", StringComparison.Ordinal)).Select(p => KeyValuePair.Create(p.Name, Of(p.Value, Inside(options, p.Name))))),
        JsonValueKind.Array => List(element.EnumerateArray().Select(e => Of(e, options)), options.OrderBy.Count > 0),
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? Value(whole) : Number(element.GetDouble()),
        JsonValueKind.String => $"\"{element.GetString()}\"",
        _ => element.GetRawText(),
    };

    private static Options Inside(Options options, string name) => options.Expand.FirstOrDefault(e => e.Navigation == name)?.Options ?? options;

    private static string Number(double value) => value == Math.Floor(value) && Math.Abs(value) < 1e15 ? Plain((long)value) : value.ToString("G12", CultureInfo.InvariantCulture);
}
