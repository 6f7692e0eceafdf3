using System.Text;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>
/// One linear pass over an <c>$expand</c>: takes its items and their nested options apart, measures them, and scans what each option holds, before the
/// parser, which looks at the depth of expansion too late, has seen any of it.
/// </summary>
internal static class ExpandScan
{
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase) { "filter", "select", "orderby", "top", "skip", "count", "expand", "search", "compute", "levels" };

    /// <summary>The text with its nested options in the form the parser reads rightly.</summary>
    /// <exception cref="ReportingRefusal">Too deep, too many items, an unknown option, or an open quote or parenthesis.</exception>
    public static string Rewrite(string text)
    {
        var items = 0;
        return Rewrite(text, 1, ref items);
    }

    private static string Rewrite(string text, int depth, ref int items)
    {
        if (depth > ReportingLimits.ExpandDepth)
            throw ReportingRefusal.TooComplex($"$expand may be {ReportingLimits.ExpandDepth} levels deep.");
        var output = new StringBuilder(text.Length);
        foreach (var item in TextParts.Of(text, ',', "$expand"))
        {
            if (++items > ReportingLimits.ExpandItems)
                throw ReportingRefusal.TooComplex($"$expand may have {ReportingLimits.ExpandItems} items.");
            if (item.Length == 0)
                throw ReportingRefusal.Malformed("An item of $expand is empty.");
            if (output.Length > 0)
                output.Append(',');
            var open = item.IndexOf('(', StringComparison.Ordinal);
            if (open < 0)
            {
                output.Append(item.Trim());
                continue;
            }

            if (!item.EndsWith(')'))
                throw ReportingRefusal.Malformed("A parenthesis of $expand is not closed.");
            output.Append(item[..open].Trim()).Append('(');
            var first = true;
            foreach (var option in TextParts.Of(item[(open + 1)..^1], ';', "$expand"))
            {
                output.Append(first ? "" : ";").Append(Option(option, depth, ref items));
                first = false;
            }

            output.Append(')');
        }

        return output.ToString();
    }

    private static string Option(string option, int depth, ref int items)
    {
        var at = option.IndexOf('=', StringComparison.Ordinal);
        var name = (at < 0 ? option : option[..at]).Trim().TrimStart('$').ToLowerInvariant();
        if (at < 0 || !Known.Contains(name))
            throw ReportingRefusal.Malformed($"'{option}' is no option of $expand.");
        var value = option[(at + 1)..];
        if (string.IsNullOrWhiteSpace(value))
            throw ReportingRefusal.Malformed($"The option '${name}' of $expand is empty.");
        return $"${name}=" + name switch
        {
            "filter" or "orderby" or "compute" => ExpressionScan.Rewrite(value),
            "expand" => Rewrite(value, depth + 1, ref items),
            "search" => SearchScan.Rewrite(value),
            _ => value,
        };
    }
}
