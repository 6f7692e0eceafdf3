using Konnect.Modules.Access.Domain;
using NodaTime;

namespace Konnect.Modules.Access.Tests.Domain;

public sealed class TabletTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 20, 9, 0);
    private static readonly Guid Fatima = Guid.NewGuid();

    [Fact]
    public void Its_life_from_a_code_to_the_end()
    {
        var tablet = new Tablet { Name = "Wit", UnitCode = "L1-A", CreatedAt = Now };
        tablet.NewCode(Now).Length.ShouldBe(10);
        tablet.StateAt(Now).ShouldBe(TabletState.Waiting);
        tablet.StateAt(Now + Tablet.CodeTime).ShouldBe(TabletState.CodeOver);
        tablet.Enrol("Chrome, Android", "10.0.0.1", Now).Length.ShouldBe(43);
        tablet.StateAt(Now).ShouldBe(TabletState.Locked);
        tablet.Open(Fatima, "stamp", Now);
        tablet.StateAt(Now).ShouldBe(TabletState.Open);
        tablet.StateAt(Now + Tablet.Idle).ShouldBe(TabletState.Locked);
        tablet.Revoke(Now);
        tablet.StateAt(Now).ShouldBe(TabletState.Revoked);
        (tablet.SecretHash, tablet.AccountId, tablet.OpenedAt).ShouldBe((null, null, null));
    }

    [Fact]
    public void A_day_counts_from_the_first_PIN_after_a_lock()
    {
        var tablet = Opened();
        tablet.Open(Fatima, "stamp", Now + Duration.FromMinutes(20));
        tablet.OpenedAt.ShouldBe(Now);
        tablet.Lock();
        tablet.Open(Fatima, "stamp", Now + Duration.FromMinutes(25));
        tablet.OpenedAt.ShouldBe(Now + Duration.FromMinutes(25));
    }

    [Fact]
    public void The_clock_ends_first_who_is_at_it_and_then_the_view()
    {
        var tablet = Opened();
        tablet.Lapse(Now + Tablet.PersonalIdle - Duration.Epsilon).ShouldBeFalse();
        tablet.Lapse(Now + Tablet.PersonalIdle).ShouldBeTrue();
        (tablet.AccountId, tablet.OpenedAt).ShouldBe((null, Now));
        tablet.Lapse(Now + Tablet.PersonalIdle).ShouldBeFalse();
        tablet.Lapse(Now + Tablet.Idle).ShouldBeTrue();
        tablet.OpenedAt.ShouldBeNull();
    }

    private static Tablet Opened()
    {
        var tablet = new Tablet { Name = "Wit", UnitCode = "L1-A", CreatedAt = Now };
        tablet.Enrol("", "", Now);
        tablet.Open(Fatima, "stamp", Now);
        return tablet;
    }
}
