using NodaTime;
using NodaTime.Text;

namespace Konnect.BuildingBlocks.Infrastructure.Components;

/// <summary>Times of day in addresses, <c>?at=07:30</c>.</summary>
public static class AddressTime
{
    private static readonly LocalTimePattern Pattern = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>The time, or null when there is none or it cannot be read: the page then shows what it shows without.</summary>
    public static LocalTime? Parse(string? text) => text is not null && Pattern.Parse(text) is { Success: true } parsed ? parsed.Value : null;

    /// <summary>The time as an address writes it; empty for none.</summary>
    public static string Write(LocalTime? time) => time is { } known ? Pattern.Format(known) : "";
}
