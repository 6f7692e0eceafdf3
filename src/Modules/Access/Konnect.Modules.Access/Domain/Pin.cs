using Konnect.BuildingBlocks.Security;
using NodaTime;

namespace Konnect.Modules.Access.Domain;

/// <summary>Six digits that an account is known by on group tablets, and nowhere else.</summary>
internal sealed class Pin
{
    /// <summary>How many digits.</summary>
    public const int Length = 6;

    [Subject(Account.Subject)]
    public required Guid AccountId { get; init; }

    /// <summary>A slow hash, as of a password.</summary>
    [PersonalData(PersonalDataCategory.Credential, "PIN on group tablets", RetentionClass.Account)]
    public required string Hash { get; set; }

    [PersonalData(PersonalDataCategory.Credential, "PIN on group tablets", RetentionClass.Account)]
    public required Instant ChosenAt { get; set; }

    /// <summary>The code of the refusal, or null for six digits that nobody tries first.</summary>
    public static string? Refusal(string pin) =>
        pin.Length != Length || !pin.All(char.IsAsciiDigit) ? "access.pin-not-six-digits"
        : IsEasy(pin) ? "access.pin-easy"
        : null;

    // One or two digits only, a row up or down, the same half twice.
    private static bool IsEasy(string pin) =>
        pin.Distinct().Count() < 3 || "01234567890".Contains(pin, StringComparison.Ordinal) || "09876543210".Contains(pin, StringComparison.Ordinal) || pin[..3] == pin[3..];
}
