using Konnect.BuildingBlocks.Infrastructure.Time;
using Konnect.Testing;
using NodaTime;
using Shouldly;
using Xunit;

namespace Konnect.Host.Tests;

/// <summary>A clock for demonstrations stands where it is told, or runs from there.</summary>
public sealed class ClockTests
{
    private static readonly Instant Ten = Instant.FromUtc(2026, 11, 20, 9, 0);

    [Theory]
    [InlineData("2026-11-20T10:00")]
    [InlineData("2026-11-20 10:00:00")]
    [InlineData("2026-11-20T09:00:00Z")]
    [InlineData("2026-11-20T10:00:00+01:00")]
    public async Task A_time_stands_still(string text)
    {
        var clock = FixedClock.Parse(text, KonnectHost.Zone)!;
        await Task.Delay(10);
        clock.GetCurrentInstant().ShouldBe(Ten);
    }

    [Theory]
    [InlineData("2026-11-20T10:00+")]
    [InlineData("2026-11-20T09:00:00Z+")]
    public async Task A_time_with_a_plus_runs_from_there(string text)
    {
        var clock = FixedClock.Parse(text, KonnectHost.Zone)!;
        await Task.Delay(10);
        clock.GetCurrentInstant().ShouldBeInRange(Ten + Duration.FromMilliseconds(9), Ten + Duration.FromMinutes(5));
    }

    [Theory]
    [InlineData("+")]
    [InlineData("")]
    [InlineData("2026-11-20T10:00++")]
    [InlineData("ten o'clock")]
    public void What_is_no_time_is_no_clock(string text) => FixedClock.Parse(text, KonnectHost.Zone).ShouldBeNull();
}
