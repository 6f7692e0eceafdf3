using Konnect.BuildingBlocks.Results;
using NodaTime;

namespace Konnect.Modules.Children.Contracts;

/// <summary>Who may collect a child on one day only, because a guardian said so: told apart at the door by a code that the guardian passed on.</summary>
public interface ICollectorPermits
{
    /// <summary>The permits for that day that can still be used, or were closed by wrong codes; by name. None that was used, withdrawn, or of a guardian who may no longer decide.</summary>
    Task<ILookup<Guid, CollectorPermitInfo>> ListAsync(IReadOnlyCollection<Guid> childIds, LocalDate day, CancellationToken cancellationToken);

    /// <summary>
    /// Uses a permit up with its code, in the transaction that the sender runs: it stands when the departure stands. A wrong code is counted and recorded in that transaction too, so that the
    /// sender commits it although nobody leaves. The same attempt sent twice counts once.
    /// </summary>
    Task<Result<UsedPermit>> UseAsync(PermitUse use, CancellationToken cancellationToken);

    /// <summary>The photo of a permit for today, with whose it is; null when there is no such permit.</summary>
    Task<PermitPicture?> FindPictureAsync(Guid permitId, CancellationToken cancellationToken);
}

/// <summary>Somebody who may collect a child once.</summary>
/// <param name="Id">The permit.</param>
/// <param name="Name">The person.</param>
/// <param name="Relation">What the guardian told of this person; empty for nothing.</param>
/// <param name="HasPhoto">True when there is a photo.</param>
/// <param name="TriesLeft">How many codes can still be tried; none when too many were wrong.</param>
public sealed record CollectorPermitInfo(Guid Id, string Name, string Relation, bool HasPhoto, int TriesLeft);

/// <summary>A code that somebody at the door told.</summary>
/// <param name="ChildId">Whose permit it must be.</param>
/// <param name="PermitId">The permit.</param>
/// <param name="Day">The day on which the child is collected.</param>
/// <param name="Code">The code.</param>
/// <param name="Attempt">Made by the page; the same one sent twice is one try.</param>
public sealed record PermitUse(Guid ChildId, Guid PermitId, LocalDate Day, string Code, Guid Attempt);

/// <summary>A permit that was used.</summary>
/// <param name="Name">The person.</param>
/// <param name="Relation">What the guardian told of this person; empty for nothing.</param>
public sealed record UsedPermit(string Name, string Relation);

/// <summary>The photo of a permit.</summary>
/// <param name="ChildId">The child that may be collected.</param>
/// <param name="Content">The picture; null when there is none (any more).</param>
/// <param name="ContentType">What kind of picture.</param>
public sealed record PermitPicture(Guid ChildId, ReadOnlyMemory<byte>? Content, string ContentType);
