using System.Text;
using System.Text.Json;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>Values that a request names once and uses by name: <c>$filter=Date ge @from&amp;@from=2026-01-01</c> (URL Conventions 5.3). They are put in as text before anything is parsed.</summary>
internal sealed class ParameterAliases
{
    private readonly Dictionary<string, string> values = [];

    /// <summary>Remembers a value.</summary>
    /// <exception cref="ReportingRefusal">No name, given twice, or itself made of aliases.</exception>
    public void Add(string name, string value)
    {
        if (name.Length == 1 || !name.AsSpan(1).ToString().All(IsOfName))
            throw ReportingRefusal.Malformed($"'{name}' is no name of a parameter alias.");
        if (string.IsNullOrWhiteSpace(value))
            throw ReportingRefusal.Malformed($"The parameter alias '{name}' is empty.");
        if (!values.TryAdd(name, value.Trim()))
            throw ReportingRefusal.Malformed($"The parameter alias '{name}' is given twice.");
    }

    /// <summary>The text with every alias replaced by its value; one that has none is null.</summary>
    /// <exception cref="ReportingRefusal">The text grows too long.</exception>
    public string Insert(string text)
    {
        if (!text.Contains('@', StringComparison.Ordinal))
            return text;
        var output = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var from = at;
            if (text[at] == '\'')
            {
                at = text.IndexOf('\'', at + 1) is >= 0 and var end ? end + 1 : text.Length;
            }
            else if (text[at] == '@')
            {
                for (at++; at < text.Length && IsOfName(text[at]); at++)
                {
                }

                output.Append(ValueOf(text[from..at], IsAfterIn(output)));
                if (output.Length > ReportingLimits.Text)
                    throw ReportingRefusal.TooComplex("With the values of its parameter aliases the query is too long.");
                continue;
            }
            else
            {
                at++;
            }

            output.Append(text, from, at - from);
        }

        return output.ToString();
    }

    private string ValueOf(string name, bool isList)
    {
        var value = values.GetValueOrDefault(name, "null");
        if (OutsideQuotes(value).Contains('@', StringComparison.Ordinal))
            throw ReportingRefusal.NotSupported("A parameter alias inside another is not supported.");
        if (isList)
            return value.StartsWith('[') ? ListOf(name, value) : value;
        return value.StartsWith('-') || OutsideQuotes(value).AsSpan().ContainsAny(" \t(),") ? $"({value})" : value;
    }

    private static string ListOf(string name, string json)
    {
        try
        {
            using var list = JsonDocument.Parse(json);
            return $"({string.Join(',', list.RootElement.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? $"'{item.GetString()!.Replace("'", "''", StringComparison.Ordinal)}'" : item.GetRawText()))})";
        }
        catch (JsonException)
        {
            throw ReportingRefusal.Malformed($"The parameter alias '{name}' is no JSON array.");
        }
    }

    private static string OutsideQuotes(string text) => string.Concat(text.Split('\'').Where((_, i) => i % 2 == 0));

    private static bool IsAfterIn(StringBuilder output)
    {
        var before = output.ToString().TrimEnd();
        return before.Length < output.Length && before.EndsWith(" in", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsOfName(char c) => char.IsLetterOrDigit(c) || c == '_';
}
