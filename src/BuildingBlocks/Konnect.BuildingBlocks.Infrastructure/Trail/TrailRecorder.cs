using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Trail;

/// <summary>
/// Gathers what a scope does with records of persons and appends it to the trail at the end of the same transaction: the last thing before the commit,
/// so that who waits for the end of the trail waits for a commit only.
/// </summary>
/// <param name="services">The scope; the trail itself stands on the session that this recorder serves.</param>
internal sealed class TrailRecorder(IServiceProvider services)
{
    private readonly List<TrailItem> items = [];
    private UseCase? running;

    /// <summary>True when something waits to be written with the commit.</summary>
    public bool HasItems => items.Count > 0;

    /// <summary>Tells what the running use case does beside the changes that are looked at: counts and names of files, never a value of a person.</summary>
    public void Tell(string outline) => running?.Tell(outline);

    /// <summary>From now on changes are those of this use case.</summary>
    /// <param name="kind">What it is: <c>module.use-case</c>.</param>
    /// <param name="named">Persons that the request names.</param>
    public UseCase Begin(string kind, IReadOnlyList<TrailItem> named) => running = new(kind, named, running);

    /// <summary>The use case is over; what is not written by now is taken back.</summary>
    public void End(UseCase useCase)
    {
        items.Clear();
        running = useCase.Outer;
    }

    /// <summary>Looks at what a context is about to save.</summary>
    public void Look(ChangeTracker changes)
    {
        foreach (var entry in changes.Entries())
        {
            if (RecordedEntity.Changed(entry) is { } item)
                items.Add(item);
        }
    }

    /// <summary>Forgets what was taken back.</summary>
    public void Forget() => items.Clear();

    /// <summary>Appends what waits, inside the running transaction.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        if (items.Count == 0 && running is not { IsTold: true, IsWritten: false })
            return;
        var told = items.ToArray();
        items.Clear();
        running?.MarkWritten();
        await AppendAsync(running?.Kind ?? SystemWork, "", running?.Outline ?? "", told, cancellationToken);
    }

    /// <summary>Records a use case that changed nothing of a person: a question that is recorded, an export, a refusal.</summary>
    /// <param name="useCase">The use case.</param>
    /// <param name="outcome">Empty when it was done, else the code of the refusal.</param>
    /// <param name="counted">What it counts as, or null.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <returns>Why the answer must not be given, when it would be too much; that is recorded then.</returns>
    public async Task<Error?> WriteAloneAsync(UseCase useCase, string outcome, Use? counted, CancellationToken cancellationToken)
    {
        useCase.MarkWritten();
        var session = services.GetRequiredService<DatabaseSession>();
        return session.Transaction is not null
            ? await CountAndAppendAsync(useCase, outcome, counted, cancellationToken)
            : await session.InTransactionAsync(() => CountAndAppendAsync(useCase, outcome, counted, cancellationToken), cancellationToken);
    }

    private async Task<Error?> CountAndAppendAsync(UseCase useCase, string outcome, Use? counted, CancellationToken cancellationToken)
    {
        var tooMuch = counted is { } use
            ? await services.GetRequiredService<IUseLimits>().CountAsync(services.GetRequiredService<ICurrentUser>(), use, useCase.Named.Single().SubjectKey, 1, cancellationToken)
            : null;
        await AppendAsync(useCase.Kind, tooMuch?.Code ?? outcome, useCase.Outline, useCase.Named, cancellationToken);
        return tooMuch;
    }

    // What follows from an event, or is done by the clock.
    private const string SystemWork = "system.work";

    private Task AppendAsync(string kind, string outcome, string outline, IReadOnlyList<TrailItem> about, CancellationToken cancellationToken)
    {
        var user = services.GetRequiredService<ICurrentUser>();
        var origin = services.GetRequiredService<IRequestOrigin>().InTrail;
        var at = services.GetRequiredService<IClock>().GetCurrentInstant();
        return services.GetRequiredService<ITrail>().AppendAsync([new(at, kind, user.Id, user.Name, origin.Address, origin.Device, outcome, outline, about)], cancellationToken);
    }

    /// <summary>A use case on its way.</summary>
    internal sealed class UseCase(string kind, IReadOnlyList<TrailItem> named, UseCase? outer)
    {
        public string Kind { get; } = kind;

        public IReadOnlyList<TrailItem> Named { get; } = named;

        public UseCase? Outer { get; } = outer;

        /// <summary>What it told of itself.</summary>
        public string Outline { get; private set; } = "";

        public bool IsTold => Outline.Length > 0;

        /// <summary>True when its changes stand in the trail already.</summary>
        public bool IsWritten { get; private set; }

        public void Tell(string outline) => Outline = outline;

        public void MarkWritten() => IsWritten = true;
    }
}
