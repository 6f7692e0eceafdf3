using Konnect.Modules.Access.Domain;
using NodaTime;

namespace Konnect.Modules.Access.Tests.Domain;

public sealed class AccountSessionTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 20, 9, 0);

    [Theory]
    [InlineData(false, true, 30)]
    [InlineData(false, false, 30)]
    [InlineData(true, true, 12 * 60)]
    [InlineData(true, false, 14 * 24 * 60)]
    public void Without_use_it_is_over_after_a_time_that_the_device_and_the_rights_decide(bool isOwn, bool isStaff, int minutes)
    {
        var session = Session(isOwn, isStaff);
        session.IsAliveAt(Now + Duration.FromMinutes(minutes) - Duration.Epsilon, "now").ShouldBeTrue();
        session.IsAliveAt(Now + Duration.FromMinutes(minutes), "now").ShouldBeFalse();
    }

    [Theory]
    [InlineData(false, 12)]
    [InlineData(true, 30 * 24)]
    public void With_use_it_is_over_at_its_limit(bool isOwn, int hours)
    {
        var session = Session(isOwn, isStaff: true);
        session.LastUsedAt = Now + Duration.FromHours(hours) - Duration.FromMinutes(1);
        session.IsAliveAt(Now + Duration.FromHours(hours) - Duration.Epsilon, "now").ShouldBeTrue();
        session.IsAliveAt(Now + Duration.FromHours(hours), "now").ShouldBeFalse();
    }

    [Fact]
    public void Another_stamp_ends_it_and_the_trust_in_its_device()
    {
        var session = Session(isOwn: true, isStaff: true);
        session.IsTrustedAt(Now + Duration.FromDays(29), "now").ShouldBeTrue();
        session.IsAliveAt(Now, "later").ShouldBeFalse();
        session.IsTrustedAt(Now, "later").ShouldBeFalse();
        session.IsTrustedAt(Now + Duration.FromDays(30), "now").ShouldBeFalse();
        Session(isOwn: false, isStaff: true).IsTrustedAt(Now, "now").ShouldBeFalse();
    }

    private static AccountSession Session(bool isOwn, bool isStaff) => new()
    {
        Stamp = "now", Browser = "", System = "", Address = "", BeganAt = Now, LastUsedAt = Now, EndsAt = AccountSession.LimitOf(Now, isOwn), IsOwn = isOwn, IsStaff = isStaff,
    };
}
