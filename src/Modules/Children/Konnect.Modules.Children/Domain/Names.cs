using System.Globalization;

namespace Konnect.Modules.Children.Domain;

/// <summary>How a Dutch name is put together and found again.</summary>
internal static class Names
{
    private const CompareOptions Loosely = CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace | CompareOptions.IgnoreSymbols;

    /// <summary>Orders names as people look them up: capitals, accents and apostrophes don't count.</summary>
    public static IComparer<string> Order { get; } = StringComparer.Create(CultureInfo.InvariantCulture, Loosely);

    /// <summary>First name, infix (van der) and last name.</summary>
    public static string Join(string first, string? infix, string last) => string.IsNullOrEmpty(infix) ? $"{first} {last}" : $"{first} {infix} {last}";

    /// <summary>True when every word that is looked for stands somewhere in the text: 'zoe' finds Zoë, 'vanderveen' finds van der Veen.</summary>
    public static bool Find(string text, string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .All(word => CultureInfo.InvariantCulture.CompareInfo.IndexOf(text, word, Loosely) >= 0);
}
