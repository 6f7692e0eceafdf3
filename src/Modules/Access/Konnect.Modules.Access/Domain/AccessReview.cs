using Konnect.BuildingBlocks.Security;
using NodaTime;

namespace Konnect.Modules.Access.Domain;

/// <summary>That somebody looked at every account and found each right: who may get in is still who works here.</summary>
internal sealed class AccessReview
{
    private const string Purpose = "accountability for who has access";

    /// <summary>How long one is good for.</summary>
    public static readonly Period Lifetime = Period.FromMonths(6);

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Trail)]
    public required Instant ReviewedAt { get; init; }

    /// <summary>The account that did it.</summary>
    [Subject(Account.Subject)]
    [PersonalData(PersonalDataCategory.Key, Purpose, RetentionClass.Trail)]
    public required Guid? ReviewedBy { get; init; }

    /// <summary>Its name then.</summary>
    [PersonalData(PersonalDataCategory.Identity, Purpose, RetentionClass.Trail)]
    public required string ReviewerName { get; init; }

    /// <summary>How many accounts were found right.</summary>
    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Trail)]
    public required int Accounts { get; init; }

    /// <summary>True when it is time for the next one.</summary>
    /// <param name="last">Day of the last one, or of the first account when there was none.</param>
    /// <param name="today">The local day.</param>
    public static bool IsDue(LocalDate last, LocalDate today) => last + Lifetime <= today;
}
