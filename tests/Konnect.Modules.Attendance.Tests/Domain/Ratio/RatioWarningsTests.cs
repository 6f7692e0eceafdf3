using Konnect.Modules.Attendance.Domain.Ratio;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.Domain.Ratio;

public class RatioWarningsTests
{
    [Theory]
    [InlineData(2021, 12, 31, 8, 2)]
    [InlineData(2022, 1, 1, 8, 4)]
    [InlineData(2022, 1, 1, 9, 4)]
    [InlineData(2026, 11, 19, 1, 0)]
    public void Trainees_are_at_most_half_of_the_minima_and_before_2022_a_third(int year, int month, int day, int minima, int most)
    {
        var date = new LocalDate(year, month, day);

        RatioWarnings.MostTrainees(date, minima).ShouldBe(most);
        RatioWarnings.Trainees(date, most, minima).ShouldBeNull();
        RatioWarnings.Trainees(date, most + 1, minima)!.Args.ShouldBe([most + 1, most]);
    }

    [Theory]
    [InlineData(9, 1, true)]
    [InlineData(8, 1, false)]
    [InlineData(9, 0, false)]
    public void More_than_eight_babies_among_older_children_are_a_warning(int babies, int older, bool warns) =>
        (RatioWarnings.UnderOnes(new(babies, older, 0, 0)) is not null).ShouldBe(warns);

    [Theory]
    [InlineData(30, false)]
    [InlineData(31, true)]
    public void A_basic_group_holds_thirty(int children, bool warns) => (RatioWarnings.BasicGroup(children) is not null).ShouldBe(warns);

    [Theory]
    [InlineData(2024, 7, 1, "kdv", 1, 0, true)]
    [InlineData(2024, 6, 30, "kdv", 1, 0, false)]
    [InlineData(2024, 7, 1, "kdv", 1, 1, false)]
    [InlineData(2024, 7, 1, "kdv", 0, 0, false)]
    [InlineData(2024, 7, 1, "bso", 1, 0, false)]
    public void A_trainee_in_day_care_needs_a_qualified_colleague_that_day(int year, int month, int day, string care, int trainees, int qualified, bool warns) =>
        (RatioWarnings.TraineeWithoutQualified(new(year, month, day), RatioCares.Parse(care), trainees, qualified) is not null).ShouldBe(warns);
}
