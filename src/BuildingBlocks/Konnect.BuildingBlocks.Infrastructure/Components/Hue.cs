using System.Globalization;
using System.Text;

namespace Konnect.BuildingBlocks.Infrastructure.Components;

/// <summary>What stands in for a photo: initials on one of twelve soft colours, the same for a key on every page and every machine.</summary>
internal static class Hue
{
    /// <summary>The class of the key's colour: FNV-1a over UTF-8, mixed so that keys that follow each other differ, modulo twelve.</summary>
    public static string Css(string key)
    {
        var hash = 2166136261u;
        foreach (var octet in Encoding.UTF8.GetBytes(key))
            hash = unchecked((hash ^ octet) * 16777619u);
        hash = unchecked((hash ^ (hash >> 16)) * 0x85ebca6bu);
        hash = unchecked((hash ^ (hash >> 13)) * 0xc2b2ae35u);
        return string.Create(CultureInfo.InvariantCulture, $"hue-{(hash ^ (hash >> 16)) % 12}");
    }

    /// <summary>First letters of the first and the last word; of a single word its first two.</summary>
    public static string Initials(string name)
    {
        var words = name.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries);
        var initials = words switch
        {
            [] => "?",
            [var only] => Start(only, 2),
            [var first, .., var last] => Start(first, 1) + Start(last, 1),
        };
        return initials.ToUpperInvariant();
    }

    private static string Start(string word, int letters)
    {
        var elements = StringInfo.GetTextElementEnumerator(word);
        var start = new StringBuilder();
        while (letters-- > 0 && elements.MoveNext())
            start.Append(elements.GetTextElement());
        return start.ToString();
    }
}
