namespace Konnect.Modules.Access.Contracts;

/// <summary>The roles an account can have; modules name them when they declare who holds a permission.</summary>
public static class Roles
{
    /// <summary>Users, devices, settings; nothing of children.</summary>
    public const string Administrator = "administrator";

    /// <summary>Everything administrative of the whole organisation.</summary>
    public const string Office = "office";

    /// <summary>A location manager: everything of the own locations.</summary>
    public const string Manager = "manager";

    /// <summary>A practitioner: the own groups.</summary>
    public const string Practitioner = "practitioner";

    /// <summary>Care coordinator: care files.</summary>
    public const string Coordinator = "coordinator";

    /// <summary>A parent or guardian: the own children.</summary>
    public const string Guardian = "guardian";

    /// <summary>An inspector: ratio and presence of a location, for the days granted.</summary>
    public const string Inspector = "inspector";

    /// <summary>A group tablet that somebody opened with a PIN: the day of its place, nobody's file.</summary>
    public const string Tablet = "tablet";

    /// <summary>A practitioner who gave the own PIN at a group tablet lately: what is personal, at the tablet's place.</summary>
    public const string AtTablet = "at-tablet";

    /// <summary>An inspector who opened a link: what an inspector may see, of the location and the days granted, without an account or a profile.</summary>
    public const string InspectorByLink = "inspector-by-link";

    /// <summary>Roles that no account has: a group tablet gives them, or a link.</summary>
    public static IReadOnlyList<string> WithoutAccount => [.. OfTablets, InspectorByLink];

    /// <summary>Who inspects, by an account or a link.</summary>
    public static IReadOnlyList<string> OfInspectors { get; } = [Inspector, InspectorByLink];

    /// <summary>Roles that a group tablet gives.</summary>
    public static IReadOnlyList<string> OfTablets { get; } = [Tablet, AtTablet];

    /// <summary>Every role that an account can have.</summary>
    public static IReadOnlyList<string> All { get; } = [Administrator, Office, Manager, Practitioner, Coordinator, Guardian, Inspector];
}
