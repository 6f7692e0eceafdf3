using Konnect.Modules.Children.Domain;
using NodaTime;

namespace Konnect.Modules.Children.Tests.Domain;

public sealed class AgeTests
{
    [Theory]
    [InlineData("2024-05-10", "2026-05-09", 1, 11)]
    [InlineData("2024-05-10", "2026-05-10", 2, 0)]
    [InlineData("2024-05-10", "2026-06-09", 2, 0)]
    [InlineData("2024-05-10", "2026-06-10", 2, 1)]
    [InlineData("2026-05-10", "2026-05-10", 0, 0)]
    [InlineData("2024-02-29", "2026-02-28", 1, 11)]
    [InlineData("2024-02-29", "2026-03-01", 2, 0)]
    [InlineData("2024-02-29", "2028-02-29", 4, 0)]
    [InlineData("2026-01-31", "2026-02-28", 0, 0)]
    [InlineData("2026-01-31", "2026-03-01", 0, 1)]
    [InlineData("2025-12-31", "2026-01-01", 0, 0)]
    public void Counts_whole_years_and_months(string born, string on, int years, int months) =>
        Age.On(Day(born), Day(on)).ShouldBe(new Age(years, months));

    [Fact]
    public void There_is_none_before_the_birth() => Age.On(Day("2026-12-24"), Day("2026-12-23")).ShouldBeNull();

    private static LocalDate Day(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;
}
