using System.Globalization;
using System.Text;
using NodaTime;

namespace Konnect.Host.Tests.Reporting.Oracle;

/// <summary>The standard leaves open what a query gives: numbers beyond 64 bits, floating numbers beyond measure, or letters whose case databases know differently.</summary>
internal sealed class UndeterminedException(string what) : Exception(what);

/// <summary>What names in an expression stand for.</summary>
internal sealed class Scope(Row it, Scope? outer = null, string? variable = null)
{
    /// <summary>The row of a variable, or the row itself.</summary>
    public Row Of(string? name) => name is null or "$it" ? outer?.Of(null) ?? it : name == variable ? it : outer!.Of(name);

    /// <summary>The scope inside an <c>any</c> or <c>all</c>.</summary>
    public Scope Inner(Row row, string name) => new(row, this, name);
}

/// <summary>
/// The value of an expression, as OData 4.01 part 2 (5.1.1) says it and slowly: nothing is shared with the feed, nothing is clever, and both sides of every
/// operator are calculated. Where the standard leaves a choice it is Konnect's: divided by zero there is no value.
/// </summary>
internal static class Evaluation
{
    private const double Largest = 1e100;

    public static object? Of(Expr expression, Scope scope)
    {
        switch (expression)
        {
            case Literal literal:
                return literal.Value;
            case Alias alias:
                return alias.Value.Value;
            case Field field:
                return ValueAt(scope.Of(field.Of), field.Path);
            case Prefix { Operator: "not" } not:
                return Of(not.Operand, scope) is bool truth ? !truth : null;
            case Prefix minus:
                return Of(minus.Operand, scope) switch { null => null, long n => checked(-n), var d => -(double)d };
            case Infix infix:
                return Combine(infix.Operator, Of(infix.Left, scope), Of(infix.Right, scope));
            case OneOf list:
                var sought = Of(list.Left, scope);
                return list.Values.Any(v => Same(sought, v.Value));
            case Call call:
                return Function(call.Function, [.. call.Arguments.Select(a => Of(a, scope))]);
            case Cast cast:
                return As(cast.Type, Of(cast.Operand, scope));
            case Quantifier quantifier:
                return Holds(quantifier, scope);
            case Size size:
                return (long)RowsAt(scope.Of(null), size.Collection).Count();
            default:
                throw new NotSupportedException(expression.ToString());
        }
    }

    /// <summary>True when a condition is certainly met.</summary>
    public static bool IsTrue(Expr condition, Row row) => Of(condition, new Scope(row)) is true;

    /// <summary>The value at the end of a path; null where the path ends before.</summary>
    public static object? ValueAt(Row row, string path)
    {
        if (row.Values.TryGetValue(path, out var value))
            return value;
        var (step, further) = Split(path);
        return Specimen.Related(row, row.Of!.Navigations.Single(n => n.Name == step)).SingleOrDefault() is { } target ? ValueAt(target, further) : null;
    }

    /// <summary>The rows at the end of a path.</summary>
    public static IEnumerable<Row> RowsAt(Row row, string path)
    {
        var (step, further) = Split(path);
        var related = Specimen.Related(row, row.Of!.Navigations.Single(n => n.Name == step));
        return further.Length == 0 ? related : related.SelectMany(r => RowsAt(r, further));
    }

    public static bool Same(object? left, object? right) => left is null || right is null ? left is null && right is null : Order(left, right) == 0;

    /// <summary>The order of two values of one kind: numbers as numbers, text by code points, false before true.</summary>
    public static int Order(object left, object right) => (left, right) switch
    {
        (long a, long b) => a.CompareTo(b),
        (long or double, long or double) => Convert.ToDouble(left, CultureInfo.InvariantCulture).CompareTo(Convert.ToDouble(right, CultureInfo.InvariantCulture)),
        (string a, string b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)),
        (Guid a, Guid b) => string.CompareOrdinal(a.ToString(), b.ToString()),
        _ => ((IComparable)left).CompareTo(right),
    };

    /// <summary>The order of sorting: what has no value comes first.</summary>
    public static int SortOrder(object? left, object? right) => left is null || right is null ? (left is null ? 0 : 1) - (right is null ? 0 : 1) : Order(left, right);

    /// <summary>A calculated number, when it is one that both databases can hold.</summary>
    public static double Measured(double value) => double.IsFinite(value) && Math.Abs(value) < Largest && (value == 0 || Math.Abs(value) > 1 / Largest) ? value : throw new UndeterminedException("A floating number beyond measure.");

    private static object? Combine(string operation, object? left, object? right)
    {
        switch (operation)
        {
            case "and":
                return left is false || right is false ? false : left is null || right is null ? null : true;
            case "or":
                return left is true || right is true ? true : left is null || right is null ? null : false;
            case "eq":
                return Same(left, right);
            case "ne":
                return !Same(left, right);
            case "gt" or "lt" or "ge" or "le":
                if (left is null || right is null)
                    return operation is "ge" or "le" && left is null && right is null;
                var order = Order(left, right);
                return operation switch { "gt" => order > 0, "lt" => order < 0, "ge" => order >= 0, _ => order <= 0 };
            default:
                return left is null || right is null ? null : Calculate(operation, left, right);
        }
    }

    private static object? Calculate(string operation, object left, object right)
    {
        try
        {
            if (left is long a && right is long b)
            {
                return operation switch
                {
                    "add" => checked(a + b),
                    "sub" => checked(a - b),
                    "mul" => checked(a * b),
                    "div" => b == 0 ? null : checked(a / b),
                    _ => b == 0 ? null : checked(a % b),
                };
            }
        }
        catch (OverflowException)
        {
            throw new UndeterminedException("A number beyond 64 bits.");
        }

        var (x, y) = (Convert.ToDouble(left, CultureInfo.InvariantCulture), Convert.ToDouble(right, CultureInfo.InvariantCulture));
        return operation switch
        {
            "add" => Measured(x + y),
            "sub" => Measured(x - y),
            "mul" => Measured(x * y),
            "div" => y == 0 ? null : Measured(x / y),
            _ => y == 0 ? null : Remainder(x, y),
        };
    }

    /// <summary>The remainder, when it is the same in binary and in decimal digits: databases differ in which of them they calculate with.</summary>
    private static double Remainder(double x, double y)
    {
        if (Math.Abs(x) > 1e25 || Math.Abs(y) is > 1e25 or < 1e-10 || (double)((decimal)x % (decimal)y) != x % y)
            throw new UndeterminedException("A remainder that depends on the last digits.");
        return x % y;
    }

    private static object? Function(string name, object?[] arguments)
    {
        if (arguments.Contains(null))
            return null;
        return (name, arguments) switch
        {
            ("contains", [string text, string part]) => text.Contains(part, StringComparison.Ordinal),
            ("startswith", [string text, string part]) => text.StartsWith(part, StringComparison.Ordinal),
            ("endswith", [string text, string part]) => text.EndsWith(part, StringComparison.Ordinal),
            ("length", [string text]) => Length(text),
            ("indexof", [string text, string part]) => text.IndexOf(part, StringComparison.Ordinal) is >= 0 and var at ? Length(text[..at]) : -1L,
            ("substring", [string text, long start]) => Part(text, start, long.MaxValue),
            ("substring", [string text, long start, long length]) => Part(text, start, length),
            ("tolower", [string text]) => string.Concat(text.Select(c => char.IsAscii(c) ? char.ToLowerInvariant(c) : c)),
            ("toupper", [string text]) => string.Concat(text.Select(c => char.IsAscii(c) ? char.ToUpperInvariant(c) : c)),
            ("trim", [string text]) => text.Trim(),
            ("concat", [string first, string second]) => first + second,
            ("year", [{ } of]) => (long)DateOf(of).Year,
            ("month", [{ } of]) => (long)DateOf(of).Month,
            ("day", [{ } of]) => (long)DateOf(of).Day,
            ("hour", [{ } of]) => (long)TimeOf(of).Hour,
            ("minute", [{ } of]) => (long)TimeOf(of).Minute,
            ("second", [{ } of]) => (long)TimeOf(of).Second,
            ("fractionalseconds", [{ } of]) => TimeOf(of).TickOfSecond / 1e7,
            ("date", [Instant of]) => DateOf(of),
            ("time", [Instant of]) => TimeOf(of),
            ("now", []) => ReportingHost.Now,
            ("mindatetime", []) => Instant.FromUtc(1, 1, 1, 0, 0),
            ("maxdatetime", []) => Instant.FromUtc(9999, 12, 31, 23, 59, 59).PlusTicks(9_999_990),
            ("round", [var number]) => Math.Round(Convert.ToDouble(number, CultureInfo.InvariantCulture), MidpointRounding.AwayFromZero),
            ("floor", [var number]) => Math.Floor(Convert.ToDouble(number, CultureInfo.InvariantCulture)),
            ("ceiling", [var number]) => Math.Ceiling(Convert.ToDouble(number, CultureInfo.InvariantCulture)),
            _ => throw new NotSupportedException(name),
        };
    }

    private static object? As(string type, object? value) => (type, value) switch
    {
        (_, null) => null,
        ("Edm.String", string) => value,
        ("Edm.String", _) => Canonical.Plain(value),
        ("Edm.Double", _) => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        ("Edm.Int32", long number) => number is >= int.MinValue and <= int.MaxValue ? number : throw new UndeterminedException("A number beyond 32 bits."),
        ("Edm.Int64", long) => value,
        _ => throw new NotSupportedException(type),
    };

    private static bool Holds(Quantifier quantifier, Scope scope)
    {
        var rows = RowsAt(scope.Of(null), quantifier.Collection);
        if (quantifier.Condition is not { } condition)
            return rows.Any();
        // What is unknown is not true: it neither meets an any nor an all.
        var truths = rows.Select(r => Of(condition, scope.Inner(r, quantifier.Variable)) is true).ToList();
        return quantifier.ForAll ? truths.TrueForAll(t => t) : truths.Exists(t => t);
    }

    private static long Length(string text) => text.EnumerateRunes().Count();

    private static string Part(string text, long start, long length) => start < 0 || length < 0
        ? throw new UndeterminedException("A position before the text.")
        : string.Concat(text.EnumerateRunes().Skip((int)Math.Min(start, int.MaxValue)).Take((int)Math.Min(length, int.MaxValue)).Select(r => r.ToString()));

    private static LocalDate DateOf(object value) => value is LocalDate date ? date : ((Instant)value).InUtc().Date;

    private static LocalTime TimeOf(object value) => value is LocalTime time ? time : ((Instant)value).InUtc().TimeOfDay;

    private static (string Step, string Further) Split(string path)
    {
        var at = path.IndexOf('/', StringComparison.Ordinal);
        return at < 0 ? (path, "") : (path[..at], path[(at + 1)..]);
    }
}
