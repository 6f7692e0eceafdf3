using Konnect.BuildingBlocks.Time;
using NodaTime;

namespace Konnect.Modules.Attendance.Domain.Ratio;

/// <summary>For how long a day fewer staff than required are permitted (articles 7 and 16 of the decree, the three-hour rule).</summary>
internal static class DayAllowance
{
    private const int LongDayMinutes = 180;
    private const int SchoolDayMinutes = 30;
    private static readonly Duration LongDay = Duration.FromHours(10);

    /// <summary>
    /// 30 minutes for out-of-school care on a school day, whatever the opening hours; otherwise 180 where the location offers at least
    /// 10 consecutive hours that day, and none where it offers less or is closed.
    /// </summary>
    public static int Minutes(RatioCare care, LocationDay location, LocalDate date)
    {
        if (care == RatioCare.OutOfSchool && !location.SchoolFree)
            return SchoolDayMinutes;
        var offered = location.Zone.At(date, location.Closes) - location.Zone.At(date, location.Opens);
        return !location.Closed && offered >= LongDay ? LongDayMinutes : 0;
    }
}
