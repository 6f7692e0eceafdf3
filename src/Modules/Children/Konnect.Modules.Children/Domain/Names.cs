using System.Globalization;
using Konnect.BuildingBlocks.Naming;

namespace Konnect.Modules.Children.Domain;

/// <summary>How a Dutch name is put together and found again.</summary>
internal static class Names
{
    /// <summary>Orders the <see cref="Key"/> of names as people look them up: capitals, accents and apostrophes don't count.</summary>
    public static IComparer<SortKey> Order { get; } = Comparer<SortKey>.Create(SortKey.Compare);

    /// <summary>What a name is ordered by; made once for a name, as comparing two names by the rules of a language takes far longer than two keys.</summary>
    public static SortKey Key(string name) => CultureInfo.InvariantCulture.CompareInfo.GetSortKey(name, NameFolding.Loosely);

    /// <summary>First name, infix (van der) and last name.</summary>
    public static string Join(string first, string? infix, string last) => string.IsNullOrEmpty(infix) ? $"{first} {last}" : $"{first} {infix} {last}";

    /// <summary>True when every word that is looked for stands somewhere in the text: 'zoe' finds Zoë, 'vanderveen' finds van der Veen.</summary>
    public static bool Find(string text, string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .All(word => CultureInfo.InvariantCulture.CompareInfo.IndexOf(text, word, NameFolding.Loosely) >= 0);
}
