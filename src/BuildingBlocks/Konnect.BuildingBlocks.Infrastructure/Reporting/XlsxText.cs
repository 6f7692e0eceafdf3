using System.Globalization;
using System.Text.RegularExpressions;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>Text as a cell of a workbook holds it: what XML has no character for is written <c>_xHHHH_</c>, as the file format says, and read back whole.</summary>
internal static partial class XlsxText
{
    /// <summary>Characters that a cell holds; a file with more in one is damaged to Excel.</summary>
    public const int Longest = 32_767;

    /// <summary>The text for a cell; what is too long for one ends in an ellipsis.</summary>
    public static string Of(string text)
    {
        if (text.Length > Longest)
            text = string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[Longest - 2]) ? Longest - 2 : Longest - 1), "…");
        return Special().Replace(text, static found => $"_x{(int)found.Value[0]:X4}_");
    }

    /// <summary>Control characters but tab and line feed (a bare carriage return would be read as a line feed), what is no character, and an underscore that would be read as the start of <c>_xHHHH_</c>.</summary>
    [GeneratedRegex("[\0-\u0008\u000B-\u001F\uFFFE\uFFFF]|_(?=x[0-9A-Fa-f]{4}_)", RegexOptions.CultureInvariant)]
    private static partial Regex Special();
}
