using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Results;

namespace Konnect.BuildingBlocks.Infrastructure.Exchange;

/// <summary>The column holds the key of another file; a key that is not there is an error.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ReferencesAttribute(string file) : Attribute
{
    /// <summary>The other file, which has a key of one column.</summary>
    public string File { get; } = file;
}

/// <summary>The column, or every column of the row but keys and references, tells of a person: its values are never shown in an error.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public sealed class PersonalAttribute : Attribute;

/// <summary>The word a column uses for an enum's member; without it, the member's name in snake case.</summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class WordAttribute(object member, string word) : Attribute
{
    /// <summary>The member.</summary>
    public object Member { get; } = member;

    /// <summary>The word.</summary>
    public string Word { get; } = word;
}

/// <summary>
/// One column of a file, read off a property of its row type: name in snake case, kind by type, required by the <c>required</c> keyword,
/// part of the key by <see cref="KeyAttribute"/>.
/// </summary>
internal abstract class ExchangeColumn<TRow> where TRow : class
{
    private const int ShownValue = 40;

    private protected ExchangeColumn(PropertyInfo property)
    {
        Property = property.Name;
        Name = ModuleDbContext.SnakeCase(property.Name);
        IsRequired = property.IsDefined(typeof(RequiredMemberAttribute));
        IsKey = property.IsDefined(typeof(KeyAttribute));
        References = property.GetCustomAttribute<ReferencesAttribute>()?.File;
        IsPersonal = property.IsDefined(typeof(PersonalAttribute)) || (typeof(TRow).IsDefined(typeof(PersonalAttribute)) && !IsKey && References is null);
    }

    /// <summary>Name of the property.</summary>
    public string Property { get; }

    /// <summary>Name in the header.</summary>
    public string Name { get; }

    /// <summary>True when it may be neither absent nor empty.</summary>
    public bool IsRequired { get; }

    /// <summary>True when it is part of the key.</summary>
    public bool IsKey { get; }

    /// <summary>The file whose key it holds.</summary>
    public string? References { get; }

    private bool IsPersonal { get; }

    /// <summary>The columns of a row type, in the order in which it declares them.</summary>
    public static IReadOnlyList<ExchangeColumn<TRow>> All { get; } =
    [
        .. typeof(TRow).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite).OrderBy(p => p.MetadataToken)
            .Select(p => (ExchangeColumn<TRow>)Activator.CreateInstance(typeof(Typed<>).MakeGenericType(typeof(TRow), p.PropertyType), p)!),
    ];

    /// <summary>Reads a field that is not empty into the row; false when it holds something else.</summary>
    public abstract bool TryRead(string text, ValuePatterns patterns, TRow row);

    /// <summary>The value as the exchange format writes it.</summary>
    public abstract string Write(TRow row);

    /// <summary>True when both rows hold the same.</summary>
    public abstract bool IsSame(TRow left, TRow right);

    /// <summary>Takes the value of another row over.</summary>
    public abstract void Copy(TRow from, TRow to);

    /// <summary>What is expected.</summary>
    public abstract Error Expected(ValuePatterns patterns);

    /// <summary>A value as an error may show it: cut, and not at all where it tells of a person.</summary>
    public string? Shown(string value) => IsPersonal || value.Length == 0 ? null : value.Length <= ShownValue ? value : value[..ShownValue] + "…";

    private sealed class Typed<TValue>(PropertyInfo property) : ExchangeColumn<TRow>(property)
    {
        private readonly ValueKind<TValue> kind = (ValueKind<TValue>)ValueKinds.For(property);
        private readonly Func<TRow, TValue> get = property.GetMethod!.CreateDelegate<Func<TRow, TValue>>();
        private readonly Action<TRow, TValue> set = property.SetMethod!.CreateDelegate<Action<TRow, TValue>>();

        public override bool TryRead(string text, ValuePatterns patterns, TRow row)
        {
            if (!kind.TryRead(text, patterns, out var value))
                return false;
            set(row, value);
            return true;
        }

        public override string Write(TRow row) => kind.Write(get(row));

        public override bool IsSame(TRow left, TRow right) => EqualityComparer<TValue>.Default.Equals(get(left), get(right));

        public override void Copy(TRow from, TRow to) => set(to, get(from));

        public override Error Expected(ValuePatterns patterns) => kind.Expected(patterns);
    }
}
