namespace Konnect.Modules.Attendance.Domain.Taps;

/// <summary>Who took a child home, as it was then.</summary>
/// <param name="Id">The key of who may collect; null for somebody else.</param>
/// <param name="Name">The name.</param>
/// <param name="Relation">What this person is to the child, as the source writes it.</param>
/// <param name="Reason">Why somebody else.</param>
/// <param name="IsIdentified">True when somebody looked at an identity document.</param>
internal sealed record Collected(Guid? Id, string Name, string? Relation, string? Reason, bool IsIdentified);
