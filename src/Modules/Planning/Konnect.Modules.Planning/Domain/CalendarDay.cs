using Konnect.BuildingBlocks.Security;
using NodaTime;

namespace Konnect.Modules.Planning.Domain;

/// <summary>What makes a day other than an ordinary one.</summary>
internal enum CalendarKind
{
    /// <summary>The location is closed.</summary>
    Closed,
    /// <summary>A weekday without school.</summary>
    SchoolFree,
}

/// <summary>A day on which a location is closed or the schools are. Other weekdays are school days, weekends are school-free.</summary>
[NoPersonalData]
internal sealed class CalendarDay
{
    public required string LocationCode { get; init; }

    public required LocalDate Date { get; init; }

    public required CalendarKind Kind { get; init; }

    public string? Reason { get; set; }
}
