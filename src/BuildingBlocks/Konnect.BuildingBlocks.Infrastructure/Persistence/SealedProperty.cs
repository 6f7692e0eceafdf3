using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Konnect.BuildingBlocks.Security;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Konnect.BuildingBlocks.Infrastructure.Persistence;

/// <summary>A text of an entity that lies encrypted in the database. The property itself is no column: a property of the model is, with the sealed bytes.</summary>
internal sealed class SealedProperty
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<SealedProperty>> Known = new();

    private readonly Func<object, string> get;
    private readonly Action<object, string> set;

    private SealedProperty(PropertyInfo property, string sealedName)
    {
        (Declared, SealedName, Column) = (property, sealedName, $"Sealed{property.Name}");
        var (entity, value) = (Expression.Parameter(typeof(object)), Expression.Parameter(typeof(string)));
        var member = Expression.Property(Expression.Convert(entity, property.DeclaringType!), property);
        get = Expression.Lambda<Func<object, string>>(member, entity).Compile();
        set = Expression.Lambda<Action<object, string>>(Expression.Assign(member, value), entity, value).Compile();
    }

    /// <summary>The declared property.</summary>
    public PropertyInfo Declared { get; }

    /// <summary>What the bytes are bound to.</summary>
    public string SealedName { get; }

    /// <summary>The model's property that holds the sealed bytes.</summary>
    public string Column { get; }

    /// <summary>The sealed texts of a type of entity.</summary>
    public static IReadOnlyList<SealedProperty> Of(Type entity) => Known.GetOrAdd(entity, static type =>
    [
        .. from property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
           let declared = property.GetCustomAttribute<SealedAttribute>()
           where declared is not null
           select new SealedProperty(property, declared.Name),
    ]);

    /// <summary>The text of an entity.</summary>
    public string Read(object entity) => get(entity);

    /// <summary>Gives an entity its text.</summary>
    public void Write(object entity, string text) => set(entity, text);

    /// <summary>What the database holds of a tracked entity.</summary>
    /// <exception cref="InvalidOperationException">The entity was read without tracking, and is changed: what it was is not known.</exception>
    public byte[] Stored(EntityEntry entry) => (byte[]?)entry.Property(Column).OriginalValue
        ?? throw new InvalidOperationException($"{entry.Metadata.ClrType.Name}.{Declared.Name} is sealed: read the entity with tracking to change it.");
}
