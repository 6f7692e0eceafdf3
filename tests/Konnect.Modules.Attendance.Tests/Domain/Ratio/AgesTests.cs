using Konnect.Modules.Attendance.Domain.Ratio;
using NodaTime.Text;

namespace Konnect.Modules.Attendance.Tests.Domain.Ratio;

public class AgesTests
{
    [Theory]
    [InlineData("2025-11-20", "2026-11-19", 0, "0")]
    [InlineData("2025-11-19", "2026-11-19", 1, "1")]
    [InlineData("2022-11-20", "2026-11-19", 3, "3")]
    [InlineData("2022-11-19", "2026-11-19", 4, "4-6")]
    [InlineData("2019-11-20", "2026-11-19", 6, "4-6")]
    [InlineData("2019-11-19", "2026-11-19", 7, "7+")]
    [InlineData("2024-02-29", "2025-02-28", 0, "0")]
    [InlineData("2024-02-29", "2025-03-01", 1, "1")]
    [InlineData("2024-02-29", "2028-02-28", 3, "3")]
    [InlineData("2024-02-29", "2028-02-29", 4, "4-6")]
    [InlineData("2027-01-01", "2026-11-19", 0, "0")]
    public void A_birthday_counts_from_that_day_and_29_February_from_1_March(string birthDate, string date, int years, string code)
    {
        var (born, on) = (LocalDatePattern.Iso.Parse(birthDate).Value, LocalDatePattern.Iso.Parse(date).Value);

        Ages.YearsOn(born, on).ShouldBe(years);
        Ages.ClassOn(born, on).Code().ShouldBe(code);
    }
}
