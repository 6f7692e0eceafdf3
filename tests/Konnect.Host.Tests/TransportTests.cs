using Konnect.Host.Hosting;
using Konnect.Testing;
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
    [InlineData("Host=db.example.org;Database=konnect")]
    [InlineData("Host=db.example.org;Database=konnect;SSL Mode=Require")]
    [InlineData("Host=db.example.org;Database=konnect;SSL Mode=VerifyCA")]
    [InlineData("Host=127.0.0.1,10.0.0.8;Database=konnect")]
    [InlineData("Host=10.0.0.8:5433;Database=konnect")]
    public void A_database_elsewhere_is_spoken_to_encrypted_and_proves_who_it_is(string postgres) =>
        Should.Throw<SettingsException>(() => Settings(("Database", postgres))).Message
            .ShouldSatisfyAllConditions(m => m.ShouldContain("SSL Mode=VerifyFull"), m => m.ShouldContain("KONNECT__PLAINDATABASE=yes"));

    [Theory]
    [InlineData("Host=db.example.org;Database=konnect;SSL Mode=VerifyFull", "")]
    [InlineData("Host=db;Database=konnect", "yes")]
    [InlineData("Host=localhost;Database=konnect", "")]
    [InlineData("Host=127.0.0.1:5433;Database=konnect", "")]
    [InlineData("Host=::1;Database=konnect", "")]
    [InlineData("Host=/var/run/postgresql;Database=konnect", "")]
    public void On_this_machine_and_where_somebody_said_so_it_needs_nothing(string postgres, string plain) =>
        Settings(("Database", postgres), ("PlainDatabase", plain)).Postgres.ShouldBe(postgres);

    [Fact]
    public void What_is_no_connection_string_is_refused_without_its_password() =>
        Should.Throw<SettingsException>(() => Settings(("Database", "Password=secret;Nonsense=1"))).Message
            .ShouldSatisfyAllConditions(m => m.ShouldStartWith("KONNECT__DATABASE"), m => m.ShouldNotContain("secret"));

    [Theory]
    [InlineData("Database", "Host=localhost;Database=konnect")]
    [InlineData("Smtp", "smtp://mail.example.org?from=konnect@example.org")]
    [InlineData("Certificate", "cert.pfx;password")]
    public void A_setting_with_a_password_may_lie_in_a_file(string name, string value)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, value + "\n");
        var address = ("Address", "https://konnect.example.org");
        var (read, given) = (Settings(($"{name}File", file), address), Settings((name, value), address));
        (read.Postgres, read.Mail, read.Certificate).ShouldBe((given.Postgres, given.Mail, given.Certificate));
        (read.Postgres ?? read.Mail?.Host ?? read.Certificate).ShouldNotBeNull();
        Should.Throw<SettingsException>(() => Settings(($"{name}File", file), (name, value), address)).Message.ShouldContain("both");
        Should.Throw<SettingsException>(() => Settings(($"{name}File", "/nowhere"), address)).Message.ShouldStartWith($"KONNECT__{name.ToUpperInvariant()}FILE:");
        File.WriteAllText(file, "");
        Should.Throw<SettingsException>(() => Settings(($"{name}File", file), address)).Message.ShouldContain("is empty");
        File.Delete(file);
    }

    [Fact]
    public void With_a_certificate_of_its_own_it_speaks_two_versions_of_tls()
    {
        using var certificate = Certificates.Make();
        var https = new Microsoft.AspNetCore.Server.Kestrel.Https.HttpsConnectionAdapterOptions();
        Transport.Encrypt(https, certificate);
        https.SslProtocols.ShouldBe(System.Security.Authentication.SslProtocols.Tls12 | System.Security.Authentication.SslProtocols.Tls13);
        https.ServerCertificate.ShouldBe(certificate);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("subdomains", true)]
    [InlineData("host", false)]
    public void Hosts_below_its_name_are_for_https_only_unless_somebody_says_otherwise(string value, bool all)
    {
        Settings(("Hsts", value)).HstsOfSubdomains.ShouldBe(all);
        Should.Throw<SettingsException>(() => Settings(("Hsts", "never"))).Message.ShouldContain("KONNECT__HSTS");
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("yes", true)]
    [InlineData("no", false)]
    public void Tables_are_changed_at_start_unless_somebody_says_otherwise(string value, bool migrates)
    {
        Settings(("Migrate", value)).Database.Migrates.ShouldBe(migrates);
        Should.Throw<SettingsException>(() => Settings(("Migrate", "later"))).Message.ShouldContain("KONNECT__MIGRATE");
    }

    [Fact]
    public void Requests_of_a_minute_are_limited_unless_time_stands_still()
    {
        Settings().Requests.ShouldBe(600);
        Settings(("Limits:Requests", "50")).Requests.ShouldBe(50);
        Settings(("Limits:Requests", "50"), ("Clock", "2026-11-20T10:00")).Requests.ShouldBeNull();
        Should.Throw<SettingsException>(() => Settings(("Limits:Requests", "0"))).Message.ShouldStartWith("KONNECT__LIMITS__REQUESTS:");
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("0", 0)]
    [InlineData("24", 24)]
    public void What_has_ended_stays_in_sight_as_long_as_is_set(string value, int months) => Settings(("MonthsAfterEnd", value)).Visibility.MonthsAfterEnd.ShouldBe(months);

    [Theory]
    [InlineData("25")]
    [InlineData("-1")]
    [InlineData("two")]
    public void Months_that_are_none_are_refused_by_name(string value) =>
        Should.Throw<SettingsException>(() => Settings(("MonthsAfterEnd", value))).Message.ShouldContain("KONNECT__MONTHSAFTEREND");

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
