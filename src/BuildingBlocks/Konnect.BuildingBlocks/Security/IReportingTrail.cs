using NodaTime;

namespace Konnect.BuildingBlocks.Security;

/// <summary>One request of the reporting feed by a program that had signed in: what it asked in outline and what came of it. It holds no value of a query and no text of one.</summary>
/// <param name="TokenId">The token's own id, not its secret.</param>
/// <param name="At">When it came in.</param>
/// <param name="Set">Name of the set; empty when the request is about none, or about one that does not exist for the token.</param>
/// <param name="Shape">
/// Words with a space between them: first what was read (<c>sets</c>, <c>model</c>, <c>rows</c>, <c>row</c>, <c>count</c>, <c>part</c> or <c>unknown</c>), then each
/// option by its name, with the columns it uses or their number: <c>rows filter(Date,Status) select(3) top</c>.
/// </param>
/// <param name="Status">HTTP status of the answer; 499 when the client went away before its end.</param>
/// <param name="Rows">Rows that were sent; of many rows within a row each counts.</param>
/// <param name="Bytes">Length of the answer before compression.</param>
/// <param name="Milliseconds">From the request to the end of the answer, also when the client was slow to take it.</param>
public sealed record FeedRead(Guid TokenId, Instant At, string Set, string Shape, int Status, long Rows, long Bytes, int Milliseconds)
{
    /// <summary>The status of an answer that the client did not wait for.</summary>
    public const int GoneAway = 499;

    /// <summary>The code of the refusal; empty when there was none.</summary>
    public string Refusal { get; init; } = "";

    /// <summary>Where it came from.</summary>
    public TrailOrigin Origin { get; init; } = TrailOrigin.None;
}

/// <summary>Keeps who read what from the reporting feed.</summary>
public interface IReportingTrail
{
    /// <summary>Remembers a request; returns at once, whatever the database does.</summary>
    void Record(FeedRead read);
}
