using System.Net;
using System.Text.RegularExpressions;
using Konnect.Testing;

namespace Konnect.Host.Tests.Mail;

/// <summary>Letters through a mail server that others wrote, encrypted, its certificate vouched for: from a password that was forgotten to another one.</summary>
public sealed partial class MailProgramTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("konnect-mail-");

    public void Dispose() => directory.Delete(recursive: true);

    [MailTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_forgot_the_password_gets_a_letter_over_an_encrypted_connection_and_chooses_another(bool encrypted)
    {
        await using var mail = await MailProgram.StartAsync(directory, encrypted);
        var data = directory.CreateSubdirectory("data").FullName;
        await using var host = await KonnectProcess.ServeAsync(
            "demo", data, "2026-11-20T10:00", "optional",
            ("KONNECT__SMTP", $"{(encrypted ? "smtps" : "smtp")}://localhost:{mail.Port}?from=konnect@example.org"), ("KONNECT__ADDRESS", "https://konnect.example.org"), ("SSL_CERT_FILE", MailProgram.CertificateIn(directory)));
        using var client = new PageClient(host.Address);
        using (var asked = await client.SendAsync("/forgotten", await client.PageAsync("/forgotten"), "forgotten", ("Input.Email", "office@regenboog.example")))
            asked.StatusCode.ShouldBe(HttpStatusCode.OK);
        var path = Link().Match(await mail.TextAsync()).Groups[1].Value;
        path.ShouldStartWith("/invitation/");
        using (var chosen = await client.SendAsync(path, await client.PageAsync(path), "accept", ("Input.Password", "groen trommel anker")))
            chosen.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var again = new PageClient(host.Address);
        await again.SignInAsync("office@regenboog.example", "groen trommel anker");
    }

    [GeneratedRegex(@"https://konnect\.example\.org(/\S+)")]
    private static partial Regex Link();
}
