using Konnect.BuildingBlocks.Infrastructure.Mail;
using Konnect.Testing;
using NodaTime;

namespace Konnect.Host.Tests.Mail;

/// <summary>Letters as they reach a mail server.</summary>
public sealed class SmtpMailerTests
{
    private static readonly Letter Letter = new("ilse.bos@example.org", "Één nieuw wachtwoord, en een onderwerp dat langer is dan een regel mag zijn", "Dag Ilse,\n.\n..een punt\nvéél groeten");

    [Fact]
    public async Task A_letter_arrives_as_it_was_written()
    {
        await using var server = new FakeMailServer();
        await SendAsync($"smtp://127.0.0.1:{server.Port}?from=konnect@example.org", Letter);
        var letter = server.Letters.ShouldHaveSingleItem();
        letter.ShouldContain("From: <konnect@example.org>\r\n");
        letter.ShouldContain("To: <ilse.bos@example.org>\r\n");
        letter.ShouldContain("Date: Fri, 20 Nov 2026 09:00:00 +0000\r\n");
        letter.Split("\r\n").ShouldAllBe(line => line.Length <= 76 && line.All(c => c < 128));
        (await server.TextAsync()).ShouldBe(Letter.Text.ReplaceLineEndings("\r\n"));
        server.Said.ShouldBe(["EHLO example.org", "MAIL FROM:<konnect@example.org>", "RCPT TO:<ilse.bos@example.org>", "DATA", "QUIT"]);
    }

    [Fact]
    public async Task It_signs_in_where_that_is_asked()
    {
        await using var server = new FakeMailServer();
        await SendAsync($"smtp://konnect%40example.org:s%3Acret@127.0.0.1:{server.Port}", Letter);
        server.Said.ShouldContain($"AUTH PLAIN {Convert.ToBase64String("\0konnect@example.org\0s:cret"u8)}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_certificate_that_nobody_vouches_for_gets_no_letter_and_no_password(bool encrypted)
    {
        using var certificate = Certificates.Make();
        await using var server = new FakeMailServer(certificate, encrypted);
        var fault = await Should.ThrowAsync<MailException>(() => SendAsync($"{(encrypted ? "smtps" : "smtp")}://user:secret@127.0.0.1:{server.Port}?from=konnect@example.org", Letter));
        fault.Message.ShouldContain("AuthenticationException");
        server.Letters.ShouldBeEmpty();
        server.Said.ShouldNotContain(line => line.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("user:secret@")]
    public async Task A_server_elsewhere_that_encrypts_nothing_gets_no_letter_and_no_password(string user)
    {
        await using var server = new FakeMailServer();
        // This machine too, by a name that does not say so.
        var fault = await Should.ThrowAsync<MailException>(() => SendAsync($"smtp://{user}0.0.0.0:{server.Port}?from=konnect@example.org", Letter));
        fault.Message.ShouldBe("The mail server 0.0.0.0 encrypts nothing: no letter and no password is sent to it.");
        server.Said.ShouldBe(["EHLO example.org"]);
    }

    [Fact]
    public async Task A_refusal_is_a_fault_without_the_address()
    {
        await using var server = new FakeMailServer { RefusesAll = true };
        var fault = await Should.ThrowAsync<MailException>(() => SendAsync($"smtp://127.0.0.1:{server.Port}?from=konnect@example.org", Letter));
        fault.Message.ShouldBe("The mail server 127.0.0.1 answered 550 instead of 250.");
    }

    [Theory]
    [InlineData("ilse@example.org>\r\nRCPT TO:<other@example.org")]
    [InlineData("ilse")]
    [InlineData("")]
    public async Task An_address_adds_no_command(string address) =>
        (await Should.ThrowAsync<MailException>(() => SendAsync("smtp://127.0.0.1:1?from=konnect@example.org", Letter with { To = address }))).Message.ShouldBe("The address cannot be written to.");

    [Fact]
    public async Task No_server_is_a_fault()
    {
        var server = new FakeMailServer();
        var port = server.Port;
        await server.DisposeAsync();
        (await Should.ThrowAsync<MailException>(() => SendAsync($"smtp://127.0.0.1:{port}?from=konnect@example.org", Letter))).Message.ShouldContain("cannot be reached");
    }

    [Theory]
    [InlineData("smtp://u%40example.org:p@mail.example.org", "mail.example.org", 587, false, "u@example.org")]
    [InlineData("smtps://u:p@mail.example.org?from=konnect@example.org", "mail.example.org", 465, true, "konnect@example.org")]
    [InlineData("smtp://localhost:2525?from=konnect@example.org", "localhost", 2525, false, "konnect@example.org")]
    public void A_setting_names_a_server(string text, string host, int port, bool encrypted, string from) =>
        MailSettings.Parse(text)!.ShouldSatisfyAllConditions(m => m.Host.ShouldBe(host), m => m.Port.ShouldBe(port), m => m.IsEncrypted.ShouldBe(encrypted), m => m.From.ShouldBe(from));

    [Theory]
    [InlineData("mail.example.org")]
    [InlineData("http://mail.example.org")]
    [InlineData("smtp://mail.example.org")]
    [InlineData("smtp://user@mail.example.org?from=konnect@example.org")]
    [InlineData("smtp://mail.example.org?from=nobody")]
    public void What_names_none_is_none(string text) => MailSettings.Parse(text).ShouldBeNull();

    private static Task SendAsync(string settings, Letter letter) =>
        new SmtpMailer(MailSettings.Parse(settings)!, new TestClock(Instant.FromUtc(2026, 11, 20, 9, 0))).SendAsync(letter, CancellationToken.None);
}
