using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Contracts;
using NodaTime;

namespace Konnect.Modules.Attendance.Domain;

/// <summary>A child sleeps, and is looked at every so many minutes.</summary>
internal sealed class Nap
{
    public required Guid Id { get; init; }

    [Subject(ChildFile.Subject)]
    [PersonalData(PersonalDataCategory.Key, "who sleeps", RetentionClass.Attendance)]
    public required Guid ChildId { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "safe sleeping", RetentionClass.Attendance)]
    public required string LocationCode { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "safe sleeping", RetentionClass.Attendance)]
    public required string GroupCode { get; init; }

    /// <summary>The local day.</summary>
    [PersonalData(PersonalDataCategory.Presence, "safe sleeping", RetentionClass.Attendance)]
    public required LocalDate Date { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "safe sleeping", RetentionClass.Attendance)]
    public required Instant From { get; init; }

    /// <summary>Null while the child sleeps.</summary>
    [PersonalData(PersonalDataCategory.Presence, "safe sleeping", RetentionClass.Attendance)]
    public Instant? To { get; set; }

    public List<NapCheck> Checks { get; } = [];
}

/// <summary>Somebody looked at a sleeping child.</summary>
[NotRecorded("It is kept as it was made, and its command stands in the trail.")]
internal sealed class NapCheck
{
    public required Guid Id { get; init; }

    public required Guid NapId { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "safe sleeping", RetentionClass.Attendance)]
    public required Instant At { get; init; }

    [PersonalData(PersonalDataCategory.Identity, "who looked", RetentionClass.Attendance)]
    public required string By { get; init; }
}

/// <summary>Every how many minutes a location looks at sleeping children.</summary>
[NoPersonalData]
internal sealed class SleepRule
{
    /// <summary>What holds until a location sets its own.</summary>
    public const int DefaultMinutes = 15;

    /// <summary>The longest a location may choose.</summary>
    public const int MostMinutes = 60;

    public required string LocationCode { get; init; }

    public required int Minutes { get; set; }
}
