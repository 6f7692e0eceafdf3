using System.Text.RegularExpressions;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>What a request asks, as text that is safe to parse.</summary>
/// <param name="Path">The address after the service root, still percent-encoded.</param>
/// <param name="Options">The system query options by their names without <c>$</c>.</param>
internal sealed record ScannedRequest(string Path, IReadOnlyDictionary<string, string> Options);

/// <summary>
/// First step: takes the request's text apart and refuses what could harm the parser, before anything recursive has seen it.
/// Custom options are left out; unknown options that claim to be OData's are refused.
/// </summary>
internal static partial class RequestScanner
{
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "filter", "select", "orderby", "top", "skip", "count", "format", "expand", "apply", "search", "compute", "skiptoken", "deltatoken", "index", "levels", "schemaversion", "id",
    };

    /// <summary>These words are too common to be taken from custom options: they are OData's only with <c>$</c>.</summary>
    private static readonly HashSet<string> OnlyWithDollar = new(StringComparer.OrdinalIgnoreCase) { "index", "levels", "id" };

    /// <summary>Scans a request.</summary>
    /// <param name="path">The address after the service root, percent-encoded, without a leading slash.</param>
    /// <param name="query">The query, percent-encoded, with or without its question mark.</param>
    /// <exception cref="ReportingRefusal">Too long, too deep, or malformed.</exception>
    public static ScannedRequest Scan(string path, string query)
    {
        if (path.Length + query.Length > ReportingLimits.Text)
            throw new ReportingRefusal(414, "too-long", $"Path and query may have {ReportingLimits.Text} characters.");
        var (options, aliases) = Read(query);
        var address = aliases.Insert(Uri.UnescapeDataString(path));
        MeasureNesting(address);
        return new(
            address == Uri.UnescapeDataString(path) ? path : Uri.EscapeDataString(address).Replace("%2F", "/", StringComparison.Ordinal),
            options.ToDictionary(o => o.Key, o => SafeText(o.Key, aliases.Insert(o.Value))));
    }

    private static (Dictionary<string, string> Options, ParameterAliases Aliases) Read(string query)
    {
        var options = new Dictionary<string, string>();
        var aliases = new ParameterAliases();
        foreach (var part in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            var name = Decode(at < 0 ? part : part[..at]).Trim();
            var value = at < 0 ? "" : Decode(part[(at + 1)..]);
            if (name.StartsWith('@'))
                aliases.Add(name, value);
            else if (OptionOf(name) is { } option && !options.TryAdd(option, value))
                throw ReportingRefusal.Malformed($"The query option '${option}' is given twice.");
        }

        return (options, aliases);
    }

    private static string? OptionOf(string name)
    {
        var dollar = name.StartsWith('$');
        var option = (dollar ? name[1..] : name).ToLowerInvariant();
        if (Known.Contains(option) && (dollar || !OnlyWithDollar.Contains(option)))
            return option;
        return dollar ? throw ReportingRefusal.Malformed($"Unknown query option '{name}'.") : null;
    }

    private static string SafeText(string option, string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw ReportingRefusal.Malformed($"The query option '${option}' is empty.");
        switch (option)
        {
            case "filter" or "orderby" or "compute":
                return ExpressionScan.Rewrite(text);
            case "apply":
                return ApplyScan.Rewrite(text);
            case "expand":
                return ExpandScan.Rewrite(text);
            case "search":
                return SearchScan.Rewrite(text);
            default:
                MeasureNesting(text);
                return text;
        }
    }

    private static void MeasureNesting(string text)
    {
        var depth = 0;
        var steps = 0;
        var quoted = false;
        foreach (var c in text)
        {
            if (c == '\'')
                quoted = !quoted;
            if (quoted)
                continue;
            depth += c is '(' or '[' or '{' ? 1 : c is ')' or ']' or '}' ? -1 : 0;
            steps = c is '/' ? steps + 1 : c is ',' ? 0 : steps;
            if (depth > ReportingLimits.Nesting || steps > ReportingLimits.Nesting)
                throw ReportingRefusal.TooComplex($"Parentheses and paths may be {ReportingLimits.Nesting} deep.");
        }
    }

    /// <summary>A plus is a space, as forms and most clients mean it, except before the offset of a time, where it can only be itself.</summary>
    private static string Decode(string text) => Uri.UnescapeDataString(PlusThatIsSpace().Replace(text, " "));

    [GeneratedRegex(@"\+(?!(?<=\d\+)\d\d(:|%3[Aa])\d\d)")]
    private static partial Regex PlusThatIsSpace();
}
