using Konnect.Modules.Children.Domain;

namespace Konnect.Modules.Children.Tests.Domain;

public sealed class PermitCodeTests
{
    [Fact]
    public void A_code_is_four_digits_each_as_likely_as_every_other()
    {
        const int drawn = 200_000;
        var counts = new int[4, 10];
        var seen = new HashSet<string>();
        for (var i = 0; i < drawn; i++)
        {
            var code = PermitCode.Draw();
            (code.Length, code.All(char.IsAsciiDigit)).ShouldBe((4, true));
            seen.Add(code);
            for (var place = 0; place < 4; place++)
                counts[place, code[place] - '0']++;
        }

        seen.Count.ShouldBe(10_000, "the smallest ones, with noughts before, as well");
        // Chi-square with 9 degrees of freedom: more than 40 by chance once in a hundred thousand times.
        for (var place = 0; place < 4; place++)
            Enumerable.Range(0, 10).Sum(digit => Math.Pow(counts[place, digit] - (drawn / 10.0), 2) / (drawn / 10.0)).ShouldBeLessThan(40, $"place {place}");
    }

    [Theory]
    [InlineData("0007", "0007")]
    [InlineData(" 48 21 ", "4821")]
    [InlineData("482", null)]
    [InlineData("48211", null)]
    [InlineData("48-2", null)]
    [InlineData("４８２１", null)]
    [InlineData(null, null)]
    public void What_is_typed_is_a_code_or_is_none(string? typed, string? code) => PermitCode.Read(typed).ShouldBe(code);
}
