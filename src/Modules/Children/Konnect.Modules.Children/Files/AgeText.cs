using Konnect.BuildingBlocks.Infrastructure.Localization;
using Konnect.Modules.Children.Domain;

namespace Konnect.Modules.Children.Files;

/// <summary>An age as people say it: '2 jaar en 3 maanden'.</summary>
internal static class AgeText
{
    public static string Age(this Texts texts, Age? age) => age switch
    {
        null => texts["children.age.unborn"],
        { Years: 0, Months: 0 } => texts["children.age.new-born"],
        { Years: 0, Months: var months } => texts.Count("children.age.months", months),
        { Years: var years, Months: 0 } => texts.Count("children.age.years", years),
        { Years: var years, Months: var months } => texts.List(texts.Count("children.age.years", years), texts.Count("children.age.months", months)),
    };
}
