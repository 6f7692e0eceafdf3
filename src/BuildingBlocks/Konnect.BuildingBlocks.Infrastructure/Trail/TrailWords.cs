using Konnect.BuildingBlocks.Infrastructure.Localization;
using Konnect.BuildingBlocks.Security;

namespace Konnect.BuildingBlocks.Infrastructure.Trail;

/// <summary>Lines of the audit trail as people read them.</summary>
public static class TrailWords
{
    /// <summary>What was done: the sentence of a kind, or the kind itself where there is none any more.</summary>
    public static string Done(this Texts texts, string kind) => texts.Has($"trail.{kind}") ? texts[$"trail.{kind}"] : kind;

    /// <summary>A person, with the kind of person.</summary>
    public static string Person(this Texts texts, TrailSubject person) => texts.Has($"trail.subject.{person.Kind}") ? texts[$"trail.subject.{person.Kind}", person.Name] : person.Name;
}
