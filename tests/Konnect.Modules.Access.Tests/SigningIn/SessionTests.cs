using System.Net;
using Konnect.Modules.Access.Accounts;
using Konnect.Modules.Access.Contracts;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Tests.SigningIn;

public sealed class SessionTests
{
    [Fact]
    public async Task The_cookie_is_out_of_reach_for_scripts_and_other_sites()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = new Visitor(host);
        await visitor.OpenAsync("/sign-in");
        using var client = host.Client();
        var form = await client.GetAsync("/sign-in");
        var token = System.Text.RegularExpressions.Regex.Match(await form.Content.ReadAsStringAsync(), "__RequestVerificationToken\" value=\"([^\"]+)").Groups[1].Value;
        using var answer = await client.PostAsync("/sign-in", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "sign-in", ["__RequestVerificationToken"] = token, ["Input.Email"] = "ilse.bos@example.org", ["Input.Password"] = Installation.Password,
        }));
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("konnect=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        cookie.ShouldNotContain("secure");
        cookie.ShouldNotContain("expires");
        cookie.ShouldNotContain("max-age");
    }

    [Fact]
    public async Task Where_the_connection_is_encrypted_only_this_host_can_have_set_it()
    {
        await using var host = await KonnectHost.ServeAsync(behindProxy: true);
        await host.AddAsync("ilse.bos@example.org", Roles.Office);
        using var client = host.Client();
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        var form = await client.GetAsync("/sign-in");
        var token = System.Text.RegularExpressions.Regex.Match(await form.Content.ReadAsStringAsync(), "__RequestVerificationToken\" value=\"([^\"]+)").Groups[1].Value;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["_handler"] = "sign-in", ["__RequestVerificationToken"] = token, ["Input.Email"] = "ilse.bos@example.org", ["Input.Password"] = Installation.Password, ["Input.OwnDevice"] = "true",
            }),
        };
        // The container of cookies keeps what is secure to itself, as the test speaks without encryption.
        request.Headers.Add("Cookie", form.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("__Host-konnect.form=", StringComparison.Ordinal)).Split(';')[0]);
        using var answer = await client.SendAsync(request);
        foreach (var name in new[] { "__Host-konnect=", "__Host-konnect.device=" })
        {
            var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith(name, StringComparison.Ordinal));
            cookie.ShouldContain("secure");
            cookie.ShouldContain("path=/;");
            cookie.ShouldContain("httponly");
            cookie.ShouldContain("max-age=2592000");
            cookie.ShouldNotContain("expires");
            cookie.ShouldNotContain("domain");
        }
    }

    [Theory]
    [InlineData(Roles.Office, 11, 13)]
    [InlineData(Roles.Guardian, 13 * 24, (14 * 24) + 1)]
    public async Task An_own_device_waits_longer(string role, int stays, int goes)
    {
        await using var host = await Installation.ServeAsync();
        await host.AddAsync("omar@example.org", role);
        using var visitor = new Visitor(host);
        await visitor.OpenAsync("/sign-in");
        await visitor.SubmitAsync("sign-in", ("Input.Email", "omar@example.org"), ("Input.Password", Installation.Password), ("Input.OwnDevice", "true"));
        host.Clock.Advance(Duration.FromHours(stays));
        await visitor.OpenAsync("/profile");
        visitor.Address.ShouldBe("/profile");
        host.Clock.Advance(Duration.FromHours(goes));
        await visitor.OpenAsync("/profile");
        visitor.Address.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task Use_is_written_at_most_once_a_minute_and_what_is_over_is_removed()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = await host.SignedInAsync();
        var began = host.Clock.Now;
        host.Clock.Advance(Duration.FromSeconds(59));
        await visitor.OpenAsync("/profile");
        (await host.ReadAsync(db => db.Sessions.Select(s => s.LastUsedAt).SingleAsync())).ShouldBe(began);
        host.Clock.Advance(Duration.FromSeconds(1));
        await visitor.OpenAsync("/profile");
        (await host.ReadAsync(db => db.Sessions.Select(s => s.LastUsedAt).SingleAsync())).ShouldBe(host.Clock.Now);
        host.Clock.Advance(Duration.FromHours(12));
        using var later = await host.SignedInAsync();
        (await host.ReadAsync(db => db.Sessions.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task Signing_in_over_a_running_session_ends_it()
    {
        await using var host = await Installation.ServeAsync();
        var added = (await host.SendAsync(new AddAccount.Command("omar@example.org", null, [Roles.Office], [], []))).Value;
        using var visitor = await host.SignedInAsync();
        await visitor.OpenAsync(added.InvitationPath!);
        await visitor.SubmitAsync("accept", ("Input.Password", "gele regenjas in mei"));
        await visitor.OpenAsync("/profile");
        visitor.Text.ShouldContain("omar@example.org");
        (await host.ReadAsync(db => db.Sessions.Select(s => s.AccountId).ToListAsync())).ShouldBe([added.Id]);
    }

    [Fact]
    public async Task The_twenty_first_session_of_an_account_ends_the_one_that_was_used_longest_ago()
    {
        await using var host = await Installation.ServeAsync();
        using var first = await host.SignedInAsync();
        using var second = await host.SignedInAsync();
        host.Clock.Advance(Duration.FromMinutes(2));
        await first.OpenAsync("/profile");
        for (var i = 2; i < 21; i++)
            (await host.SignedInAsync()).Dispose();
        (await host.ReadAsync(db => db.Sessions.CountAsync())).ShouldBe(20);
        await first.OpenAsync("/profile");
        first.Address.ShouldBe("/profile");
        await second.OpenAsync("/profile");
        second.Address.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task A_session_ends_after_half_an_hour_without_use_and_goes_on_with_use()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = await host.SignedInAsync();
        for (var i = 0; i < 4; i++)
        {
            host.Clock.Advance(Duration.FromMinutes(20));
            await visitor.OpenAsync("/profile");
            visitor.Address.ShouldBe("/profile");
        }

        host.Clock.Advance(Duration.FromMinutes(31));
        await visitor.OpenAsync("/profile");
        visitor.Address.ShouldBe("/sign-in?return=%2Fprofile");
    }

    [Fact]
    public async Task A_page_that_refreshes_itself_keeps_no_session_alive()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = await host.SignedInAsync();
        host.Clock.Advance(Duration.FromMinutes(20));
        await visitor.OpenAsync("/profile", ("X-Konnect-Swap", "1"));
        visitor.Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        host.Clock.Advance(Duration.FromMinutes(11));
        await visitor.OpenAsync("/profile", ("X-Konnect-Swap", "1"));
        visitor.Answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_session_ends_after_twelve_hours_of_use()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = await host.SignedInAsync();
        for (var i = 0; i < 35; i++)
        {
            host.Clock.Advance(Duration.FromMinutes(20));
            await visitor.OpenAsync("/profile");
        }

        visitor.Address.ShouldBe("/profile");
        host.Clock.Advance(Duration.FromMinutes(20));
        await visitor.OpenAsync("/profile");
        visitor.Address.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task A_blocked_account_is_out_at_its_next_request()
    {
        await using var host = await Installation.ServeAsync();
        var omar = await host.AddAsync("omar@example.org", Roles.Office);
        using var visitor = await host.SignedInAsync("omar@example.org");
        await host.SendAsync(new BlockAccount.Command(omar));
        await visitor.OpenAsync("/profile");
        visitor.Address.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task A_page_that_the_role_does_not_open_is_refused()
    {
        await using var host = await Installation.ServeAsync();
        await host.AddAsync("omar@example.org", Roles.Office);
        using var visitor = await host.SignedInAsync("omar@example.org");
        await visitor.OpenAsync("/accounts");
        visitor.Answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await visitor.OpenAsync("/tokens");
        visitor.Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_keys_of_cookies_are_kept_in_the_data_directory_for_its_owner_alone()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = await host.SignedInAsync();
        Directory.GetFiles(Path.Combine(host.DataDirectory, "keys"), "key-*.xml").ShouldHaveSingleItem();
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(host.DataDirectory, "keys")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
