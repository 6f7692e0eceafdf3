using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using NodaTime;

namespace Konnect.Modules.Planning.Domain;

/// <summary>What somebody did with a request for an export.</summary>
internal enum ExportDecision
{
    /// <summary>Nobody answered yet.</summary>
    None,
    /// <summary>Somebody else agreed.</summary>
    Approved,
    /// <summary>Somebody else did not.</summary>
    Refused,
    /// <summary>It was taken along.</summary>
    Used,
}

/// <summary>How a request for an export stands at a moment.</summary>
internal enum ExportState
{
    /// <summary>It waits for somebody who decides.</summary>
    Open,
    /// <summary>It can be taken along, once.</summary>
    Approved,
    /// <summary>It was refused.</summary>
    Refused,
    /// <summary>It was taken along.</summary>
    Used,
    /// <summary>Nobody decided, or nobody took it along, in time.</summary>
    Lapsed,
}

/// <summary>Somebody wants to take everything along; somebody else decides.</summary>
internal sealed class ExportRequest
{
    private const string Purpose = "who took everything along, why, and who agreed";

    /// <summary>How long it waits for a decision.</summary>
    public static readonly Duration Waits = Duration.FromDays(7);

    /// <summary>How long it can be taken along after it was approved.</summary>
    public static readonly Duration Holds = Duration.FromHours(24);

    private ExportRequest()
    {
    }

    /// <summary>Asks.</summary>
    public ExportRequest(Guid askedBy, string askedByName, string reason, Instant now) => (AskedBy, AskedByName, Reason, AskedAt) = (askedBy, askedByName, reason, now);

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>The account that asked, and that may take it along.</summary>
    [Subject("account")]
    [PersonalData(PersonalDataCategory.Key, Purpose, RetentionClass.Trail)]
    public Guid AskedBy { get; private set; }

    /// <summary>Its name then.</summary>
    [PersonalData(PersonalDataCategory.Identity, Purpose, RetentionClass.Trail)]
    public string AskedByName { get; private set; } = "";

    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Trail)]
    public string Reason { get; private set; } = "";

    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Trail)]
    public Instant AskedAt { get; private set; }

    /// <summary>What became of it. Of two who change it at the same moment one finds it changed.</summary>
    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Trail)]
    public ExportDecision Decision { get; private set; }

    /// <summary>Name of who decided.</summary>
    [PersonalData(PersonalDataCategory.Identity, Purpose, RetentionClass.Trail)]
    public string? DecidedByName { get; private set; }

    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Trail)]
    public Instant? DecidedAt { get; private set; }

    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Trail)]
    public Instant? UsedAt { get; private set; }

    /// <summary>How it stands.</summary>
    public ExportState StateAt(Instant now) => Decision switch
    {
        ExportDecision.Refused => ExportState.Refused,
        ExportDecision.Used => ExportState.Used,
        ExportDecision.Approved => now < DecidedAt + Holds ? ExportState.Approved : ExportState.Lapsed,
        _ => now < AskedAt + Waits ? ExportState.Open : ExportState.Lapsed,
    };

    /// <summary>Somebody decides; never who asked.</summary>
    /// <param name="by">The account that decides.</param>
    /// <param name="name">Its name.</param>
    /// <param name="approved">True to agree.</param>
    /// <param name="now">When.</param>
    public Result<Done> Decide(Guid? by, string name, bool approved, Instant now)
    {
        if (by == AskedBy)
            return Error.Forbidden("planning.own-export");
        if (StateAt(now) != ExportState.Open)
            return Error.Conflict("planning.export-decided");
        (Decision, DecidedByName, DecidedAt) = (approved ? ExportDecision.Approved : ExportDecision.Refused, name, now);
        return Done.Ok;
    }

    /// <summary>True when this account may take it along now.</summary>
    public bool IsFor(Guid? account, Instant now) => account == AskedBy && StateAt(now) == ExportState.Approved;

    /// <summary>It is taken along, for the only time.</summary>
    public void Use(Instant now) => (Decision, UsedAt) = (ExportDecision.Used, now);
}
