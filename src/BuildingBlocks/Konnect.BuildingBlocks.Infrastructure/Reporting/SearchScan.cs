using System.Text;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>One linear pass over a <c>$search</c>: measures what would make the recursive parser deep. Its words AND, OR and NOT are upper case by the rules of the language.</summary>
internal static class SearchScan
{
    /// <summary>The text as the parser reads it rightly.</summary>
    /// <exception cref="ReportingRefusal">Too many words, or an open quote.</exception>
    public static string Rewrite(string text)
    {
        var (depth, words, quoted, inWord) = (0, 0, false, false);
        var output = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            output.Append(c);
            if (quoted)
            {
                if (c == '\\' && at + 1 < text.Length)
                    output.Append(text[++at]);
                quoted = c != '"';
                continue;
            }

            quoted = c == '"';
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            var isWord = !char.IsWhiteSpace(c) && c is not ('(' or ')');
            words += isWord && !inWord ? 1 : 0;
            inWord = isWord;
            if (depth > ReportingLimits.SearchNesting || words > ReportingLimits.SearchWords)
                throw ReportingRefusal.TooComplex($"$search may have {ReportingLimits.SearchWords} words, and parentheses {ReportingLimits.SearchNesting} deep.");
        }

        return quoted ? throw ReportingRefusal.Malformed("A phrase of $search is not closed.") : output.ToString();
    }
}
