using Konnect.Modules.Access.Accounts;
using Konnect.Modules.Access.Contracts;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Tests.SigningIn;

public sealed class SignInWithPasskeyTests
{
    [Fact]
    public async Task A_passkey_signs_in_without_a_password_and_counts_as_both_factors()
    {
        await using var host = await Installation.ServeStrictlyAsync();
        using var key = await MadeAsync(host);
        using var visitor = new Visitor(host);
        await visitor.OpenAsync("/accounts");
        await visitor.SubmitAsync("sign-in", ("Input.Credential", key.Answer(SoftKey.AskedOn(visitor))));
        visitor.Refusals.ShouldBeEmpty();
        visitor.Address.ShouldBe("/accounts");
        (await host.ReadAsync(db => db.Passkeys.SingleAsync())).ShouldSatisfyAllConditions(p => p.LastUsedAt.ShouldBe(host.Clock.Now), p => p.SignCount.ShouldBe(1));
    }

    [Fact]
    public async Task An_answer_counts_once()
    {
        await using var host = await Installation.ServeStrictlyAsync();
        using var key = await MadeAsync(host);
        using var visitor = new Visitor(host);
        await visitor.OpenAsync("/sign-in");
        var answer = key.Answer(SoftKey.AskedOn(visitor));
        host.Clock.Advance(Duration.FromSeconds(1));
        await visitor.SubmitAsync("sign-in", ("Input.Credential", answer));
        visitor.Refusals.ShouldBeEmpty();
        using var thief = new Visitor(host);
        await thief.OpenAsync("/sign-in");
        await thief.SubmitAsync("sign-in", ("Input.Credential", answer));
        thief.Refusals.ShouldHaveSingleItem().ShouldStartWith("Dat lukte niet met de passkey.");
    }

    [Fact]
    public async Task A_question_of_a_quarter_of_an_hour_ago_or_for_something_else_is_no_question()
    {
        await using var host = await Installation.ServeStrictlyAsync();
        using var key = await MadeAsync(host);
        using var visitor = await host.HalfInAsync();
        var proof = key.Answer(SoftKey.AskedOn(visitor));
        await visitor.OpenAsync("/sign-in");
        await visitor.SubmitAsync("sign-in", ("Input.Credential", proof));
        visitor.Refusals.ShouldHaveSingleItem().ShouldStartWith("Dat lukte niet met de passkey.");
        var asked = SoftKey.AskedOn(visitor);
        host.Clock.Advance(Duration.FromMinutes(15));
        await visitor.SubmitAsync("sign-in", ("Input.Credential", key.Answer(asked)));
        visitor.Refusals.ShouldHaveSingleItem().ShouldStartWith("Dat lukte niet met de passkey.");
        await visitor.SubmitAsync("sign-in", ("Input.Credential", key.Answer(SoftKey.AskedOn(visitor))));
        visitor.Refusals.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_site_a_device_that_asks_nothing_and_a_stranger_are_refused()
    {
        await using var host = await Installation.ServeStrictlyAsync();
        using var key = await MadeAsync(host);
        using var strange = new SoftKey(host) { User = key.User };
        using var visitor = new Visitor(host);
        await RefusedAsync(asked => strange.Answer(asked));
        await RefusedAsync(asked => { key.Verifies = false; return key.Answer(asked); });
        await RefusedAsync(asked => { (key.Verifies, key.Origin) = (true, "https://konnect.example"); return key.Answer(asked); });
        await RefusedAsync(_ => "no answer");

        async Task RefusedAsync(Func<string, string> answer)
        {
            await visitor.OpenAsync("/sign-in");
            await visitor.SubmitAsync("sign-in", ("Input.Credential", answer(SoftKey.AskedOn(visitor))));
            visitor.Refusals.ShouldHaveSingleItem().ShouldStartWith("Dat lukte niet met de passkey.");
        }
    }

    [Fact]
    public async Task A_blocked_account_stays_out()
    {
        await using var host = await Installation.ServeStrictlyAsync();
        var omar = await host.AddAsync("omar@example.org", Roles.Office);
        using var key = await MadeAsync(host, "omar@example.org");
        (await host.SendAsync(new BlockAccount.Command(omar))).IsSuccess.ShouldBeTrue();
        using var visitor = new Visitor(host);
        await visitor.OpenAsync("/sign-in");
        await visitor.SubmitAsync("sign-in", ("Input.Credential", key.Answer(SoftKey.AskedOn(visitor))));
        visitor.Refusals.ShouldHaveSingleItem().ShouldStartWith("Dit account is geblokkeerd.");
    }

    [Fact]
    public async Task After_the_password_it_is_the_second_factor()
    {
        await using var host = await Installation.ServeStrictlyAsync();
        using var key = await MadeAsync(host);
        using var visitor = await host.HalfInAsync();
        visitor.Address.ShouldStartWith("/sign-in/second-factor");
        await visitor.SubmitAsync("factor", ("Input.Credential", key.Answer(SoftKey.AskedOn(visitor))));
        visitor.Refusals.ShouldBeEmpty();
        visitor.Address.ShouldBe("/");
    }

    [Fact]
    public async Task After_somebody_elses_password_it_is_none()
    {
        await using var host = await Installation.ServeStrictlyAsync();
        await host.AddAsync("omar@example.org", Roles.Office);
        using var own = await MadeAsync(host);
        using var omar = await MadeAsync(host, "omar@example.org");
        using var visitor = await host.HalfInAsync();
        await visitor.SubmitAsync("factor", ("Input.Credential", omar.Answer(SoftKey.AskedOn(visitor))));
        visitor.Refusals.ShouldHaveSingleItem().ShouldStartWith("Dat lukte niet met de passkey.");
    }

    /// <summary>A passkey of who had to choose a second factor.</summary>
    internal static async Task<SoftKey> MadeAsync(KonnectHost host, string email = "ilse.bos@example.org")
    {
        using var visitor = await host.HalfInAsync(email);
        visitor.Address.ShouldStartWith("/sign-in/enrol");
        var key = new SoftKey(host);
        await visitor.SubmitAsync("passkey", ("Key.Credential", key.Make(SoftKey.AskedOn(visitor))));
        visitor.Refusals.ShouldBeEmpty();
        visitor.Page.QuerySelectorAll("#codes code").Length.ShouldBe(10);
        host.Clock.Advance(Duration.FromSeconds(1));
        return key;
    }
}
