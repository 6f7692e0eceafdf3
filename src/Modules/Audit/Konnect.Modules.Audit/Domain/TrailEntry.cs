using Konnect.BuildingBlocks.Security;
using NodaTime;

namespace Konnect.Modules.Audit.Domain;

/// <summary>One line of the audit trail: who did or tried what, when and from where. Never changed, and removed only from the old end.</summary>
[NotRecorded("It is the trail itself.")]
internal sealed class TrailEntry
{
    private const string Purpose = "who did what with personal data";

    private TrailEntry()
    {
    }

    /// <summary>Its place: one more than the line before.</summary>
    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Trail)]
    public long Number { get; private set; }

    /// <summary>When, to the microsecond that both databases keep.</summary>
    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Trail)]
    public Instant At { get; private set; }

    /// <summary>What: <c>module.use-case</c>.</summary>
    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Trail)]
    public string Kind { get; private set; } = "";

    /// <summary>The account, or the token of a program; null for the command line, the system itself and who was not signed in.</summary>
    [PersonalData(PersonalDataCategory.Key, Purpose, RetentionClass.Trail)]
    public Guid? UserId { get; private set; }

    /// <summary>The name then.</summary>
    [PersonalData(PersonalDataCategory.Identity, Purpose, RetentionClass.Trail)]
    public string UserName { get; private set; } = "";

    /// <summary>Network address; empty for the command line and the system itself.</summary>
    [PersonalData(PersonalDataCategory.Contact, Purpose, RetentionClass.Trail)]
    public string Address { get; private set; } = "";

    [PersonalData(PersonalDataCategory.Contact, Purpose, RetentionClass.Trail)]
    public string Device { get; private set; } = "";

    /// <summary>Empty when it was done, else the code of the refusal.</summary>
    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Trail)]
    public string Outcome { get; private set; } = "";

    /// <summary>What it was about in a line, without a value of a person.</summary>
    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Trail)]
    public string Outline { get; private set; } = "";

    /// <summary>The version of the key that the line and its values were made with.</summary>
    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Trail)]
    public int KeyVersion { get; private set; }

    /// <summary>Links the line to the one before: <see cref="TrailChain.Link"/>.</summary>
    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Trail)]
    public byte[] Hash { get; private set; } = [];

    /// <summary>What it was about, in order.</summary>
    public List<TrailRecord> Records { get; } = [];

    /// <summary>The next line after <paramref name="last"/>.</summary>
    /// <param name="told">What to tell.</param>
    /// <param name="last">The end of the trail until now.</param>
    /// <param name="key">The chain's key.</param>
    /// <param name="seal">Encrypts the values of a record.</param>
    public static TrailEntry After(TrailEnd last, TrailEvent told, TrailKey key, Func<IReadOnlyList<TrailField>, byte[]?> seal)
    {
        var entry = new TrailEntry
        {
            Number = last.Number + 1,
            At = Instant.FromUnixTimeTicks(told.At.ToUnixTimeTicks() / 10 * 10),
            Kind = told.Kind,
            UserId = told.UserId,
            UserName = told.UserName,
            Address = told.Address,
            Device = told.Device,
            Outcome = told.Outcome,
            Outline = told.Outline,
            KeyVersion = key.Version,
        };
        entry.Records.AddRange(told.Items.Select((item, i) => new TrailRecord(entry.Number, i, item, seal(item.Fields))));
        entry.Hash = TrailChain.Link(key, last.Hash, entry);
        return entry;
    }
}

/// <summary>Where the trail ends, or began after its oldest lines were removed.</summary>
/// <param name="Number">Number of the last line; 0 for an empty trail.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="KeyVersion">The version of the key it was made with; what follows has no earlier one.</param>
internal sealed record TrailEnd(long Number, byte[] Hash, int KeyVersion)
{
    /// <summary>The end of a trail without a line.</summary>
    public static TrailEnd Nothing { get; } = new(0, new byte[32], 0);
}
