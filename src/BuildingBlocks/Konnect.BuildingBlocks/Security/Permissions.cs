using NodaTime;

namespace Konnect.BuildingBlocks.Security;

/// <summary>Says which permission the sender of a request needs.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RequiresPermissionAttribute(string permission) : Attribute
{
    /// <summary>The permission, <c>module.what</c>.</summary>
    public string Permission { get; } = permission;
}

/// <summary>Says that a request or page needs no permission, and why that is safe.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PublicAttribute(string reason) : Attribute
{
    /// <summary>Why anyone may send it.</summary>
    public string Reason { get; } = reason;
}

/// <summary>
/// Says that the sender of a request must have proved lately to be who is signed in: what it does would be worth leaving somebody's screen unlocked for.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RequiresFreshSignInAttribute : Attribute;

/// <summary>One permission as its module declares it, with the roles that hold it.</summary>
/// <param name="Name">The permission, <c>module.what</c>.</param>
/// <param name="Roles">The roles that hold it.</param>
public sealed record Permission(string Name, params IReadOnlyList<string> Roles);

/// <summary>A person of the organisation's records that a user is.</summary>
/// <param name="Kind">The kind of person, as <see cref="SubjectAttribute"/> names it.</param>
/// <param name="Key">The person's key.</param>
public sealed record OwnPerson(string Kind, Guid Key);

/// <summary>Days in a row.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The last.</param>
public sealed record DaySpan(LocalDate From, LocalDate To)
{
    /// <summary>True for one of them.</summary>
    public bool Covers(LocalDate date) => date >= From && date <= To;
}

/// <summary>
/// The people and installations a user may see: everything, some locations, or some units of a location.
/// Rows are limited by it inside the query, never afterwards.
/// </summary>
/// <param name="All">True: no limit.</param>
/// <param name="Locations">Codes of the locations that are seen whole.</param>
/// <param name="Units">Codes of the units, parts of a location, that are seen.</param>
public sealed record AccessScope(bool All, IReadOnlyList<string> Locations, IReadOnlyList<string> Units)
{
    /// <summary>Who of the organisation's records the user is: what is theirs is seen whatever the places are.</summary>
    public IReadOnlyList<OwnPerson> Own { get; init; } = [];

    /// <summary>The days that are seen; null for all. A day outside is as if it did not exist.</summary>
    public DaySpan? Days { get; init; }

    /// <summary>No limit.</summary>
    public static AccessScope Everything { get; } = new(true, [], []);

    /// <summary>Sees nothing.</summary>
    public static AccessScope Nothing { get; } = new(false, [], []);

    /// <summary>True when a unit of a location may be seen.</summary>
    public bool Covers(string location, string unit) => All || Locations.Contains(location) || Units.Contains(unit);

    /// <summary>True when a day may be seen.</summary>
    public bool CoversDay(LocalDate date) => Days?.Covers(date) != false;

    /// <summary>True when every day from the first to the last may be seen.</summary>
    public bool CoversDays(LocalDate from, LocalDate to) => CoversDay(from) && CoversDay(to);

    /// <summary>The day that may be seen nearest to one.</summary>
    public LocalDate NearestDay(LocalDate date) => Days is not { } days ? date : LocalDate.Max(days.From, LocalDate.Min(days.To, date));

    /// <summary>Keys of the persons of a kind that the user is.</summary>
    public IReadOnlyList<Guid> OwnOf(string kind) => [.. Own.Where(o => o.Kind == kind).Select(o => o.Key)];
}

/// <summary>Who sends the current request.</summary>
public interface ICurrentUser
{
    /// <summary>The account, or null for the command line and anonymous visitors.</summary>
    Guid? Id { get; }

    /// <summary>A name to show and to keep with what the user did.</summary>
    string Name { get; }

    /// <summary>True when somebody is signed in, or the command line speaks for the organisation.</summary>
    bool IsAuthenticated { get; }

    /// <summary>What the user may see.</summary>
    AccessScope Scope { get; }

    /// <summary>True when one of the user's roles holds the permission.</summary>
    bool Has(string permission);
}
