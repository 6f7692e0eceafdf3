using NodaTime;

namespace Konnect.Modules.Planning.Contracts;

/// <summary>Answers which locations and groups the organisation has.</summary>
public interface ILocationDirectory
{
    /// <summary>Every location with its groups, by name.</summary>
    Task<IReadOnlyList<LocationInfo>> ListAsync(CancellationToken cancellationToken);
}

/// <summary>The kinds of care that the law knows apart.</summary>
public enum CareType
{
    /// <summary>Day care (<c>kdv</c>).</summary>
    DayCare,
    /// <summary>Out-of-school care (<c>bso</c>).</summary>
    OutOfSchoolCare,
    /// <summary>Playgroup (<c>po</c>).</summary>
    Playgroup,
    /// <summary>Base group combined with a basic group (<c>combi</c>).</summary>
    Combined,
}

/// <summary>A location.</summary>
/// <param name="Code">Its code in the source: its key everywhere.</param>
/// <param name="Name">Its name.</param>
/// <param name="Opens">Opening time on an open day.</param>
/// <param name="Closes">Closing time on an open day.</param>
/// <param name="Groups">Its groups, youngest first.</param>
public sealed record LocationInfo(string Code, string Name, LocalTime Opens, LocalTime Closes, IReadOnlyList<GroupInfo> Groups);

/// <summary>A group of a location.</summary>
/// <param name="Code">Its code in the source: its key everywhere.</param>
/// <param name="LocationCode">Its location.</param>
/// <param name="Name">Its name.</param>
/// <param name="CareType">The kind of care.</param>
/// <param name="Vve">True when it offers pre-school education.</param>
/// <param name="AgeFrom">Youngest age in years.</param>
/// <param name="AgeTo">Oldest age in years.</param>
/// <param name="Capacity">Most children at once.</param>
public sealed record GroupInfo(string Code, string LocationCode, string Name, CareType CareType, bool Vve, int AgeFrom, int AgeTo, int Capacity);
