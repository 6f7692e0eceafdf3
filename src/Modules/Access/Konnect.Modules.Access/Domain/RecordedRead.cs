using Konnect.BuildingBlocks.Security;
using NodaTime;

namespace Konnect.Modules.Access.Domain;

/// <summary>One request of the reporting feed, kept for a year: who read what in outline, never a value.</summary>
[NotRecorded("It is a trail itself.")]
internal sealed class RecordedRead
{
    private const string Purpose = "who read reports";

    /// <summary>How long it is kept.</summary>
    public static readonly Period Kept = Period.FromYears(1);

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>The token's own id, or the account's that took the rows from a page.</summary>
    [PersonalData(PersonalDataCategory.Key, Purpose, RetentionClass.Trail)]
    public required Guid TokenId { get; init; }

    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Trail)]
    public required Instant At { get; init; }

    /// <summary>Name of the set, or empty.</summary>
    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Trail)]
    public required string Set { get; init; }

    /// <summary>Names of options and columns, as <see cref="FeedRead.Shape"/> describes.</summary>
    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Trail)]
    public required string Shape { get; init; }

    /// <summary>HTTP status of the answer.</summary>
    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Trail)]
    public required int Status { get; init; }

    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Trail)]
    public required long Rows { get; init; }

    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Trail)]
    public required long Bytes { get; init; }

    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Trail)]
    public required int Milliseconds { get; init; }

    /// <summary>Makes a row of what the feed told.</summary>
    public static RecordedRead Of(FeedRead read) => new()
    {
        TokenId = read.TokenId,
        At = read.At,
        Set = read.Set,
        Shape = read.Shape,
        Status = read.Status,
        Rows = read.Rows,
        Bytes = read.Bytes,
        Milliseconds = read.Milliseconds,
    };
}
