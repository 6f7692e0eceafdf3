using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Security;

/// <summary>Of what happens again and again, what is the first of its kind in its minute; and so many kinds of a minute in all. In memory only.</summary>
/// <param name="most">Most kinds of a minute.</param>
public sealed class FirstOfMinute(int most)
{
    private readonly Lock counting = new();
    private readonly HashSet<string> seen = [];
    private long minute;

    /// <summary>True for the first of a kind, while there are not too many.</summary>
    public bool Is(string kind, Instant now)
    {
        lock (counting)
        {
            if (now.ToUnixTimeSeconds() / 60 is var current && current != minute)
            {
                minute = current;
                seen.Clear();
            }

            return seen.Count < most && seen.Add(kind);
        }
    }
}
