using NodaTime;

namespace Konnect.Modules.Planning.Contracts;

/// <summary>Answers who works for the organisation.</summary>
public interface IStaffDirectory
{
    /// <summary>Everybody, by name.</summary>
    Task<IReadOnlyList<StaffInfo>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Some of them, by key; who is not known is left out.</summary>
    Task<IReadOnlyDictionary<Guid, StaffInfo>> GetAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);
}

/// <summary>The file of a member of staff.</summary>
public static class StaffFile
{
    /// <summary>The kind of person that a member of staff is in the audit trail.</summary>
    public const string Subject = "staff";
}

/// <summary>What another module may know of a member of staff.</summary>
/// <param name="Id">The key.</param>
/// <param name="FeedKey">The pseudonymous key in reports.</param>
/// <param name="Number">The number in the source.</param>
/// <param name="FirstName">First name.</param>
/// <param name="FullName">First name, infix and last name.</param>
/// <param name="Job">The job as the exchange writes it, for example <c>practitioner</c>.</param>
/// <param name="CountsInRatio">True when the organisation counts this person in the ratio.</param>
/// <param name="RegisterCheckedOn">Date of the check in the childcare register, or null without one.</param>
/// <param name="StartsOn">First day of work.</param>
/// <param name="EndsOn">Last day of work, or null.</param>
/// <param name="GroupCodes">The groups this person usually works on.</param>
public sealed record StaffInfo(Guid Id, Guid FeedKey, string Number, string FirstName, string FullName, string Job, bool CountsInRatio, LocalDate? RegisterCheckedOn, LocalDate StartsOn, LocalDate? EndsOn, IReadOnlyList<string> GroupCodes);
