namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>The fragment of a context address: says of which set, and which columns, the rows of an answer are (OData Protocol 10).</summary>
internal static class AnswerContext
{
    /// <summary>Of rows, or of one row.</summary>
    public static string Of(ReadSet plan, AnswerObject answer) => plan.Rows.Of.Set.Name + ColumnsOf(plan.Rows, answer) + (plan.Shape == ReadShape.Row ? "/$entity" : "");

    /// <summary>Of one value.</summary>
    public static string OfValue(ScannedRequest request) => Uri.UnescapeDataString(request.Path);

    private static string ColumnsOf(RowsPlan plan, AnswerObject answer)
    {
        var calculated = plan.Apply.Any() || plan.Compute.Any();
        if (plan.Selected is null && !calculated)
            return plan.Expanded.Count == 0 ? "" : $"({string.Join(',', Expanded(plan, answer))})";
        var own = answer.Parts.Where(p => !plan.Expanded.Any(e => e.Along.Navigation.Name == p.Name)).Select(Name);
        return $"({string.Join(',', own.Concat(Expanded(plan, answer)))})";
    }

    private static IEnumerable<string> Expanded(RowsPlan plan, AnswerObject answer) => plan.Expanded.Select(expansion =>
    {
        var name = expansion.Along.Navigation.Name;
        var columns = ColumnsOf(expansion.Rows, answer.Parts.First(p => p.Name == name) switch { AnswerRows rows => rows.Item, var one => (AnswerObject)one });
        return name + (columns.Length == 0 ? "()" : columns);
    });

    private static string Name(AnswerPart part) => part is AnswerObject inner ? $"{part.Name}({string.Join(',', inner.Parts.Select(Name))})" : part.Name;
}
