using System.Linq.Expressions;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>Values that reach the database as parameters: never as text of the statement, and one translated statement serves every value.</summary>
internal static class Parameter
{
    private interface IBox
    {
        object? Content { get; }
    }

    /// <summary>A value of a type, in the shape that EF Core turns into a parameter.</summary>
    public static Expression Of(object? value, Type type) =>
        Expression.Property(Expression.Constant(Activator.CreateInstance(typeof(Box<>).MakeGenericType(type), value)), nameof(Box<>.Value));

    /// <summary>The value of a parameter, or null for any other expression.</summary>
    public static object? ValueOf(Expression expression) => expression is MemberExpression { Expression: ConstantExpression { Value: IBox box } } ? box.Content : null;

    private sealed record Box<T>(T Value) : IBox
    {
        public object? Content => Value;
    }
}
