using System.Security.Cryptography;
using System.Text;

namespace Konnect.Modules.Access.Domain;

/// <summary>What became of a typed set-up code.</summary>
internal enum SetUpCodeAnswer
{
    /// <summary>Right, and used up.</summary>
    Right,
    /// <summary>Not the code.</summary>
    Wrong,
    /// <summary>Too many wrong tries, or already used: only a new start gives a new code.</summary>
    Locked,
}

/// <summary>
/// The one-time code that proves that whoever sets up the installation can read its console: made at start, kept in memory only.
/// </summary>
internal sealed class SetUpCode
{
    /// <summary>Wrong tries before the code is void.</summary>
    public const int Tries = 10;

    // No letters and digits that look alike.
    private const string Letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    private readonly string code = RandomNumberGenerator.GetString(Letters, 8);
    private readonly Lock gate = new();
    private int wrong;
    private bool used;

    /// <summary>The code in two halves, for the console.</summary>
    public string Text => $"{code[..4]}-{code[4..]}";

    /// <summary>Compares in constant time; lower case, spaces and dashes don't matter. A right code is used up.</summary>
    public SetUpCodeAnswer Use(string typed)
    {
        var clean = string.Concat(typed.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        lock (gate)
        {
            if (used || wrong >= Tries)
                return SetUpCodeAnswer.Locked;
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(clean), Encoding.UTF8.GetBytes(code)))
            {
                used = true;
                return SetUpCodeAnswer.Right;
            }

            return ++wrong >= Tries ? SetUpCodeAnswer.Locked : SetUpCodeAnswer.Wrong;
        }
    }
}
