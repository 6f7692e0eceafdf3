using System.Collections.Frozen;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Results;
using NodaTime;
using NodaTime.Text;

namespace Konnect.BuildingBlocks.Infrastructure.Exchange;

/// <summary>How a file writes dates and times.</summary>
internal sealed record ValuePatterns(LocalDatePattern Date, LocalTimePattern Time, LocalDateTimePattern Moment)
{
    /// <summary>The exchange format: <c>2026-08-31</c>, <c>07:30</c>, <c>2026-08-31 07:30</c>.</summary>
    public static ValuePatterns Exchange { get; } = Of("uuuu-MM-dd", "HH:mm");

    /// <summary>Patterns in NodaTime's notation, which is .NET's.</summary>
    /// <exception cref="InvalidPatternException">A pattern makes no sense.</exception>
    public static ValuePatterns Of(string date, string time) => new(
        LocalDatePattern.CreateWithInvariantCulture(date),
        LocalTimePattern.CreateWithInvariantCulture(time),
        LocalDateTimePattern.CreateWithInvariantCulture($"{date} {time}"));
}

/// <summary>One kind of value: how it is read, written, and what is expected where it can't be read.</summary>
internal abstract class ValueKind<T>
{
    /// <summary>Reads a field that is not empty; false when it holds something else.</summary>
    public abstract bool TryRead(string text, ValuePatterns patterns, out T value);

    /// <summary>Writes a value as the exchange format does; an unknown one as nothing.</summary>
    public abstract string Write(T value);

    /// <summary>What is expected.</summary>
    public abstract Error Expected(ValuePatterns patterns);
}

/// <summary>Finds the kind of a property by its type and attributes.</summary>
internal static class ValueKinds
{
    /// <summary>The longest text when the property doesn't say.</summary>
    private const int DefaultLength = 200;

    /// <summary>A <see cref="ValueKind{T}"/> of the property's type.</summary>
    public static object For(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var range = property.GetCustomAttribute<RangeAttribute>();
        object kind = type switch
        {
            _ when type == typeof(string) => new TextKind(property.GetCustomAttribute<MaxLengthAttribute>()?.Length ?? DefaultLength),
            _ when type == typeof(int) => new IntegerKind((int?)range?.Minimum ?? 0, (int?)range?.Maximum ?? int.MaxValue),
            _ when type == typeof(bool) => new BooleanKind(),
            _ when type == typeof(LocalDate) => new DateKind(),
            _ when type == typeof(LocalTime) => new TimeKind(),
            _ when type == typeof(LocalDateTime) => new MomentKind(),
            { IsEnum: true } => Activator.CreateInstance(typeof(WordKind<>).MakeGenericType(type), property)!,
            _ => throw new InvalidOperationException($"{property.DeclaringType!.Name}.{property.Name}: the exchange format has no values of type {type.Name}."),
        };
        return type == property.PropertyType ? kind : Activator.CreateInstance(typeof(OptionalKind<>).MakeGenericType(type), kind)!;
    }

    private sealed class TextKind(int most) : ValueKind<string>
    {
        public override bool TryRead(string text, ValuePatterns patterns, out string value)
        {
            value = Formulas.Unescape(text);
            return value.Length <= most;
        }

        public override string Write(string value) => value is null ? "" : Formulas.Escape(value);

        public override Error Expected(ValuePatterns patterns) => Error.Invalid("exchange.expected-text", args: [most]);
    }

    private sealed class IntegerKind(int least, int most) : ValueKind<int>
    {
        public override bool TryRead(string text, ValuePatterns patterns, out int value) =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= least && value <= most;

        public override string Write(int value) => value.ToString(CultureInfo.InvariantCulture);

        public override Error Expected(ValuePatterns patterns) =>
            most == int.MaxValue ? Error.Invalid("exchange.expected-integer", args: [least]) : Error.Invalid("exchange.expected-integer-between", args: [least, most]);
    }

    private sealed class BooleanKind : ValueKind<bool>
    {
        public override bool TryRead(string text, ValuePatterns patterns, out bool value)
        {
            bool? found = text.ToLowerInvariant() switch
            {
                "true" or "yes" or "ja" or "1" => true,
                "false" or "no" or "nee" or "0" => false,
                _ => null,
            };
            value = found ?? false;
            return found is not null;
        }

        public override string Write(bool value) => value ? "true" : "false";

        public override Error Expected(ValuePatterns patterns) => Error.Invalid("exchange.expected-boolean");
    }

    private sealed class DateKind : ValueKind<LocalDate>
    {
        public override bool TryRead(string text, ValuePatterns patterns, out LocalDate value) =>
            patterns.Date.Parse(text).TryGetValue(default, out value) && IsPlausible(value);

        public override string Write(LocalDate value) => ValuePatterns.Exchange.Date.Format(value);

        public override Error Expected(ValuePatterns patterns) => Error.Invalid("exchange.expected-date", args: [patterns.Date.Format(new LocalDate(2026, 8, 31))]);

        /// <summary>A typing error in the century is an error in the file.</summary>
        internal static bool IsPlausible(LocalDate date) => date.Year is >= 1900 and < 2200;
    }

    private sealed class TimeKind : ValueKind<LocalTime>
    {
        public override bool TryRead(string text, ValuePatterns patterns, out LocalTime value) => patterns.Time.Parse(text).TryGetValue(default, out value);

        public override string Write(LocalTime value) => ValuePatterns.Exchange.Time.Format(value);

        public override Error Expected(ValuePatterns patterns) => Error.Invalid("exchange.expected-time", args: [patterns.Time.Format(new LocalTime(7, 30))]);
    }

    private sealed class MomentKind : ValueKind<LocalDateTime>
    {
        public override bool TryRead(string text, ValuePatterns patterns, out LocalDateTime value) =>
            patterns.Moment.Parse(text.Replace('T', ' ')).TryGetValue(default, out value) && DateKind.IsPlausible(value.Date);

        public override string Write(LocalDateTime value) => ValuePatterns.Exchange.Moment.Format(value);

        public override Error Expected(ValuePatterns patterns) =>
            Error.Invalid("exchange.expected-moment", args: [patterns.Moment.Format(new LocalDateTime(2026, 8, 31, 7, 30))]);
    }

    /// <summary>One of an enum's members, by its <see cref="WordAttribute"/> or its name in snake case.</summary>
    private sealed class WordKind<T> : ValueKind<T> where T : struct, Enum
    {
        private readonly FrozenDictionary<T, string> words;
        private readonly FrozenDictionary<string, T> values;

        public WordKind(PropertyInfo property)
        {
            var given = property.GetCustomAttributes<WordAttribute>().ToDictionary(w => (T)w.Member, w => w.Word);
            words = Enum.GetValues<T>().ToFrozenDictionary(v => v, v => given.GetValueOrDefault(v) ?? ModuleDbContext.SnakeCase(v.ToString()));
            values = words.ToFrozenDictionary(w => w.Value, w => w.Key, StringComparer.OrdinalIgnoreCase);
        }

        public override bool TryRead(string text, ValuePatterns patterns, out T value) => values.TryGetValue(text, out value);

        public override string Write(T value) => words[value];

        public override Error Expected(ValuePatterns patterns) => Error.Invalid("exchange.expected-word", args: [string.Join(", ", Enum.GetValues<T>().Select(v => words[v]))]);
    }

    private sealed class OptionalKind<T>(ValueKind<T> kind) : ValueKind<T?> where T : struct
    {
        public override bool TryRead(string text, ValuePatterns patterns, out T? value)
        {
            var understood = kind.TryRead(text, patterns, out var read);
            value = read;
            return understood;
        }

        public override string Write(T? value) => value is { } known ? kind.Write(known) : "";

        public override Error Expected(ValuePatterns patterns) => kind.Expected(patterns);
    }
}
