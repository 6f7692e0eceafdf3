using Konnect.Modules.Attendance.Domain.Ratio;

namespace Konnect.Modules.Attendance.Tests.Domain.Ratio;

public class AloneRuleTests
{
    [Theory]
    [InlineData(0, 0, 1, 0, nameof(Alone.No))]
    [InlineData(3, 1, 1, 0, nameof(Alone.StandIn))]
    [InlineData(3, 1, 1, 2, nameof(Alone.StandIn))]
    [InlineData(3, 1, 2, 0, nameof(Alone.No))]
    [InlineData(6, 2, 1, 0, nameof(Alone.SecondAdult))]
    [InlineData(6, 2, 1, 1, nameof(Alone.No))]
    [InlineData(6, 3, 2, 0, nameof(Alone.No))]
    public void One_alone_needs_a_stand_in_or_a_second_adult(int children, int required, int staff, int others, string expected) =>
        AloneRule.Of(children, required, staff, others).ToString().ShouldBe(expected);
}
