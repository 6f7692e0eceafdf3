using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Children.Domain;
using NodaTime;

namespace Konnect.Modules.Children.Tests.Domain;

public sealed class GroupHistoryTests
{
    private static readonly LocalDate Today = new(2026, 11, 20);
    private static readonly Period TwoMonths = Period.FromMonths(2);

    [Fact]
    public void The_groups_of_today_come_before_those_that_come_and_those_that_were() =>
        On(Today, In("was", -90, -30), In("now", -10, null), In("soon", 10, null), In("also now", -5, 5)).Current.Select(g => g.GroupCode).ShouldBe(["now", "also now"]);

    [Fact]
    public void Without_one_today_the_next_one_tells_where_the_child_will_be()
    {
        var history = On(Today, In("was", -90, -30), In("later", 20, null), In("soon", 10, 40));
        history.Current.Single().GroupCode.ShouldBe("soon");
        (history.StartsOn, history.EndedOn).ShouldBe((Today.PlusDays(10), null));
    }

    [Fact]
    public void Else_the_last_one_tells_where_the_child_was()
    {
        var history = On(Today, In("first", -90, -60), In("last", -59, -1));
        history.Current.Single().GroupCode.ShouldBe("last");
        (history.StartsOn, history.EndedOn).ShouldBe((null, Today.PlusDays(-1)));
    }

    [Fact]
    public void Without_placements_there_is_nothing_to_tell() => On(Today).Current.ShouldBeEmpty();

    [Fact]
    public void The_last_day_of_a_placement_is_in_care() => On(Today, In("now", -10, 0)).EndedOn.ShouldBeNull();

    [Theory]
    [InlineData("2026-11-30", 2, "2027-01-30", true)]
    [InlineData("2026-11-30", 2, "2027-01-31", false)]
    [InlineData("2026-12-31", 2, "2027-02-28", true)]
    [InlineData("2026-12-31", 2, "2027-03-01", false)]
    [InlineData("2026-12-31", 0, "2026-12-31", true)]
    [InlineData("2026-12-31", 0, "2027-01-01", false)]
    [InlineData("2026-12-31", 6, "2027-06-30", true)]
    [InlineData("2026-12-31", 6, "2027-07-01", false)]
    public void Who_sees_a_unit_sees_the_child_until_some_months_after_the_end(string end, int months, string day, bool visible)
    {
        var history = On(Day(day), new ChildGroup(Guid.Empty, "A", "A", "L1", new(2026, 1, 1), Day(end), []));
        var afterEnd = Period.FromMonths(months);
        history.IsVisibleTo(Unit("A"), afterEnd).ShouldBe(visible);
        history.IsVisibleTo(Location("L1"), afterEnd).ShouldBe(visible);
        history.IsVisibleToOwn(afterEnd).ShouldBe(visible);
        history.IsVisibleTo(AccessScope.Everything, afterEnd).ShouldBeTrue();
    }

    [Fact]
    public void Who_sees_a_unit_sees_the_child_from_its_first_day()
    {
        On(Today, In("A", 1, null)).IsVisibleTo(Unit("A"), TwoMonths).ShouldBeFalse();
        On(Today, In("A", 0, null)).IsVisibleTo(Unit("A"), TwoMonths).ShouldBeTrue();
    }

    [Fact]
    public void Who_sees_a_location_sees_who_is_to_come() => On(Today, In("A", 100, null)).IsVisibleTo(Location("L1"), TwoMonths).ShouldBeTrue();

    [Fact]
    public void Other_units_and_locations_and_nobody_see_nothing()
    {
        var history = On(Today, In("A", -10, null));
        history.IsVisibleTo(Unit("B"), TwoMonths).ShouldBeFalse();
        history.IsVisibleTo(Location("L2"), TwoMonths).ShouldBeFalse();
        history.IsVisibleTo(AccessScope.Nothing, TwoMonths).ShouldBeFalse();
    }

    [Fact]
    public void Who_was_never_placed_is_for_who_sees_everything()
    {
        On(Today).IsVisibleTo(AccessScope.Everything, TwoMonths).ShouldBeTrue();
        On(Today).IsVisibleTo(Location("L1"), TwoMonths).ShouldBeFalse();
    }

    private static GroupHistory On(LocalDate day, params ChildGroup[] groups) => new(groups, day);

    private static ChildGroup In(string code, int from, int? to) => new(Guid.Empty, code, code, "L1", Today.PlusDays(from), to is { } days ? Today.PlusDays(days) : null, []);

    private static AccessScope Unit(string code) => new(false, [], [code]);

    private static AccessScope Location(string code) => new(false, [code], []);

    private static LocalDate Day(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;
}
