using Konnect.Modules.Access.Domain;
using NodaTime;

namespace Konnect.Modules.Access.Tests.Domain;

public sealed class SignInBrakeTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 20, 9, 0);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 5)]
    [InlineData(3, 15)]
    [InlineData(4, 60)]
    [InlineData(9, 60)]
    public void Every_fifth_failure_in_a_row_begins_a_pause_longer_than_the_one_before_up_to_an_hour(int pauses, int minutes)
    {
        var (brake, now) = (new SignInBrake { Key = "" }, Now);
        for (var i = 1; i < pauses * SignInBrake.Tries; i++)
        {
            brake.Fail(now);
            now = brake.LockedUntil > now ? brake.LockedUntil.Value : now;
        }

        brake.IsLocked(now).ShouldBeFalse();
        brake.Fail(now);
        brake.IsLocked(now).ShouldBeTrue();
        brake.MinutesLeft(now + Duration.FromSeconds(1)).ShouldBe(minutes);
        brake.IsLocked(now + Duration.FromMinutes(minutes)).ShouldBeFalse();
    }

    [Fact]
    public void After_the_pause_there_are_five_tries_again()
    {
        var brake = new SignInBrake { Key = "" };
        for (var i = 0; i < 5; i++)
            brake.Fail(Now);
        var later = Now + Duration.FromMinutes(6);
        for (var i = 0; i < 4; i++)
            brake.Fail(later);
        brake.IsLocked(later).ShouldBeFalse();
        brake.Fail(later);
        brake.IsLocked(later).ShouldBeTrue();
    }

    [Fact]
    public void After_a_quiet_day_failures_are_forgotten()
    {
        var brake = new SignInBrake { Key = "" };
        for (var i = 0; i < 4; i++)
            brake.Fail(Now);
        brake.Fail(Now + Duration.FromHours(25));
        brake.IsLocked(Now + Duration.FromHours(25)).ShouldBeFalse();
        brake.Failures.ShouldBe(1);
    }
}
