using Konnect.BuildingBlocks.Security;
using NodaTime;

namespace Konnect.Modules.Audit.Contracts;

/// <summary>Tells who opened and who changed the file of one person, to a module that has made sure that the asker may know.</summary>
public interface IFileTrail
{
    /// <summary>The newest lines about a person, newest first.</summary>
    /// <param name="keys">Every key of the person.</param>
    /// <param name="before">Only lines before this one; null for the newest.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    Task<IReadOnlyList<FileTrailLine>> ListAsync(IReadOnlyCollection<string> keys, long? before, int most, CancellationToken cancellationToken);
}

/// <summary>What somebody did with a person's file.</summary>
/// <param name="Number">Its place in the trail.</param>
/// <param name="At">When.</param>
/// <param name="Kind">What: <c>module.use-case</c>; the sentence is the text <c>trail.</c> + kind.</param>
/// <param name="UserName">Who, by the name of then.</param>
/// <param name="Changes">What was changed; empty when the file was only opened.</param>
public sealed record FileTrailLine(long Number, Instant At, string Kind, string UserName, IReadOnlyList<FileTrailChange> Changes);

/// <summary>A record that was made, changed or taken away.</summary>
/// <param name="Act">What was done.</param>
/// <param name="Record">Name of the entity.</param>
/// <param name="Fields">Its properties, with old and new values.</param>
public sealed record FileTrailChange(TrailAct Act, string Record, IReadOnlyList<TrailField> Fields);
