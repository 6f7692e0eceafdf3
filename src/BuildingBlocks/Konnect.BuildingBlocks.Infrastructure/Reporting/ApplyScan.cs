namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>One linear pass over an <c>$apply</c>: takes its transformations apart, refuses those that are not offered, and scans what each holds.</summary>
internal static class ApplyScan
{
    private static readonly HashSet<string> Offered = new(StringComparer.OrdinalIgnoreCase) { "filter", "groupby", "aggregate", "compute" };

    /// <summary>Transformations of OData Data Aggregation 4.0 that are known and not offered; <c>expand</c> would overflow the parser's stack.</summary>
    private static readonly HashSet<string> NotOffered = new(StringComparer.OrdinalIgnoreCase)
    {
        "expand", "concat", "search", "orderby", "top", "skip", "topcount", "topsum", "toppercent", "bottomcount", "bottomsum", "bottompercent",
        "join", "outerjoin", "nest", "addnested", "ancestors", "descendants", "traverse",
    };

    /// <summary>The text in the form the parser reads rightly; <c>identity</c> is left out.</summary>
    /// <exception cref="ReportingRefusal">Too many or unknown transformations, or what <see cref="ExpressionScan"/> refuses.</exception>
    public static string Rewrite(string text)
    {
        var steps = new List<string>();
        foreach (var step in TextParts.Of(text, '/', "$apply"))
        {
            var open = step.IndexOf('(', StringComparison.Ordinal);
            var name = open < 0 ? step : step[..open].Trim();
            if (open < 0 && name.Equals("identity", StringComparison.OrdinalIgnoreCase))
                continue;
            if (NotOffered.Contains(name))
                throw ReportingRefusal.NotSupported($"The transformation '{name}' is not supported.");
            if (open < 0 || !Offered.Contains(name))
                throw ReportingRefusal.Malformed($"'{name}' is no transformation.");
            if (steps.Count == ReportingLimits.Transformations)
                throw ReportingRefusal.TooComplex($"$apply may have {ReportingLimits.Transformations} transformations.");
            steps.Add(ExpressionScan.Rewrite(step));
        }

        return string.Join('/', steps);
    }
}
