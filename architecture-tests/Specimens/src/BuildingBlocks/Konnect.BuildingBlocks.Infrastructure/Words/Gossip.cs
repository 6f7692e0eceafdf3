using System.Text.RegularExpressions;

namespace Konnect.BuildingBlocks.Infrastructure.Words;

/// <summary>Building blocks speak of groups.</summary>
internal static class Gossip
{
    public static string ChildOf() => "guardian";

    public static int Fine(Match match) => match.Groups.Values.GroupBy(g => g.Name).Count();
}
