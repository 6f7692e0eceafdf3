namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>Takes the text of a query option apart without understanding it.</summary>
internal static class TextParts
{
    /// <summary>The parts between a separator, outside quotes and parentheses, without space around them.</summary>
    /// <exception cref="ReportingRefusal">An open quote, or parentheses that are open, closed twice or too deep.</exception>
    public static IEnumerable<string> Of(string text, char separator, string option)
    {
        var (depth, from, quoted) = (0, 0, false);
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '\'')
                quoted = !quoted;
            if (quoted)
                continue;
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth < 0)
                throw ReportingRefusal.Malformed($"A parenthesis of {option} is closed that was not opened.");
            if (depth > ReportingLimits.Nesting)
                throw ReportingRefusal.TooComplex($"Parentheses may be nested {ReportingLimits.Nesting} deep.");
            if (c != separator || depth > 0)
                continue;
            yield return text[from..at].Trim();
            from = at + 1;
        }

        if (quoted || depth > 0)
            throw ReportingRefusal.Malformed($"A quote or parenthesis of {option} is not closed.");
        yield return text[from..].Trim();
    }
}
