using Konnect.BuildingBlocks.Security;
using NodaTime;

namespace Konnect.Modules.Attendance.Domain;

/// <summary>What the pedagogical plan of a location says about deploying fewer staff for a while, from a moment on. A change is a further one: the history is part of the evidence.</summary>
internal sealed class PlanFrame
{
    /// <summary>The longest text.</summary>
    public const int Longest = 4000;

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    [PersonalData(PersonalDataCategory.None, "the frame in the pedagogical plan", RetentionClass.Record)]
    public required string LocationCode { get; init; }

    [PersonalData(PersonalDataCategory.None, "the frame in the pedagogical plan", RetentionClass.Record)]
    public required string Text { get; init; }

    [PersonalData(PersonalDataCategory.None, "the frame in the pedagogical plan", RetentionClass.Record)]
    public required Instant ChangedAt { get; init; }

    /// <summary>The account that wrote it; null for the organisation itself.</summary>
    [Subject("account")]
    [PersonalData(PersonalDataCategory.Key, "who answers for the text", RetentionClass.Attendance)]
    public Guid? ChangedById { get; init; }

    /// <summary>Name of whoever wrote it, as it was then.</summary>
    [PersonalData(PersonalDataCategory.Identity, "who answers for the text", RetentionClass.Attendance)]
    public required string ChangedBy { get; init; }
}

/// <summary>A package of evidence that was made: enough to tell later whether a file is it, unchanged.</summary>
internal sealed class EvidencePackage
{
    /// <summary>Stands in the package, so that it is known by it.</summary>
    public required Guid Id { get; init; }

    [PersonalData(PersonalDataCategory.None, "which evidence was given", RetentionClass.Attendance)]
    public required string LocationCode { get; init; }

    [PersonalData(PersonalDataCategory.None, "which evidence was given", RetentionClass.Attendance)]
    public required LocalDate From { get; init; }

    [PersonalData(PersonalDataCategory.None, "which evidence was given", RetentionClass.Attendance)]
    public required LocalDate To { get; init; }

    [PersonalData(PersonalDataCategory.None, "which evidence was given", RetentionClass.Attendance)]
    public required Instant MadeAt { get; init; }

    /// <summary>The account or grant that made it; null for the organisation itself.</summary>
    [Subject("account")]
    [PersonalData(PersonalDataCategory.Key, "who was given evidence", RetentionClass.Attendance)]
    public Guid? MadeById { get; init; }

    /// <summary>Name of whoever made it, as it was then.</summary>
    [PersonalData(PersonalDataCategory.Identity, "who was given evidence", RetentionClass.Attendance)]
    public required string MadeBy { get; init; }

    /// <summary>The list of files with the SHA-256 of each, as it stands in the package.</summary>
    [NotRecorded("Its SHA-256 is recorded.")]
    [PersonalData(PersonalDataCategory.None, "to tell whether evidence was changed", RetentionClass.Attendance)]
    public required string Sums { get; init; }

    /// <summary>SHA-256 of the list.</summary>
    [PersonalData(PersonalDataCategory.None, "to tell whether evidence was changed", RetentionClass.Attendance)]
    public required string SumsHash { get; init; }
}
