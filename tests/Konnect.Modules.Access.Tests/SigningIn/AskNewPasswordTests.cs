using System.Net;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.Modules.Access.Accounts;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.SigningIn;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Modules.Access.Tests.SigningIn;

public sealed class AskNewPasswordTests
{
    private static readonly SignInSettings SignIn = KonnectHost.ByPassword with { Address = new("https://konnect.example.org") };

    [Fact]
    public async Task The_link_in_the_letter_chooses_another_password_once()
    {
        await using var mail = new FakeMailServer();
        await using var host = await ServeAsync(mail);
        using var old = await host.SignedInAsync();
        using var visitor = new Visitor(host);
        await visitor.OpenAsync("/sign-in");
        await visitor.OpenAsync(visitor.Page.QuerySelector("main a[href='/forgotten']")!.GetAttribute("href")!);
        await visitor.SubmitAsync("forgotten", ("Input.Email", " ILSE.bos@example.org "));
        var text = await mail.TextAsync();
        text.ShouldStartWith("Dag Ilse Bos,");
        var link = text.Split("\r\n").Single(line => line.StartsWith("https://konnect.example.org/invitation/", StringComparison.Ordinal));
        await visitor.OpenAsync(new Uri(link).AbsolutePath);
        await visitor.SubmitAsync("accept", ("Input.Password", "gele regenjas in mei"));
        visitor.Refusals.ShouldBeEmpty();
        await old.OpenAsync("/profile");
        old.Address.ShouldStartWith("/sign-in");
        await visitor.OpenAsync(new Uri(link).AbsolutePath);
        visitor.Answer.StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await host.SignedInAsync(password: "gele regenjas in mei")).Dispose();
    }

    [Fact]
    public async Task Nobody_learns_who_has_an_account()
    {
        await using var mail = new FakeMailServer();
        await using var host = await ServeAsync(mail);
        using var visitor = new Visitor(host);
        var texts = new List<string>();
        foreach (var email in new[] { "ilse.bos@example.org", "nobody@example.org" })
        {
            await visitor.OpenAsync("/forgotten");
            await visitor.SubmitAsync("forgotten", ("Input.Email", email));
            visitor.Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            texts.Add(visitor.Text);
        }

        texts[1].ShouldBe(texts[0]);
        await mail.TextAsync();
        mail.Letters.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_link_works_for_an_hour()
    {
        await using var mail = new FakeMailServer();
        await using var host = await ServeAsync(mail);
        await WriteAsync(host, "ilse.bos@example.org");
        var path = PathIn(await mail.TextAsync());
        using var visitor = new Visitor(host);
        host.Clock.Advance(Duration.FromMinutes(59));
        await visitor.OpenAsync(path);
        visitor.Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        host.Clock.Advance(Duration.FromMinutes(1));
        await visitor.OpenAsync(path);
        visitor.Answer.StatusCode.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task Who_asks_again_and_again_gets_a_letter_in_five_minutes()
    {
        await using var mail = new FakeMailServer();
        await using var host = await ServeAsync(mail);
        await WriteAsync(host, "ilse.bos@example.org");
        await WriteAsync(host, "ilse.bos@example.org");
        mail.Letters.Count.ShouldBe(1);
        host.Clock.Advance(Duration.FromMinutes(5));
        await WriteAsync(host, "ilse.bos@example.org");
        mail.Letters.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Who_is_blocked_or_only_invited_gets_none()
    {
        await using var mail = new FakeMailServer();
        await using var host = await ServeAsync(mail);
        var omar = await host.AddAsync("omar@example.org", Roles.Office);
        await host.SendAsync(new BlockAccount.Command(omar));
        await host.SendAsync(new AddAccount.Command("noor@example.org", null, [Roles.Office], [], []));
        foreach (var email in new[] { "omar@example.org", "noor@example.org", "nobody@example.org" })
            await WriteAsync(host, email);
        mail.Letters.ShouldBeEmpty();
        (await host.ReadAsync(db => db.Accounts.CountAsync(a => a.InvitationHash != null))).ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_mail_server_the_page_says_whom_to_ask()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = new Visitor(host);
        await visitor.OpenAsync("/forgotten");
        visitor.Text.ShouldContain("Vraag de beheerder van je organisatie om een nieuwe link.");
        visitor.Page.QuerySelector("input[type=email]").ShouldBeNull();
        (await host.SendAsync(new AskNewPassword.Command("ilse.bos@example.org"))).Errors[0].Code.ShouldBe("access.no-mail");
    }

    private static async Task<KonnectHost> ServeAsync(FakeMailServer mail)
    {
        var host = await KonnectHost.ServeAsync(signIn: SignIn, smtp: $"smtp://127.0.0.1:{mail.Port}?from=konnect@example.org");
        await host.AddAsync("ilse.bos@example.org", Roles.Administrator, Roles.Office);
        return host;
    }

    private static Task WriteAsync(KonnectHost host, string email) => host.Services.GetRequiredService<AccountLetters>().WriteAsync(email, CancellationToken.None);

    private static string PathIn(string text) => new Uri(text.Split("\r\n").Single(line => line.StartsWith("https://", StringComparison.Ordinal))).AbsolutePath;
}
