using NodaTime;

namespace Konnect.Modules.Children.Contracts;

/// <summary>
/// The children of whoever sends the request: those of a guardian, from the moment of a placement until some time (two months unless set otherwise) after the last one, without those that a court's decision shuts this guardian out from.
/// </summary>
public interface IOwnChildren
{
    /// <summary>The own children, the eldest first; none for who is no guardian.</summary>
    Task<IReadOnlyList<OwnChild>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The own child with this number; null as of a number that nobody has.</summary>
    Task<OwnChild?> FindAsync(string number, CancellationToken cancellationToken);
}

/// <summary>A child of the user's own.</summary>
/// <param name="Id">The child's key.</param>
/// <param name="Number">The number in the source.</param>
/// <param name="CallName">What the child is called.</param>
/// <param name="FullName">Call name, infix and last name.</param>
/// <param name="BirthDate">Birth date.</param>
/// <param name="HasAuthority">True for a guardian with legal authority: may decide, and see who opened the file.</param>
/// <param name="Groups">The placements of today, else the next one, else the last one.</param>
public sealed record OwnChild(Guid Id, string Number, string CallName, string FullName, LocalDate BirthDate, bool HasAuthority, IReadOnlyList<ChildGroup> Groups);
