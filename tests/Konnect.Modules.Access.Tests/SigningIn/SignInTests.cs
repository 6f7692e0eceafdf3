using Konnect.Modules.Access.Accounts;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.SigningIn;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Tests.SigningIn;

public sealed class SignInTests
{
    [Fact]
    public async Task The_right_password_opens_the_page_that_was_asked_for()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = new Visitor(host);
        await visitor.OpenAsync("/accounts?q=ilse");
        visitor.Address.ShouldBe("/sign-in?return=%2Faccounts%3Fq%3Dilse");
        await visitor.SubmitAsync("sign-in", ("Input.Email", " ILSE.bos@example.org"), ("Input.Password", Installation.Password));
        visitor.Address.ShouldBe("/accounts?q=ilse");
        visitor.Text.ShouldContain("Ilse Bos");
        (await host.ReadAsync(db => db.Accounts.Select(a => a.LastSignInAt).SingleAsync())).ShouldBe(host.Clock.Now);
    }

    [Theory]
    [InlineData("https://example.com/")]
    [InlineData("//example.com/")]
    [InlineData("/\\example.com")]
    public async Task Another_site_is_never_the_page_after_signing_in(string elsewhere)
    {
        await using var host = await Installation.ServeAsync();
        using var client = host.Client();
        using var visitor = await host.SignedInAsync();
        await visitor.OpenAsync($"/sign-in?return={Uri.EscapeDataString(elsewhere)}");
        visitor.Address.ShouldBe("/");
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_get_the_same_answer_on_the_form()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = new Visitor(host);
        await visitor.SignInAsync("ilse.bos@example.org", "not the password");
        var wrong = visitor.Refusals;
        await visitor.SignInAsync("nobody@example.org", "not the password");
        visitor.Refusals.ShouldBe(wrong);
        wrong.ShouldHaveSingleItem().ShouldStartWith("Dit e-mailadres en wachtwoord horen niet bij elkaar.");
        visitor.Page.QuerySelector("input[type=password]")!.HasAttribute("value").ShouldBeFalse();
    }

    [Fact]
    public async Task An_invited_account_without_a_password_gets_that_answer_too()
    {
        await using var host = await KonnectHost.CreateAsync();
        await host.SendAsync(new AddAccount.Command("new@example.org", null, [Roles.Office], [], []));
        (await TryAsync(host, "new@example.org", "")).ShouldBe("input.required");
        (await TryAsync(host, "new@example.org", "anything at all")).ShouldBe("access.sign-in-failed");
    }

    [Theory]
    [InlineData("ilse.bos@example.org")]
    [InlineData("nobody@example.org")]
    public async Task Five_failures_begin_a_pause_in_which_the_right_password_does_not_help(string email)
    {
        await using var host = await KonnectHost.CreateAsync();
        await host.AddAsync("ilse.bos@example.org", Roles.Office);
        for (var i = 0; i < 4; i++)
            (await TryAsync(host, email, "not the password")).ShouldBe("access.sign-in-failed");
        (await TryAsync(host, email, "not the password")).ShouldBe("access.sign-in-locked");
        (await TryAsync(host, email, Installation.Password)).ShouldBe("access.sign-in-locked");
        host.Clock.Advance(Duration.FromMinutes(1));
        (await TryAsync(host, email, "not the password")).ShouldBe("access.sign-in-failed");
    }

    [Fact]
    public async Task After_the_pause_the_right_password_works_and_failures_are_forgotten()
    {
        await using var host = await Installation.ServeAsync();
        for (var i = 0; i < 5; i++)
            await TryAsync(host, "ilse.bos@example.org", "not the password");
        using var visitor = new Visitor(host);
        await visitor.SignInAsync("ilse.bos@example.org", Installation.Password);
        visitor.Refusals.ShouldHaveSingleItem().ShouldBe("Te vaak mislukt. Wacht 1 min en probeer het dan opnieuw.");
        host.Clock.Advance(Duration.FromMinutes(5));
        await visitor.SignInAsync("ilse.bos@example.org", Installation.Password);
        visitor.Refusals.ShouldBeEmpty();
        (await host.ReadAsync(db => db.Brakes.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Who_guesses_elsewhere_pauses_nobody_on_a_device_of_their_own()
    {
        await using var host = await Installation.ServeAsync();
        using var owner = new Visitor(host);
        await owner.OpenAsync("/sign-in");
        await owner.SubmitAsync("sign-in", ("Input.Email", "ilse.bos@example.org"), ("Input.Password", Installation.Password), ("Input.OwnDevice", "true"));
        host.Clock.Advance(Duration.FromHours(13));
        using var stranger = new Visitor(host);
        await stranger.OpenAsync("/sign-in");
        for (var i = 0; i < 6; i++)
            await stranger.SubmitAsync("sign-in", ("Input.Email", "ilse.bos@example.org"), ("Input.Password", "not the password"));
        stranger.Refusals.ShouldHaveSingleItem().ShouldStartWith("Te vaak mislukt.");

        await owner.OpenAsync("/sign-in");
        for (var i = 0; i < 4; i++)
            await owner.SubmitAsync("sign-in", ("Input.Email", "ilse.bos@example.org"), ("Input.Password", "not the password"));
        await owner.SubmitAsync("sign-in", ("Input.Email", "ilse.bos@example.org"), ("Input.Password", Installation.Password));
        owner.Refusals.ShouldBeEmpty();
        await owner.OpenAsync("/profile");
        owner.Address.ShouldBe("/profile");

        // There it has five tries as well.
        await owner.SubmitToAsync("/sign-out");
        using var another = new Visitor(host);
        await another.OpenAsync("/sign-in");
        await another.SubmitAsync("sign-in", ("Input.Email", "ilse.bos@example.org"), ("Input.Password", Installation.Password), ("Input.OwnDevice", "true"));
        another.Refusals.ShouldHaveSingleItem().ShouldStartWith("Te vaak mislukt.");
    }

    [Fact]
    public async Task Many_guesses_at_the_same_moment_get_no_more_answers_than_five()
    {
        await using var host = await KonnectHost.CreateAsync();
        await host.AddAsync("ilse.bos@example.org", Roles.Office);
        await TryAsync(host, "ilse.bos@example.org", "not the password");
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => TryAsync(host, "ilse.bos@example.org", "not the password"))));
        answers.Count(code => code == "access.sign-in-failed").ShouldBeLessThanOrEqualTo(3);
        answers.ShouldAllBe(code => code == "access.sign-in-failed" || code == "access.sign-in-locked" || code == "access.sign-in-busy");
    }

    [Fact]
    public async Task Only_who_knows_the_password_hears_that_the_account_is_blocked()
    {
        await using var host = await KonnectHost.CreateAsync();
        await host.AddAsync("ilse.bos@example.org", Roles.Administrator);
        var blocked = await host.AddAsync("omar@example.org", Roles.Office);
        (await host.SendAsync(new BlockAccount.Command(blocked))).IsSuccess.ShouldBeTrue();
        (await TryAsync(host, "omar@example.org", "not the password")).ShouldBe("access.sign-in-failed");
        (await TryAsync(host, "omar@example.org", Installation.Password)).ShouldBe("access.blocked");
    }

    [Fact]
    public async Task Failures_of_long_ago_are_cleaned_up_with_new_ones()
    {
        await using var host = await KonnectHost.CreateAsync();
        await TryAsync(host, "a@example.org", "not the password");
        await TryAsync(host, "b@example.org", "not the password");
        host.Clock.Advance(Duration.FromDays(2));
        await TryAsync(host, "c@example.org", "not the password");
        (await host.ReadAsync(db => db.Brakes.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task A_network_address_that_fails_too_often_waits_whatever_account_it_tries()
    {
        await using var host = await KonnectHost.ServeAsync(behindProxy: true);
        await host.AddAsync("ilse.bos@example.org", Roles.Office);
        using var guesser = new Visitor(host).Saying("X-Forwarded-For", "2001:db8:1:2::5");
        for (var i = 0; i < 30; i++)
            await guesser.SignInAsync($"somebody{i}@example.org", "not the password");
        guesser.Saying("X-Forwarded-For", "2001:db8:1:2:ffff::9");
        await guesser.SignInAsync("ilse.bos@example.org", Installation.Password);
        guesser.Answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.TooManyRequests);
        guesser.Answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(10));
        guesser.Refusals.ShouldHaveSingleItem().ShouldBe("Vanaf dit adres is het te vaak mislukt. Wacht 10 min en probeer het dan opnieuw.");
        using var other = new Visitor(host).Saying("X-Forwarded-For", "2001:db8:1:3::5");
        await other.SignInAsync("ilse.bos@example.org", Installation.Password);
        other.Refusals.ShouldBeEmpty();
        host.Clock.Advance(Duration.FromMinutes(10));
        await guesser.SignInAsync("ilse.bos@example.org", Installation.Password);
        guesser.Refusals.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_ten_thousand_guesses_of_one_password_in_a_day_few_are_looked_at()
    {
        await using var host = await KonnectHost.CreateAsync();
        await host.AddAsync("ilse.bos@example.org", Roles.Office);
        var lookedAt = 0;
        for (var i = 0; i < 10_000; i++)
        {
            // Each from another network address, as far as the product can tell: what holds is the brake of the account.
            if (await TryAsync(host, "ilse.bos@example.org", $"guess number {i}") == "access.sign-in-failed")
                lookedAt++;
            host.Clock.Advance(Duration.FromSeconds(8));
        }

        // Five, then five after each pause of 1, 5 and 15 minutes, then five an hour for 22 hours; the fifth of each says already that one must wait.
        lookedAt.ShouldBeLessThanOrEqualTo(5 * (4 + 22));
        lookedAt.ShouldBeGreaterThan(80);
    }

    private static async Task<string> TryAsync(KonnectHost host, string email, string password)
    {
        var result = await host.SendAsync(new SignIn.Command(email, password));
        return result.Errors[0].Code;
    }
}
