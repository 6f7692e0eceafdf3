using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using NodaTime;
using NodaTime.Text;

namespace Konnect.BuildingBlocks.Infrastructure.Trail;

/// <summary>What the trail tells of changes of one type of entity: by the declarations at its properties.</summary>
internal sealed class RecordedEntity
{
    /// <summary>Longest value that is kept; what is longer is cut.</summary>
    private const int Longest = 4000;

    private static readonly ConcurrentDictionary<Type, RecordedEntity?> Known = new();

    private readonly string name;
    private readonly IReadOnlyList<(string Name, bool IsSecret, SealedProperty? Text)> properties;
    private readonly (string Name, string Kind)? subject;

    private RecordedEntity(string name, IReadOnlyList<(string Name, bool IsSecret, SealedProperty? Text)> properties, (string Name, string Kind)? subject) =>
        (this.name, this.properties, this.subject) = (name, properties, subject);

    /// <summary>What changed of an entity about a person; null when nothing that is recorded did.</summary>
    public static TrailItem? Changed(EntityEntry entry) => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted
        ? Known.GetOrAdd(entry.Metadata.ClrType, Of)?.Describe(entry)
        : null;

    /// <summary>What is recorded of a type; null for a type of which nothing is.</summary>
    private static RecordedEntity? Of(Type type)
    {
        if (type.IsDefined(typeof(NoPersonalDataAttribute)) || type.IsDefined(typeof(NotRecordedAttribute)))
            return null;
        var recorded = new List<(string, bool, SealedProperty?)>();
        (string, string)? subject = null;
        foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (property.GetCustomAttribute<SubjectAttribute>() is { } whose)
                subject = (property.Name, whose.Kind);
            if (property.GetCustomAttribute<PersonalDataAttribute>() is { } declared && !property.IsDefined(typeof(NotRecordedAttribute)))
                recorded.Add((property.Name, declared.Category == PersonalDataCategory.Credential, SealedProperty.Of(type).FirstOrDefault(s => s.Declared.Name == property.Name)));
        }

        return recorded.Count == 0 ? null : new(type.Name, recorded, subject);
    }

    private TrailItem? Describe(EntityEntry entry)
    {
        var fields = new List<TrailField>();
        foreach (var (property, isSecret, text) in properties)
        {
            var value = entry.Property(text?.Column ?? property);
            if (entry.State == EntityState.Modified && !value.IsModified)
                continue;
            var old = entry.State == EntityState.Added ? null : Text(text is null ? value.OriginalValue : Opened(entry, text));
            var now = entry.State == EntityState.Deleted ? null : Text(text is null ? value.CurrentValue : text.Read(entry.Entity));
            if (old != now)
                fields.Add(isSecret ? new(property, null, null) : new(property, old, now));
        }

        if (fields.Count == 0)
            return null;
        var act = entry.State switch { EntityState.Added => TrailAct.Added, EntityState.Deleted => TrailAct.Removed, _ => TrailAct.Changed };
        var key = string.Join('/', entry.Metadata.FindPrimaryKey()!.Properties.Select(p => Text(entry.Property(p).CurrentValue)));
        return new(act, subject?.Kind ?? "", subject is { Name: var whose } ? Text(entry.Property(whose).CurrentValue) ?? "" : "", name, key, fields);
    }

    /// <summary>A sealed text as it was, which the trail seals itself; null when it can't be read.</summary>
    private static string? Opened(EntityEntry entry, SealedProperty text) =>
        ((ModuleDbContext)entry.Context).Texts.Open(text, text.Stored(entry)) is var old && old == SealedText.Unreadable ? null : old;

    /// <summary>A value as it can be read back in every language.</summary>
    private static string? Text(object? value)
    {
        var text = value switch
        {
            null => null,
            string s => s,
            LocalDate date => LocalDatePattern.Iso.Format(date),
            LocalTime time => LocalTimePattern.ExtendedIso.Format(time),
            Instant instant => InstantPattern.ExtendedIso.Format(instant),
            IEnumerable<string> many => string.Join(", ", many),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
        return text?.Length > Longest ? text[..Longest] + '…' : text;
    }
}
