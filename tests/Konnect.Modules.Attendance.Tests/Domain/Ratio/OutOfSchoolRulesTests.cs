using Konnect.Modules.Attendance.Domain.Ratio;

namespace Konnect.Modules.Attendance.Tests.Domain.Ratio;

public class OutOfSchoolRulesTests
{
    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(10, 0, 1)]
    [InlineData(11, 0, 2)]
    [InlineData(0, 12, 1)]
    [InlineData(0, 13, 2)]
    [InlineData(9, 1, 1)]
    [InlineData(9, 2, 2)]
    [InlineData(20, 0, 2)]
    [InlineData(0, 24, 2)]
    [InlineData(12, 14, 3)]
    [InlineData(0, 60, 5)]
    [InlineData(50, 0, 5)]
    [InlineData(50, 1, 6)]
    public void A_location_needs_the_sum_of_tenths_and_83_thousandths_rounded_up(int under7, int from7, int required) =>
        RatioRuleSets.Named("bso-2024-07").Require(new(0, 0, 0, 0, under7, from7)).ShouldBe(new(required, RatioRule.OutOfSchool));

    [Fact]
    public void A_child_younger_than_four_counts_with_those_of_four_to_six() =>
        RatioRuleSets.Named("bso-2024-07").Explain(new(0, 0, 0, 2, 8, 1)).SumInThousandths.ShouldBe(1083);
}

public class BasicGroupRulesTests
{
    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(10, 0, 1)]
    [InlineData(11, 0, 2)]
    [InlineData(20, 0, 2)]
    [InlineData(21, 0, null)]
    [InlineData(0, 12, 1)]
    [InlineData(0, 13, 2)]
    [InlineData(0, 24, 2)]
    [InlineData(0, 25, 3)]
    [InlineData(0, 30, 3)]
    [InlineData(0, 31, null)]
    [InlineData(9, 2, 1)]
    [InlineData(10, 1, 2)]
    [InlineData(9, 3, 2)]
    [InlineData(18, 4, 2)]
    [InlineData(19, 1, null)]
    [InlineData(18, 5, null)]
    public void A_group_follows_table_2(int under7, int from7, int? required) =>
        RatioRuleSets.Named("bso-2019").Require(new(0, 0, 0, 0, under7, from7))
            .ShouldBe(new(required, required is null ? RatioRule.Oversize : RatioRule.Table2));

    [Fact]
    public void A_child_younger_than_four_counts_with_those_of_four_to_six() =>
        RatioRuleSets.Named("bso-2019").Require(new(0, 0, 0, 1, 9, 1)).Required.ShouldBe(2);
}
