using Konnect.Modules.Attendance.Domain.Taps;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.Domain.Taps;

/// <summary>Minutes of a day: what the device's clock told, how far it was known to be ahead, what it tells when it sends, and ours when that arrives.</summary>
public sealed class TapMomentTests
{
    [Theory]
    [InlineData(480, 0, 600, 600, 480, false)]
    [InlineData(490, 10, 610, 600, 480, true)]
    [InlineData(470, -10, 590, 600, 480, true)]
    // Somebody set the clock right in between.
    [InlineData(490, 10, 600, 600, 480, true)]
    // It never heard of us before the tap.
    [InlineData(490, null, 610, 600, 480, true)]
    [InlineData(480, null, 600, 600, 480, false)]
    // Whatever it told, it can't be later than now.
    [InlineData(700, 0, 600, 600, 600, false)]
    public void A_clock_that_is_wrong_is_taken_out_of_the_time(int told, int? ahead, int sentAt, int now, int at, bool corrected) =>
        TapMoment.Of(Minute(told), ahead is { } minutes ? Duration.FromMinutes(minutes) : null, Minute(sentAt), Minute(now)).ShouldBe(new TapMoment(Minute(at), corrected));

    [Fact]
    public void Less_than_a_minute_is_no_wrong_clock() =>
        TapMoment.Of(Minute(480), Duration.FromSeconds(59), Minute(600), Minute(600)).ShouldBe(new TapMoment(Minute(480)));

    private static Instant Minute(int minute) => Instant.FromUtc(2026, 11, 20, 0, 0) + Duration.FromMinutes(minute);
}
