namespace Konnect.Modules.Attendance.Days;

/// <summary>What <see cref="CollectorFields"/> sends.</summary>
public sealed class CollectorInput
{
    /// <summary>The value for somebody else.</summary>
    public const string Other = "other";

    /// <summary>The key of one of those who may, <see cref="Other"/>, or nothing.</summary>
    public string? Id { get; set; }

    /// <summary>The name of somebody else.</summary>
    public string? OtherName { get; set; }

    /// <summary>Why somebody else.</summary>
    public string? OtherReason { get; set; }

    /// <summary>True when somebody looked at an identity document.</summary>
    public bool IsIdentified { get; set; }

    /// <summary>The choice that was made; null when none was.</summary>
    internal CollectorChoice? Choice => string.IsNullOrEmpty(Id) && string.IsNullOrWhiteSpace(OtherName) && string.IsNullOrWhiteSpace(OtherReason) && !IsIdentified ? null : new()
    {
        Id = Guid.TryParse(Id, out var id) ? id : null,
        IsOther = Id == Other || !string.IsNullOrWhiteSpace(OtherName),
        OtherName = OtherName?.Trim() ?? "",
        OtherReason = OtherReason?.Trim() ?? "",
        IsIdentified = IsIdentified,
    };
}
