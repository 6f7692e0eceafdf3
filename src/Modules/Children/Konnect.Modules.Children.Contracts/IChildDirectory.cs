using NodaTime;

namespace Konnect.Modules.Children.Contracts;

/// <summary>Answers who a child is, to modules that hold only its key.</summary>
public interface IChildDirectory
{
    /// <summary>The children with these keys; unknown keys are left out.</summary>
    Task<IReadOnlyDictionary<Guid, ChildInfo>> GetAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>The child with this number of the source, or null.</summary>
    Task<ChildInfo?> FindByNumberAsync(string number, CancellationToken cancellationToken);

    /// <summary>The child with this number if the current user may see it; else null, as of a number that nobody has.</summary>
    Task<ChildInfo?> FindVisibleAsync(string number, CancellationToken cancellationToken);

    /// <summary>What whoever has these children in front of them must see, most serious first: asked apart, so that who only counts children reads nothing of their health.</summary>
    Task<ILookup<Guid, ChildAlert>> ListAlertsAsync(IReadOnlyCollection<Guid> childIds, CancellationToken cancellationToken);

    /// <summary>Who may collect the child: guardians in the order to call them, then others by name; after them who may not.</summary>
    Task<ILookup<Guid, MayCollect>> ListMayCollectAsync(IReadOnlyCollection<Guid> childIds, CancellationToken cancellationToken);

    /// <summary>Key, feed key, number and birth date of every child: small enough for a whole organisation.</summary>
    Task<IReadOnlyList<ChildKey>> ListKeysAsync(CancellationToken cancellationToken);
}

/// <summary>What another module may show of a child.</summary>
/// <param name="Id">The child's key.</param>
/// <param name="FeedKey">The pseudonymous key in reports.</param>
/// <param name="Number">The number in the source.</param>
/// <param name="CallName">What the child is called.</param>
/// <param name="FullName">Call name, infix and last name.</param>
/// <param name="BirthDate">Birth date.</param>
public sealed record ChildInfo(Guid Id, Guid FeedKey, string Number, string CallName, string FullName, LocalDate BirthDate);

/// <summary>A note that whoever has the child in front of them must see.</summary>
/// <param name="Kind"><c>allergy</c>, <c>diet</c> or <c>medical</c>.</param>
/// <param name="Text">The note; null when it can't be read, which must be told.</param>
public sealed record ChildAlert(string Kind, string? Text);

/// <summary>The keys of a child.</summary>
/// <param name="Id">The child's key.</param>
/// <param name="FeedKey">The pseudonymous key in reports.</param>
/// <param name="Number">The number in the source.</param>
/// <param name="BirthDate">Birth date.</param>
public sealed record ChildKey(Guid Id, Guid FeedKey, string Number, LocalDate BirthDate);

/// <summary>Somebody who may collect a child, or of whom it is known that they may not.</summary>
/// <param name="Id">The key of this person, as somebody around this child.</param>
/// <param name="Name">The name.</param>
/// <param name="Relation">What this person is to the child, as the source writes it.</param>
/// <param name="Phone">The phone number, if known.</param>
/// <param name="IsAllowed">False for who may not take the child along.</param>
public sealed record MayCollect(Guid Id, string Name, string? Relation, string? Phone, bool IsAllowed);
