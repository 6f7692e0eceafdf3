using Konnect.Host.Hosting;
using Microsoft.Extensions.Configuration;
using Shouldly;

namespace Konnect.Host.Tests;

/// <summary>Families' data goes in plain HTTP to nobody but this machine, unless somebody said so; and a setting that can't be used is refused by its name.</summary>
public class TransportTests
{
    [Theory]
    [InlineData("http://localhost:5080")]
    [InlineData("http://127.0.0.1:5080")]
    [InlineData("http://[::1]:5080")]
    [InlineData("https://0.0.0.0:443")]
    public void What_stays_here_or_is_encrypted_needs_nothing(string url) => Should.NotThrow(() => Transport.Check(Settings(), [url]));

    [Theory]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://*:5080")]
    [InlineData("http://[::]:5080")]
    [InlineData("http://192.0.2.7")]
    [InlineData("http://127.0.0.1.example:80")]
    public void Plain_http_to_others_is_refused_with_the_three_ways_out(string url) =>
        Should.Throw<SettingsException>(() => Transport.Check(Settings(), ["http://localhost:5080", url])).Message
            .ShouldSatisfyAllConditions(m => m.ShouldStartWith(url), m => m.ShouldContain("KONNECT__CERTIFICATE="), m => m.ShouldContain("KONNECT__PROXY="), m => m.ShouldContain("KONNECT__PLAINHTTP=yes"));

    [Theory]
    [InlineData("Certificate", "cert.pem;key.pem")]
    [InlineData("Proxy", "10.0.0.0/8")]
    [InlineData("PlainHttp", "yes")]
    public void Each_of_the_three_is_enough(string setting, string value) => Should.NotThrow(() => Transport.Check(Settings((setting, value)), ["http://0.0.0.0:5080"]));

    [Fact]
    public void A_proxy_that_is_no_network_is_refused_by_name() =>
        Should.Throw<SettingsException>(() => Settings(("Proxy", "the one in the cellar"))).Message.ShouldContain("KONNECT__PROXY");

    [Theory]
    [InlineData("50000", 50000L)]
    [InlineData("", null)]
    public void Pages_of_the_feed_have_a_number_of_rows(string value, long? rows) => Settings(("FeedPage", value)).FeedPage.ShouldBe(rows);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("many")]
    public void What_is_no_number_of_rows_is_refused_by_name(string value) =>
        Should.Throw<SettingsException>(() => Settings(("FeedPage", value))).Message.ShouldContain("KONNECT__FEEDPAGE");

    [Fact]
    public void The_limits_of_an_hour_are_usual_or_chosen()
    {
        (Settings().Limits.Files, Settings().Limits.Rows).ShouldBe((60L, 20_000L));
        var chosen = Settings(("Limits:Files", "5"), ("Limits:Rows", "70")).Limits;
        (chosen.Files, chosen.Rows).ShouldBe((5L, 70L));
    }

    [Theory]
    [InlineData("Files", "0")]
    [InlineData("Files", "a few")]
    [InlineData("Rows", "-1")]
    public void A_limit_that_is_no_number_is_refused_by_name(string name, string value) =>
        Should.Throw<SettingsException>(() => Settings(($"Limits:{name}", value))).Message.ShouldStartWith($"KONNECT__LIMITS__{name.ToUpperInvariant()}:");

    [Fact]
    public void A_master_key_comes_from_the_environment_or_a_file_and_is_long_enough()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, new string('k', 44) + "\n");
        Settings(("KeyFile", file)).MasterKey!.Decrypt(Settings(("Key", new string('k', 44))).MasterKey!.Encrypt([1, 2])).ShouldBe([1, 2]);
        Settings().MasterKey.ShouldBeNull();
        Should.Throw<SettingsException>(() => Settings(("Key", "short"))).Message.ShouldStartWith("KONNECT__KEY:");
        Should.Throw<SettingsException>(() => Settings(("KeyFile", "/nowhere"))).Message.ShouldStartWith("KONNECT__KEYFILE:");
        Should.Throw<SettingsException>(() => Settings(("KeyFile", file), ("Key", new string('k', 44)))).Message.ShouldContain("both");
        File.Delete(file);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("required", true)]
    [InlineData("optional", false)]
    public void A_second_factor_is_required_unless_somebody_says_otherwise(string value, bool required) => Settings(("SecondFactor", value)).SignIn.SecondFactorRequired.ShouldBe(required);

    [Fact]
    public void What_is_no_answer_to_that_is_refused_by_name() =>
        Should.Throw<SettingsException>(() => Settings(("SecondFactor", "no"))).Message.ShouldContain("KONNECT__SECONDFACTOR");

    [Fact]
    public void A_mail_server_needs_the_address_that_letters_lead_to()
    {
        Settings(("Smtp", "smtp://mail.example.org?from=konnect@example.org"), ("Address", "https://konnect.example.org")).Mail.ShouldNotBeNull();
        Should.Throw<SettingsException>(() => Settings(("Smtp", "smtp://mail.example.org?from=konnect@example.org"))).Message.ShouldContain("KONNECT__ADDRESS");
        Should.Throw<SettingsException>(() => Settings(("Address", "konnect.example.org"))).Message.ShouldContain("KONNECT__ADDRESS");
    }

    [Fact]
    public void A_mail_server_that_is_none_is_refused_without_its_password() =>
        Should.Throw<SettingsException>(() => Settings(("Smtp", "smtp://user:secret@"), ("Address", "https://konnect.example.org"))).Message
            .ShouldSatisfyAllConditions(m => m.ShouldContain("KONNECT__SMTP"), m => m.ShouldNotContain("secret"));

    private static KonnectSettings Settings(params (string Name, string Value)[] given) => KonnectSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(given.Select(s => KeyValuePair.Create<string, string?>($"Konnect:{s.Name}", s.Value))).Build(), "data", allowFixedClock: true);
}
