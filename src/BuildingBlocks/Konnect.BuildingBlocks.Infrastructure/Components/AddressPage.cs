using System.Globalization;

namespace Konnect.BuildingBlocks.Infrastructure.Components;

/// <summary>Pages of a list in addresses, <c>?page=2</c>.</summary>
public static class AddressPage
{
    /// <summary>No list is longer, and no row's number beyond what numbers hold.</summary>
    private const int Last = 100_000;

    /// <summary>The page from 1 on; the first when there is none or it cannot be read.</summary>
    public static int Parse(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, Last) : 1;
}
