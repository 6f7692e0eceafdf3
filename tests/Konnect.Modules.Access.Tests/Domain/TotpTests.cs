using System.Text;
using Konnect.Modules.Access.Domain;
using NodaTime;

namespace Konnect.Modules.Access.Tests.Domain;

public sealed class TotpTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>RFC 6238, appendix B, SHA-1.</summary>
    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) =>
        Totp.CodeOf(Secret, Totp.StepAt(Instant.FromUnixTimeSeconds(seconds)), 8).ShouldBe(code);

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void A_code_is_good_in_its_half_minute_and_the_next(int steps, bool good)
    {
        var now = Instant.FromUtc(2026, 11, 20, 9, 0);
        var step = Totp.StepAt(now) + steps;
        Totp.StepOf(Secret, Totp.CodeOf(Secret, step), now).ShouldBe(good ? step : null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("٠١٢٣٤٥")]
    public void What_is_no_code_is_none(string typed) => Totp.StepOf(Secret, typed, Instant.FromUtc(2026, 11, 20, 9, 0)).ShouldBeNull();

    /// <summary>RFC 4648, section 10, without padding.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Secrets_are_written_in_base_32(string secret, string written) => Totp.Write(Encoding.ASCII.GetBytes(secret)).ShouldBe(written);

    [Fact]
    public void A_code_works_once_and_none_before_it_works_after_that()
    {
        var now = Instant.FromUtc(2026, 11, 20, 9, 0);
        var app = new Authenticator { Sealed = "" };
        var step = Totp.StepAt(now);
        app.Use(Secret, Totp.CodeOf(Secret, step), now).ShouldBeTrue();
        app.Use(Secret, Totp.CodeOf(Secret, step), now).ShouldBeFalse();
        app.Use(Secret, Totp.CodeOf(Secret, step - 1), now).ShouldBeFalse();
        app.Use(Secret, Totp.CodeOf(Secret, step + 1), now + Duration.FromSeconds(30)).ShouldBeTrue();
    }
}
