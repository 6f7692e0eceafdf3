using System.Linq.Expressions;
using System.Reflection;

namespace Konnect.BuildingBlocks.Infrastructure.Components;

/// <summary>The property a form field is about: <c>() => Input.Name</c> has the path <c>Input.Name</c>, under which it is posted and bound.</summary>
/// <param name="Path">The form key.</param>
/// <param name="Property">The last name, which a refusal names as its field.</param>
/// <param name="Value">The value now.</param>
/// <param name="Type">The declared type.</param>
internal sealed record FieldPath(string Path, string Property, object? Value, Type Type)
{
    /// <summary>Reads the expression without compiling it.</summary>
    /// <exception cref="ArgumentException">The expression is more than a chain of properties.</exception>
    public static FieldPath Of(Expression<Func<object?>> property)
    {
        var body = property.Body is UnaryExpression { NodeType: ExpressionType.Convert } boxed ? boxed.Operand : property.Body;
        return new(NameOf(body), ((MemberExpression)body).Member.Name, ValueOf(body), body.Type);
    }

    private static string NameOf(Expression? expression) => expression switch
    {
        MemberExpression { Expression: ConstantExpression or null } root => root.Member.Name,
        MemberExpression member => $"{NameOf(member.Expression)}.{member.Member.Name}",
        _ => throw new ArgumentException($"'{expression}' is not a property of a property of the page."),
    };

    private static object? ValueOf(Expression? expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: PropertyInfo property } member => ValueOf(member.Expression) is { } owner ? property.GetValue(owner) : null,
        MemberExpression { Member: FieldInfo field } member => ValueOf(member.Expression) is { } owner ? field.GetValue(owner) : null,
        _ => null,
    };
}
