using Konnect.BuildingBlocks.Infrastructure.Localization;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Children.Domain;
using NodaTime;

namespace Konnect.Modules.Children;

/// <summary>What a child's file says, as people say it.</summary>
internal static class FileTexts
{
    /// <summary>An age: '2 jaar en 3 maanden'.</summary>
    public static string Age(this Texts texts, Age? age) => age switch
    {
        null => texts["children.age.unborn"],
        { Years: 0, Months: 0 } => texts["children.age.new-born"],
        { Years: 0, Months: var months } => texts.Count("children.age.months", months),
        { Years: var years, Months: 0 } => texts.Count("children.age.years", years),
        { Years: var years, Months: var months } => texts.List(texts.Count("children.age.years", years), texts.Count("children.age.months", months)),
    };

    /// <summary>A time in a group: 'sinds 1 sep 2026'.</summary>
    public static string PeriodOf(this Texts texts, ChildGroup group, LocalDate today) => group switch
    {
        { To: { } to } => texts["children.period", group.From, to],
        { From: var from } when from > today => texts["children.period.from", from],
        _ => texts["children.period.since", group.From],
    };
}
