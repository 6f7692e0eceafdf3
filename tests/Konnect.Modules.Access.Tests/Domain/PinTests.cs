using Konnect.Modules.Access.Domain;

namespace Konnect.Modules.Access.Tests.Domain;

public sealed class PinTests
{
    [Theory]
    [InlineData("270915", null)]
    [InlineData("123456", "access.pin-easy")]
    [InlineData("567890", "access.pin-easy")]
    [InlineData("654321", "access.pin-easy")]
    [InlineData("098765", "access.pin-easy")]
    [InlineData("777777", "access.pin-easy")]
    [InlineData("121212", "access.pin-easy")]
    [InlineData("482482", "access.pin-easy")]
    [InlineData("", "access.pin-not-six-digits")]
    [InlineData("1234567", "access.pin-not-six-digits")]
    [InlineData("٢٧٠٩١٥", "access.pin-not-six-digits")]
    public void What_is_guessed_first_is_refused(string pin, string? refusal) => Pin.Refusal(pin).ShouldBe(refusal);

    [Fact]
    public void Of_all_a_million_few_are_refused()
    {
        // One digit 10, two digits 45 × 62, rows 6 + 6, halves alike with three digits 720.
        Enumerable.Range(0, 1_000_000).Count(i => Pin.Refusal(i.ToString("D6", System.Globalization.CultureInfo.InvariantCulture)) is not null).ShouldBe(10 + (45 * 62) + 12 + 720);
    }
}
