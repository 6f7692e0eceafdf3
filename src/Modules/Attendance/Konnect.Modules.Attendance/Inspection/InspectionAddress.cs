using System.Globalization;
using Konnect.BuildingBlocks.Infrastructure.Components;
using Microsoft.Extensions.Primitives;
using NodaTime;

namespace Konnect.Modules.Attendance.Inspection;

/// <summary>A choice as the address of the page and the form of the package have it.</summary>
internal static class InspectionAddress
{
    public const string Location = "location", From = "from", To = "to", Measured = "of", Day = "day", Seed = "seed";

    /// <summary>Reads a choice; what is no date or number is left out.</summary>
    public static InspectionChoice Read(Func<string, StringValues> values) => new(
        Text(values(Location)),
        AddressDate.Parse(Text(values(From))),
        AddressDate.Parse(Text(values(To))),
        Text(values(Measured)),
        [.. values(Day).Select(AddressDate.Parse).OfType<LocalDate>()],
        int.TryParse(Text(values(Seed)), NumberStyles.None, CultureInfo.InvariantCulture, out var seed) && seed is > 0 and <= DrawnDays.LargestSeed ? seed : null);

    /// <summary>The parts of a choice that are given, by name.</summary>
    public static IEnumerable<(string Name, string Value)> Write(InspectionChoice choice)
    {
        if (choice.Location is { } location)
            yield return (Location, location);
        if (choice.From is { } from)
            yield return (From, AddressDate.Write(from));
        if (choice.To is { } to)
            yield return (To, AddressDate.Write(to));
        if (choice.Measured is { } measured)
            yield return (Measured, measured);
        if (choice.Seed is { } seed)
            yield return (Seed, seed.ToString(CultureInfo.InvariantCulture));
        foreach (var day in choice.Days ?? [])
            yield return (Day, AddressDate.Write(day));
    }

    private static string? Text(StringValues values) => values.FirstOrDefault() is { Length: > 0 } text ? text : null;
}
