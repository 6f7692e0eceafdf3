using System.ComponentModel;
using System.Reflection;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.BuildingBlocks.Security;
using NodaTime;

namespace Konnect.Modules.Access.Reports;

/// <summary>A set of the feed as a token for reports finds it, told to people.</summary>
/// <param name="Name">Its name in the feed.</param>
/// <param name="Description">What one row is, in English; the text <c>reports.NAME</c> of the module that owns it says it in the reader's language.</param>
/// <param name="Columns">Its columns.</param>
internal sealed record ReportSet(string Name, string Description, IReadOnlyList<ReportColumn> Columns)
{
    /// <summary>The column by which a set can be read a stretch of days at a time: the local day as a whole number, yyyymmdd.</summary>
    public const string DayColumn = "DateKey";

    /// <summary>True when it can be read a stretch of days at a time.</summary>
    public bool HasDays => Columns.Any(c => c.Name == DayColumn);

    /// <summary>The sets that a token for reports reads, by name.</summary>
    public static IEnumerable<ReportSet> Of(IEnumerable<IReportingSet> sets) => sets.Where(s => s.Readers.Contains(ApiScopeKind.Bi)).OrderBy(s => s.Name, StringComparer.Ordinal)
        .Select(set => new ReportSet(set.Name, Described(set.RowType), [.. set.RowType.GetProperties()
            .Where(p => p.GetCustomAttribute<OnlyForAttribute>()?.Kinds.Contains(ApiScopeKind.Bi) != false)
            .Select(p => new ReportColumn(p.Name, KindOf(p.PropertyType), Described(p), set.Key.Contains(p.Name)))]));

    private static string Described(MemberInfo member) => member.GetCustomAttribute<DescriptionAttribute>()!.Description;

    private static string KindOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(string) => "text",
        var t when t == typeof(bool) => "yes-no",
        var t when t == typeof(LocalDate) => "date",
        var t when t == typeof(LocalTime) => "time",
        var t when t == typeof(Instant) => "moment",
        var t when t == typeof(Guid) => "key",
        _ => "number",
    };
}

/// <summary>A column of a set.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds: text, number, yes-no, date, time, moment or key.</param>
/// <param name="Description">What it means, in English.</param>
/// <param name="IsKey">True when it is part of what tells rows apart.</param>
internal sealed record ReportColumn(string Name, string Kind, string Description, bool IsKey);
