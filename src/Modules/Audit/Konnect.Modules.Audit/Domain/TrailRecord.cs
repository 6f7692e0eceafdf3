using Konnect.BuildingBlocks.Security;

namespace Konnect.Modules.Audit.Domain;

/// <summary>A person or a record that a line of the trail is about.</summary>
[NotRecorded("It is the trail itself.")]
internal sealed class TrailRecord
{
    private const string Purpose = "whose data was read or changed";

    private TrailRecord()
    {
    }

    public TrailRecord(long entryNumber, int place, TrailItem item, byte[]? sealedValues)
    {
        (EntryNumber, Place, Act) = (entryNumber, place, item.Act);
        (SubjectKind, SubjectKey, Record, RecordKey) = (item.SubjectKind, item.SubjectKey, item.Record, item.RecordKey);
        Fields = string.Join(',', item.Fields.Select(f => f.Name));
        SealedValues = sealedValues;
    }

    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Trail)]
    public long EntryNumber { get; private set; }

    /// <summary>Its place in the line, from 0.</summary>
    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Trail)]
    public int Place { get; private set; }

    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Trail)]
    public TrailAct Act { get; private set; }

    /// <summary>The kind of person; empty when it is about nobody.</summary>
    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Trail)]
    public string SubjectKind { get; private set; } = "";

    [PersonalData(PersonalDataCategory.Key, Purpose, RetentionClass.Trail)]
    public string SubjectKey { get; private set; } = "";

    /// <summary>Name of the entity; empty for a person that a request only named.</summary>
    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Trail)]
    public string Record { get; private set; } = "";

    [PersonalData(PersonalDataCategory.Key, Purpose, RetentionClass.Trail)]
    public string RecordKey { get; private set; } = "";

    /// <summary>Names of the properties that were changed, with commas.</summary>
    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Trail)]
    public string Fields { get; private set; } = "";

    /// <summary>Old and new values, encrypted; null when none are kept.</summary>
    [PersonalData(PersonalDataCategory.Health, Purpose, RetentionClass.Trail)]
    public byte[]? SealedValues { get; private set; }
}
