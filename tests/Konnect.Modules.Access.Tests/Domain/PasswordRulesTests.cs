using Konnect.Modules.Access.Domain;

namespace Konnect.Modules.Access.Tests.Domain;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("paars fietsbel kompas")]
    [InlineData("4829175036-71")]
    [InlineData("een lange zin zonder hoofdletter")]
    [InlineData("xK9#mQ2$vL7p")]
    public void A_long_password_that_nobody_tries_first_is_good(string password) =>
        PasswordRules.Refusal(password, "fatima.demir@regenboog.nl", "Fatima Demir").ShouldBeNull();

    [Fact]
    public void Eleven_characters_are_too_few_and_twelve_enough()
    {
        PasswordRules.Refusal("xK9#mQ2$vL7", "", "").ShouldBe("access.password-too-short");
        PasswordRules.Refusal("xK9#mQ2$vL7p", "", "").ShouldBeNull();
    }

    [Fact]
    public void More_than_128_characters_are_too_many()
    {
        var longest = string.Concat(Enumerable.Range(0, 128).Select(i => (char)('!' + i % 90)));
        PasswordRules.Refusal(longest, "", "").ShouldBeNull();
        PasswordRules.Refusal(longest + "x", "", "").ShouldBe("access.password-too-long");
    }

    [Theory]
    [InlineData("password1234")]
    [InlineData("P@ssw0rd2026!")]
    [InlineData("wachtwoord123")]
    [InlineData("Welkom01Welkom01")]
    [InlineData("Zomer2026!!!")]
    [InlineData("qwertyuiop123")]
    [InlineData("1q2w3e4r5t6y")]
    [InlineData("123456789012")]
    [InlineData("987654321098")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("121212121212")]
    [InlineData("kinderopvang1")]
    [InlineData("konnect-konnect")]
    [InlineData("ikhouvanjou")]
    public void What_everybody_tries_first_is_refused(string password) =>
        PasswordRules.Refusal(password.PadRight(12, '1'), "", "").ShouldBe("access.password-common");

    [Fact]
    public void The_commonest_of_twelve_characters_and_more_are_refused()
    {
        using var reader = new StreamReader(typeof(PasswordRules).Assembly.GetManifestResourceStream("Konnect.Modules.Access.Domain.CommonPasswords.txt")!);
        var commonest = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        commonest.Distinct().Count().ShouldBeGreaterThan(3000);
        commonest.ShouldAllBe(password => password.Length >= PasswordRules.Shortest && PasswordRules.Refusal(password, "", "") == "access.password-common");
    }

    [Theory]
    [InlineData("Manchester United")]
    [InlineData("you-will-never-walk-alone")]
    [InlineData("Ajax.Amsterdam")]
    [InlineData("ik hou van mama")]
    [InlineData("CorrectHorseBatteryStaple")]
    [InlineData("feyenoord1908")]
    public void A_common_one_is_known_in_capitals_and_with_spaces_too(string password) =>
        PasswordRules.Refusal(password, "", "").ShouldBe("access.password-common");

    [Theory]
    [InlineData("fatima is vrolijk")]
    [InlineData("xxDEMIRxx-8472")]
    [InlineData("zo mooi als de regenboog")]
    [InlineData("fatima.demir@regenboog.nl")]
    public void The_own_name_and_address_are_refused(string password) =>
        PasswordRules.Refusal(password, "fatima.demir@regenboog.nl", "Fatima Demir").ShouldBe("access.password-own");

    [Fact]
    public void Short_parts_of_a_name_do_not_count() =>
        PasswordRules.Refusal("bosbessen op de taart", "jan.bos@kdv.nl", "Jan Bos").ShouldBeNull();
}
