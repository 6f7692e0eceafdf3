using NodaTime;
using NodaTime.Text;

namespace Konnect.BuildingBlocks.Infrastructure.Components;

/// <summary>Dates in addresses, <c>?date=2026-11-20</c>.</summary>
public static class AddressDate
{
    /// <summary>The date, or null when there is none or it cannot be read: the page then shows what it shows without.</summary>
    public static LocalDate? Parse(string? text) => text is not null && LocalDatePattern.Iso.Parse(text) is { Success: true, Value.Year: > 1900 and < 2200 } parsed ? parsed.Value : null;

    /// <summary>The date as an address writes it.</summary>
    public static string Write(LocalDate date) => LocalDatePattern.Iso.Format(date);
}
