using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Domain;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Tests.SigningIn;

public sealed class ConfirmAuthenticatorTests
{
    [Fact]
    public async Task Who_needs_a_second_factor_and_has_none_chooses_one_before_anything_else_opens()
    {
        await using var host = await Installation.ServeStrictlyAsync();
        using var visitor = await host.HalfInAsync();
        visitor.Address.ShouldStartWith("/sign-in/enrol");
        foreach (var page in new[] { "/", "/accounts", "/profile", "/tokens/konnect.pbids" })
        {
            await visitor.OpenAsync(page);
            visitor.Address.ShouldStartWith("/sign-in?return=");
        }

        await visitor.OpenAsync("/sign-in/enrol?return=%2Faccounts");
        var (_, codes) = await host.SetUpAppAsync(visitor);
        visitor.Address.ShouldStartWith("/profile/recovery-codes");
        codes.Count.ShouldBe(10);
        await visitor.OpenAsync(visitor.Page.QuerySelector("main a.primary")!.GetAttribute("href")!);
        visitor.Address.ShouldBe("/accounts");
        await visitor.OpenAsync("/profile/recovery-codes");
        visitor.Page.QuerySelectorAll("#codes code").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_guardian_may_do_without()
    {
        await using var host = await Installation.ServeStrictlyAsync();
        await host.AddAsync("omar@example.org", Roles.Guardian);
        using var visitor = await host.SignedInAsync("omar@example.org");
        await visitor.OpenAsync("/profile");
        visitor.Address.ShouldBe("/profile");
    }

    [Fact]
    public async Task The_secret_is_kept_encrypted_and_codes_only_as_hashes()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = await host.SignedInAsync();
        await visitor.OpenAsync("/profile/authenticator");
        var (secret, codes) = await host.SetUpAppAsync(visitor);
        var app = await host.ReadAsync(db => db.Authenticators.SingleAsync());
        Convert.ToHexString(Convert.FromBase64String(app.Sealed)).ShouldNotContain(Convert.ToHexString(secret));
        app.Sealed.ShouldNotContain(Totp.Write(secret));
        (await host.ReadAsync(db => db.RecoveryCodes.Select(c => c.Hash).ToListAsync())).ShouldBe(codes.Select(c => RecoveryCode.HashOf(app.AccountId, c)), ignoreOrder: true);
    }

    [Fact]
    public async Task A_wrong_code_takes_nothing_into_use_and_the_picture_stays()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = await host.SignedInAsync();
        await visitor.OpenAsync("/profile/authenticator");
        var secret = Installation.SecretOn(visitor);
        await visitor.SubmitAsync("authenticator", ("Input.Code", "000000"));
        visitor.Page.QuerySelector("#authenticator-code-error")!.TextContent.ShouldStartWith("Deze code klopt niet.");
        Installation.SecretOn(visitor).ShouldBe(secret);
        (await host.ReadAsync(db => db.Authenticators.AnyAsync())).ShouldBeFalse();
    }

    [Fact]
    public async Task A_first_factor_ends_other_sessions_and_a_second_one_does_not()
    {
        await using var host = await Installation.ServeAsync();
        using var desk = await host.SignedInAsync();
        using var phone = await host.SignedInAsync();
        await desk.OpenAsync("/profile/authenticator");
        await host.SetUpAppAsync(desk);
        await phone.OpenAsync("/profile");
        phone.Address.ShouldStartWith("/sign-in");
        await desk.OpenAsync("/profile/authenticator");
        var (_, codes) = await host.SetUpAppAsync(desk);
        codes.ShouldBeEmpty();
        desk.Address.ShouldBe("/profile/second-factor");
    }

    [Fact]
    public async Task A_picture_of_half_an_hour_ago_is_too_old()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = await host.SignedInAsync();
        await visitor.OpenAsync("/profile/authenticator");
        var secret = Installation.SecretOn(visitor);
        host.Clock.Advance(Duration.FromMinutes(29));
        await visitor.OpenAsync("/profile");
        host.Clock.Advance(Duration.FromMinutes(2));
        (await host.InScopeAsync(_ => Task.FromResult(host.CodeOf(secret)))).Length.ShouldBe(6);
        using var fresh = await host.SignedInAsync();
        await fresh.OpenAsync("/profile/authenticator");
        Installation.SecretOn(fresh).ShouldNotBe(secret);
    }
}
