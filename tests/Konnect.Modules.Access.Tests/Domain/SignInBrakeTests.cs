using Konnect.Modules.Access.Domain;
using NodaTime;

namespace Konnect.Modules.Access.Tests.Domain;

public sealed class SignInBrakeTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 20, 9, 0);

    [Fact]
    public void The_fifth_failure_in_a_row_begins_a_pause_of_five_minutes()
    {
        var brake = new SignInBrake { Key = "" };
        for (var i = 0; i < 4; i++)
            brake.Fail(Now);
        brake.IsLocked(Now).ShouldBeFalse();
        brake.Fail(Now);
        brake.IsLocked(Now).ShouldBeTrue();
        brake.MinutesLeft(Now + Duration.FromSeconds(61)).ShouldBe(4);
        brake.IsLocked(Now + Duration.FromMinutes(5)).ShouldBeFalse();
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
