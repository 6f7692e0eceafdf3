namespace Konnect.BuildingBlocks.Infrastructure.Exchange;

/// <summary>
/// Keeps a spreadsheet from running text of ours as a formula: text that starts with = + - @, a tab or a carriage return is written with an
/// apostrophe before it. Text that already has apostrophes there gets one more, so that reading always gives back what was written.
/// </summary>
internal static class Formulas
{
    /// <summary>The text as it is written to a file.</summary>
    public static string Escape(string text) => IsFormula(text.AsSpan().TrimStart('\'')) ? '\'' + text : text;

    /// <summary>The text that a field of a file stands for.</summary>
    public static string Unescape(string text) => text.StartsWith('\'') && IsFormula(text.AsSpan().TrimStart('\'')) ? text[1..] : text;

    /// <summary>True for text that a spreadsheet would run if it were typed into a cell.</summary>
    public static bool IsFormula(ReadOnlySpan<char> text) => !text.IsEmpty && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r';
}
