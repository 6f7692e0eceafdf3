using System.Globalization;
using System.Text.RegularExpressions;
using Konnect.BuildingBlocks.Time;
using NodaTime;
using NodaTime.Text;

namespace Konnect.Host.Demo;

/// <summary>
/// Where in the demo organisation's life the demonstration stands. Its dates are moved by whole even weeks, so that weekdays and odd and even weeks
/// stay, and today lies in the last two weeks of its registered presence.
/// </summary>
/// <param name="Today">The local day of the demonstration.</param>
/// <param name="Now">The time of that day; what lies after it has not happened yet.</param>
internal sealed partial record DemoDay(LocalDate Today, LocalTime Now)
{
    /// <summary>The last day of presence in the files.</summary>
    private static readonly LocalDate LastPresence = new(2026, 11, 20);

    private static readonly LocalTime Opens = new(7, 45);
    private static readonly LocalTime Closes = new(18, 0);

    private int ShiftDays
    {
        get
        {
            var behind = Period.DaysBetween(LastPresence, Today);
            return behind > 0 ? (behind + 13) / 14 * 14 : -(-behind / 14 * 14);
        }
    }

    /// <summary>
    /// The demonstration of this moment: now while a nursery is open, otherwise ten in the morning of the last weekday, since an empty building shows nothing.
    /// </summary>
    public static DemoDay Of(ZonedDateTime now)
    {
        if (now.DayOfWeek <= IsoDayOfWeek.Friday && now.TimeOfDay >= Opens && now.TimeOfDay < Closes)
            return new DemoDay(now.Date, now.TimeOfDay);
        var day = now.DayOfWeek <= IsoDayOfWeek.Friday ? now.Date : now.Date.Previous(IsoDayOfWeek.Friday);
        return new DemoDay(day, new LocalTime(10, 0));
    }

    /// <summary>Copies the demo files with their dates moved, without what has not happened yet.</summary>
    public void Write(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from, "*.csv"))
        {
            var name = Path.GetFileName(file);
            var lines = File.ReadLines(file).Select(line => Dates().Replace(line, Move));
            File.WriteAllLines(Path.Combine(to, name), name switch
            {
                "attendance.csv" or "staff_attendance.csv" => Happened(lines),
                "absences.csv" => Reported(lines),
                _ => lines,
            });
        }
    }

    private string Move(Match date) => LocalDatePattern.Iso.Parse(date.Value) is { Success: true } parsed ? LocalDatePattern.Iso.Format(parsed.Value.PlusDays(ShiftDays)) : date.Value;

    // number, group, date, arrived, departed
    private IEnumerable<string> Happened(IEnumerable<string> lines)
    {
        var (today, now) = (LocalDatePattern.Iso.Format(Today), Now.ToString("HH:mm", CultureInfo.InvariantCulture));
        foreach (var line in lines)
        {
            var cells = line.Split(',');
            var order = string.CompareOrdinal(cells[2], today);
            if (cells[2] == "date" || order < 0)
                yield return line;
            else if (order == 0 && string.CompareOrdinal(cells[3], now) <= 0)
                yield return string.CompareOrdinal(cells[4], now) <= 0 ? line : string.Join(',', cells[..4]) + ",";
        }
    }

    // child, from, to, reason, reported_at
    private IEnumerable<string> Reported(IEnumerable<string> lines)
    {
        var now = $"{LocalDatePattern.Iso.Format(Today)} {Now.ToString("HH:mm", CultureInfo.InvariantCulture)}";
        return lines.Where(line => line.Split(',')[4] is var reported && (reported == "reported_at" || string.CompareOrdinal(reported, now) <= 0));
    }

    [GeneratedRegex(@"\b\d{4}-\d{2}-\d{2}\b")]
    private static partial Regex Dates();
}
