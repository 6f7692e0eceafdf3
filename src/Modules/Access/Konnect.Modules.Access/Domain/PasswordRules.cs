using System.Collections.Frozen;

namespace Konnect.Modules.Access.Domain;

/// <summary>
/// Which passwords are refused: short ones, ones that everybody tries first, and ones made of the own name or address. What characters it holds is free
/// (NIST SP 800-63B 3.1.1.2).
/// </summary>
internal static class PasswordRules
{
    /// <summary>Fewest characters.</summary>
    public const int Shortest = 12;

    /// <summary>Most characters; a longer one only costs time to hash.</summary>
    public const int Longest = 128;

    private const string Digits = "01234567890123456789012345678901234567890";

    private static readonly FrozenSet<string> CommonWords = Read("CommonWords.txt");

    // Lower case, without what people put between words. They come along with the program: what somebody types is asked of nobody else.
    private static readonly FrozenSet<string> CommonPasswords = Read("CommonPasswords.txt");

    /// <summary>The code of the refusal, or null for a good password.</summary>
    public static string? Refusal(string password, string email, string name) =>
        password.Length < Shortest ? "access.password-too-short"
        : password.Length > Longest ? "access.password-too-long"
        : IsCommon(password) ? "access.password-common"
        : OwnWords(email, name).Any(word => password.Contains(word, StringComparison.OrdinalIgnoreCase)) ? "access.password-own"
        : null;

    /// <summary>True when it is one of the commonest, few characters repeated, a row of digits, or nothing but a common word or three with decoration.</summary>
    private static bool IsCommon(string password)
    {
        var lower = password.ToLowerInvariant();
        if (lower.Distinct().Count() < 5 || CommonPasswords.Contains(string.Concat(lower.Where(c => c is not (' ' or '-' or '_' or '.' or '\'')))))
            return true;
        var letters = Letters(lower);
        if (letters.Length == 0)
            return Digits.Contains(lower, StringComparison.Ordinal) || Digits.Contains(string.Concat(lower.Reverse()), StringComparison.Ordinal);
        return IsWords(letters) || IsWords(Letters(string.Concat(lower.Trim([.. lower.Where(c => !char.IsLetter(c))]).Select(Unmask))));
    }

    /// <summary>True when the letters are three common words or fewer.</summary>
    private static bool IsWords(string letters)
    {
        var words = new int[letters.Length + 1];
        for (var end = 1; end <= letters.Length; end++)
        {
            words[end] = int.MaxValue;
            for (var start = 0; start < end; start++)
            {
                if (words[start] < words[end] - 1 && CommonWords.Contains(letters[start..end]))
                    words[end] = words[start] + 1;
            }
        }

        return words[^1] is > 0 and <= 3;
    }

    /// <summary>Parts of four letters or more of the address and the name.</summary>
    private static IEnumerable<string> OwnWords(string email, string name)
    {
        var (box, domain) = email.Split('@') is [var first, var second, ..] ? (first, second) : (email, "");
        return name.Split(' ').Append(name.Replace(" ", "", StringComparison.Ordinal)).Append(box).Concat(box.Split('.', '_', '-', '+')).Append(domain.Split('.')[0])
            .Where(word => word.Length >= 4);
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetter));

    private static char Unmask(char c) => c switch { '0' => 'o', '1' => 'i', '3' => 'e', '4' or '@' => 'a', '5' or '$' => 's', '7' => 't', _ => c };

    private static FrozenSet<string> Read(string list)
    {
        using var stream = typeof(PasswordRules).Assembly.GetManifestResourceStream($"{typeof(PasswordRules).Namespace}.{list}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}
