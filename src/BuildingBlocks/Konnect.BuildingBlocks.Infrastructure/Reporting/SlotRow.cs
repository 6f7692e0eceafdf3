using System.Collections.Frozen;
using System.Linq.Expressions;
using System.Reflection;
using System.Reflection.Emit;
using Microsoft.EntityFrameworkCore.Query;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>
/// A row of any shape: values are put into numbered slots of their types, so that whatever a query asks for is a row of one and the same type. A slot's
/// name becomes the name of the column.
/// </summary>
internal sealed class SlotRow
{
    /// <summary>Slots of each type.</summary>
    private const int Slots = 64;

    private static readonly Type Row = Build();
    private static readonly FrozenDictionary<string, FieldInfo> Fields = Row.GetFields().ToFrozenDictionary(f => f.Name);

    private readonly Dictionary<Expression, MemberInfo> slots = new(ExpressionEqualityComparer.Instance);
    private readonly Dictionary<Type, int> taken = [];

    /// <summary>Puts a value in, and gives the name of its slot. The same expression twice is one column.</summary>
    /// <exception cref="ReportingRefusal">400: too many columns.</exception>
    public string Add(Expression value)
    {
        Expression lifted = value.Type.IsValueType && Nullable.GetUnderlyingType(value.Type) is null ? Expression.Convert(value, typeof(Nullable<>).MakeGenericType(value.Type)) : value;
        if (!IsColumn(value))
            lifted = Expression.Call(typeof(SqlColumn), nameof(SqlColumn.Of), null, lifted);
        if (slots.TryGetValue(lifted, out var known))
            return known.Name;
        var number = taken.GetValueOrDefault(lifted.Type);
        if (number == Slots)
            throw ReportingRefusal.TooComplex($"An answer may have {Slots} columns of one type.");
        taken[lifted.Type] = number + 1;
        var slot = Fields.GetValueOrDefault(NameOf(Nullable.GetUnderlyingType(lifted.Type) ?? lifted.Type, number)) ?? throw ReportingRefusal.NotSupported($"A column can't be of type {lifted.Type.Name}.");
        slots.Add(lifted, slot);
        return slot.Name;
    }

    /// <summary>The expression that makes the row.</summary>
    public MemberInitExpression Create() => Expression.MemberInit(Expression.New(Row), slots.Select(s => Expression.Bind(s.Value, s.Key)));

    /// <summary>The value in a slot of a row.</summary>
    public static MemberExpression Value(Expression row, string slot) => Expression.Field(row, slot);

    /// <summary>True for what a table or a query below has as a column: all else is made one, or EF Core might calculate it itself, or take two for one.</summary>
    private static bool IsColumn(Expression value) => value switch
    {
        MemberExpression { Expression: { } of } => IsColumn(of),
        ParameterExpression => true,
        _ => false,
    };

    private static string NameOf(Type type, int number) => $"{type.Name}{number}";

    private static Type Build()
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new("Konnect.Reporting.Slots"), AssemblyBuilderAccess.Run);
        var type = assembly.DefineDynamicModule("Slots").DefineType("Slots", TypeAttributes.Public | TypeAttributes.Sealed | TypeAttributes.Class);
        foreach (var value in (Type[])[typeof(string), typeof(bool?), typeof(int?), typeof(long?), typeof(double?), typeof(Guid?), typeof(LocalDate?), typeof(LocalTime?), typeof(Instant?)])
        {
            for (var number = 0; number < Slots; number++)
                type.DefineField(NameOf(Nullable.GetUnderlyingType(value) ?? value, number), value, FieldAttributes.Public);
        }

        return type.CreateType();
    }
}
