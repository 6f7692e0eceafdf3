using Konnect.BuildingBlocks.Infrastructure.Localization;
using Konnect.Modules.Attendance.Domain.Taps;

namespace Konnect.Modules.Attendance.Days;

/// <summary>Who takes a child home, in words.</summary>
internal static class CollectorTexts
{
    /// <summary>What somebody is to a child: the source's codes as people say them, anything else as it is.</summary>
    public static string? Relation(this Texts texts, string? relation) => relation is not null && texts.Has($"relation.{relation}") ? texts[$"relation.{relation}"] : relation;

    /// <summary>Who took the child home: 'Opgehaald door Oma Corrie (oma), identiteit gecontroleerd'.</summary>
    public static string CollectedBy(this Texts texts, Collected collected)
    {
        var about = string.Join(", ", new[] { texts.Relation(collected.Relation), collected.Reason }.Where(part => !string.IsNullOrEmpty(part)));
        return texts[collected.IsIdentified ? "collector.collected-identified" : "collector.collected", about.Length == 0 ? collected.Name : $"{collected.Name} ({about})"];
    }
}
