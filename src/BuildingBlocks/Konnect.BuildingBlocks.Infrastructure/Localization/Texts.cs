using System.Globalization;
using Konnect.BuildingBlocks.Results;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Localization;

/// <summary>
/// The sentences in the language of the current user, and dates, times and durations as people say them.
/// A key without a sentence shows itself. Arguments of NodaTime types are written as people say them:
/// <c>{0}</c> of a date gives 'ma 24 aug', <c>{0:year}</c> 'ma 24 aug 2026', <c>{0:long}</c> 'maandag 24 augustus 2026'.
/// </summary>
public sealed class Texts : IFormatProvider, ICustomFormatter
{
    private readonly TextCatalog catalog;
    private CultureInfo? culture;

    internal Texts(TextCatalog catalog) => this.catalog = catalog;

    /// <summary>The language spoken, two letters.</summary>
    public string Language
    {
        get;
        internal set => (field, culture) = (value, null);
    } = TextCatalog.DefaultLanguage;

    /// <summary>The culture that writes this language's numbers.</summary>
    public CultureInfo Culture => culture ??= CultureInfo.GetCultureInfo(this["language.culture"]);

    /// <summary>The sentence of a key with its arguments filled in.</summary>
    public string this[string key, params ReadOnlySpan<object?> args] =>
        catalog.Find(Language, key) is not { } sentence ? key : args.IsEmpty ? sentence : string.Format(this, sentence, args);

    /// <summary>The sentence of a refusal.</summary>
    public string this[Error error] => this["error." + error.Code, [.. error.Args]];

    /// <summary>True when the key has a sentence.</summary>
    public bool Has(string key) => catalog.Find(Language, key) is not null;

    /// <summary>
    /// The sentence that fits a count: <c>key.zero</c> if it exists and there are none, <c>key.one</c> for one, else <c>key.other</c>.
    /// <c>{0}</c> is the count, further arguments follow.
    /// </summary>
    public string Count(string key, int count, params ReadOnlySpan<object?> args) =>
        this[count switch { 0 when Has(key + ".zero") => key + ".zero", 1 => key + ".one", _ => key + ".other" }, [count, .. args]];

    /// <summary>'ma 24 aug'.</summary>
    public string Date(LocalDate date) => this["date.short", Word("date.days.short", (int)date.DayOfWeek), date.Day, Word("date.months.short", date.Month)];

    /// <summary>'24 aug', where the weekday stands already.</summary>
    public string DayAndMonth(LocalDate date) => this["date.day-month", date.Day, Word("date.months.short", date.Month)];

    /// <summary>'ma 24 aug 2026'.</summary>
    public string DateWithYear(LocalDate date) => $"{Date(date)} {Year(date)}";

    /// <summary>'maandag 24 augustus'.</summary>
    public string Day(LocalDate date) => this["date.short", Word("date.days.long", (int)date.DayOfWeek), date.Day, Word("date.months.long", date.Month)];

    /// <summary>'maandag 24 augustus 2026'.</summary>
    public string DateLong(LocalDate date) => $"{Day(date)} {Year(date)}";

    /// <summary>'augustus 2026'.</summary>
    public string Month(LocalDate date) => $"{Word("date.months.long", date.Month)} {Year(date)}";

    /// <summary>'ma'.</summary>
    public string Weekday(IsoDayOfWeek day) => Word("date.days.short", (int)day);

    /// <summary>'maandag'.</summary>
    public string WeekdayLong(IsoDayOfWeek day) => Word("date.days.long", (int)day);

    /// <summary>'07:42'.</summary>
    public string Time(LocalTime time) => this["time.short", time.Hour, time.Minute];

    /// <summary>'07:42 – 18:05'; an open end gives '07:42 –'.</summary>
    public string Between(LocalTime from, LocalTime? to) => to is { } end ? $"{Time(from)} – {Time(end)}" : $"{Time(from)} –";

    /// <summary>'ma 24 aug, 07:42'.</summary>
    public string Moment(LocalDateTime moment) => $"{Date(moment.Date)}, {Time(moment.TimeOfDay)}";

    /// <summary>'3 u 15', '3 u' or '45 min'; whole minutes, cut off.</summary>
    public string Length(Duration duration) => Minutes((int)duration.TotalMinutes);

    /// <summary>'3 u 15', '3 u' or '45 min'.</summary>
    public string Minutes(int minutes) => (minutes / 60, minutes % 60) switch
    {
        (0, var rest) => this["duration.minutes", rest],
        (var hours, 0) => this["duration.hours", hours],
        var (hours, rest) => this["duration.both", hours, int.Abs(rest).ToString("00", CultureInfo.InvariantCulture)],
    };

    /// <summary>'Noah, Eva en Sem'.</summary>
    public string List(params IReadOnlyList<string> items) =>
        items.Count < 2 ? string.Concat(items) : this["list.last", string.Join(", ", items.SkipLast(1)), items[^1]];

    object? IFormatProvider.GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : Culture.GetFormat(formatType);

    string ICustomFormatter.Format(string? format, object? arg, IFormatProvider? formatProvider) => (arg, format) switch
    {
        (LocalDate date, "long") => DateLong(date),
        (LocalDate date, "year") => DateWithYear(date),
        (LocalDate date, "day") => Day(date),
        (LocalDate date, _) => Date(date),
        (DateOnly date, _) => ((ICustomFormatter)this).Format(format, LocalDate.FromDateOnly(date), formatProvider),
        (LocalTime time, _) => Time(time),
        (TimeOnly time, _) => Time(LocalTime.FromTimeOnly(time)),
        (LocalDateTime moment, _) => Moment(moment),
        (Duration duration, _) => Length(duration),
        (IReadOnlyList<string> items, _) => List(items),
        (IFormattable other, _) => other.ToString(format, Culture),
        _ => arg?.ToString() ?? "",
    };

    private static string Year(LocalDate date) => date.Year.ToString(CultureInfo.InvariantCulture);

    private string Word(string key, int oneBased) => this[key].Split(' ') is var words && words.Length >= oneBased ? words[oneBased - 1] : key;
}
