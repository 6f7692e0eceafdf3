using Konnect.Modules.Access.Contracts;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Tests.SigningIn;

public sealed class ConfirmYourselfTests
{
    [Fact]
    public async Task Ten_minutes_after_signing_in_rights_are_changed_only_after_giving_the_password_again()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = await host.SignedInAsync();
        host.Clock.Advance(Duration.FromMinutes(10));
        await visitor.OpenAsync("/accounts");
        await visitor.SubmitAsync("add", ("Input.Email", "noor@example.org"), ("Input.Roles", Roles.Office));
        visitor.Address.ShouldBe("/confirm?return=%2Faccounts");
        (await host.ReadAsync(db => db.Accounts.CountAsync())).ShouldBe(1);
        await visitor.SubmitAsync("confirm", ("Input.Password", "not the password"));
        visitor.Page.QuerySelector("#confirm-password-error").ShouldNotBeNull();
        await visitor.SubmitAsync("confirm", ("Input.Password", Installation.Password));
        visitor.Address.ShouldBe("/accounts");
        await visitor.SubmitAsync("add", ("Input.Email", "noor@example.org"), ("Input.Roles", Roles.Office));
        visitor.Address.ShouldBe("/accounts");
        (await host.ReadAsync(db => db.Accounts.CountAsync())).ShouldBe(2);
    }

    [Fact]
    public async Task A_second_factor_is_not_begun_before_the_proof()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = await host.SignedInAsync();
        host.Clock.Advance(Duration.FromMinutes(10));
        await visitor.OpenAsync("/profile/second-factor");
        visitor.Page.QuerySelector("main a[href^='/confirm']")!.TextContent.Trim().ShouldBe("Passkey maken");
        visitor.Page.QuerySelector("form:has([data-passkey])")!.HasAttribute("hidden").ShouldBeTrue();
        await visitor.OpenAsync("/profile/authenticator");
        visitor.Address.ShouldBe("/confirm?return=%2Fprofile%2Fauthenticator");
        await visitor.SubmitAsync("confirm", ("Input.Password", Installation.Password));
        visitor.Address.ShouldBe("/profile/authenticator");
    }

    [Fact]
    public async Task A_passkey_is_a_proof_too_and_another_site_never_the_way_back()
    {
        await using var host = await Installation.ServeStrictlyAsync();
        using var key = await SignInWithPasskeyTests.MadeAsync(host);
        using var visitor = await host.HalfInAsync();
        await visitor.SubmitAsync("factor", ("Input.Credential", key.Answer(SoftKey.AskedOn(visitor))));
        host.Clock.Advance(Duration.FromMinutes(11));
        await visitor.OpenAsync("/profile/second-factor");
        await visitor.SubmitAsync("codes");
        visitor.Address.ShouldStartWith("/confirm");
        await visitor.OpenAsync("/confirm?return=//example.com/");
        await visitor.SubmitAsync("confirm", ("Input.Credential", key.Answer(SoftKey.AskedOn(visitor))));
        visitor.Address.ShouldBe("/");
        await visitor.OpenAsync("/profile/second-factor");
        await visitor.SubmitAsync("codes");
        visitor.Address.ShouldBe("/profile/recovery-codes");
    }

    [Fact]
    public async Task Who_has_a_second_factor_proves_it_again_and_the_session_goes_on_as_a_new_one()
    {
        await using var host = await Installation.ServeStrictlyAsync();
        var (secret, codes) = await GiveSecondFactorTests.EnrolledAsync(host);
        host.Clock.Advance(Duration.FromMinutes(1));
        using var visitor = await host.HalfInAsync();
        await visitor.SubmitAsync("factor", ("Input.Code", host.CodeOf(secret)));
        host.Clock.Advance(Duration.FromMinutes(11));
        await visitor.OpenAsync("/profile/second-factor");
        await visitor.SubmitAsync("codes");
        visitor.Address.ShouldStartWith("/confirm");
        await visitor.SubmitAsync("confirm", ("Input.Password", Installation.Password));
        visitor.Page.QuerySelector("#confirm-code-error").ShouldNotBeNull();
        await visitor.SubmitAsync("confirm", ("Input.Password", Installation.Password), ("Input.Code", "000000"));
        visitor.Page.QuerySelector("#confirm-code-error").ShouldNotBeNull();
        await visitor.SubmitAsync("confirm", ("Input.Password", "not the password"), ("Input.Code", host.CodeOf(secret)));
        visitor.Page.QuerySelector("#confirm-password-error").ShouldNotBeNull();
        var before = await host.ReadAsync(db => db.Sessions.Select(s => s.Id).ToListAsync());
        await visitor.SubmitAsync("confirm", ("Input.Password", Installation.Password), ("Input.Code", host.CodeOf(secret)));
        visitor.Address.ShouldBe("/profile/second-factor");
        var after = await host.ReadAsync(db => db.Sessions.Select(s => s.Id).ToListAsync());
        after.Count.ShouldBe(before.Count);
        after.Except(before).Count().ShouldBe(1);
        await visitor.SubmitAsync("codes");
        visitor.Address.ShouldBe("/profile/recovery-codes");

        // A code of the sheet is one too; used, it is gone.
        host.Clock.Advance(Duration.FromMinutes(11));
        var sheet = visitor.Page.QuerySelectorAll("#codes code").Select(c => c.TextContent).ToList();
        sheet.Intersect(codes).ShouldBeEmpty();
        await visitor.OpenAsync("/confirm?return=/profile/authenticator");
        await visitor.SubmitAsync("confirm", ("Input.Password", Installation.Password), ("Input.Code", sheet[0]));
        visitor.Address.ShouldBe("/profile/authenticator");
        (await host.ReadAsync(db => db.RecoveryCodes.CountAsync())).ShouldBe(sheet.Count - 1);
    }

    [Fact]
    public async Task The_password_alone_on_an_own_device_is_no_proof()
    {
        await using var host = await Installation.ServeStrictlyAsync();
        var (secret, _) = await GiveSecondFactorTests.EnrolledAsync(host);
        host.Clock.Advance(Duration.FromMinutes(1));
        using var visitor = await host.HalfInAsync(ownDevice: true);
        await visitor.SubmitAsync("factor", ("Input.Code", host.CodeOf(secret)));
        host.Clock.Advance(Duration.FromHours(13));
        await visitor.SignInAsync("ilse.bos@example.org", Installation.Password);
        await visitor.OpenAsync("/profile");
        visitor.Address.ShouldBe("/profile");
        await visitor.OpenAsync("/profile/authenticator");
        visitor.Address.ShouldStartWith("/confirm");
    }

    [Fact]
    public async Task The_password_is_changed_after_the_proof_only()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = await host.SignedInAsync();
        host.Clock.Advance(Duration.FromMinutes(10));
        await visitor.OpenAsync("/profile");
        visitor.Page.QuerySelector("form:has([name='Secret.Password'])")!.HasAttribute("hidden").ShouldBeTrue();
        await visitor.SubmitAsync("password", ("Secret.Current", Installation.Password), ("Secret.Password", "groen fietsbel kompas"));
        visitor.Address.ShouldBe("/confirm?return=%2Fprofile");
        (await host.SignedInAsync()).Dispose();
    }

    [Fact]
    public async Task Wrong_codes_count_for_the_brake_of_second_factors()
    {
        await using var host = await Installation.ServeStrictlyAsync();
        var (secret, _) = await GiveSecondFactorTests.EnrolledAsync(host);
        host.Clock.Advance(Duration.FromMinutes(1));
        using var visitor = await host.HalfInAsync();
        await visitor.SubmitAsync("factor", ("Input.Code", host.CodeOf(secret)));
        host.Clock.Advance(Duration.FromMinutes(1));
        await visitor.OpenAsync("/confirm");
        for (var i = 0; i < 5; i++)
            await visitor.SubmitAsync("confirm", ("Input.Password", Installation.Password), ("Input.Code", "000000"));
        await visitor.SubmitAsync("confirm", ("Input.Password", Installation.Password), ("Input.Code", host.CodeOf(secret)));
        visitor.Refusals.ShouldHaveSingleItem().ShouldStartWith("Te vaak mislukt.");
    }

    [Fact]
    public async Task Wrong_passwords_count_for_the_brake_of_signing_in()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = await host.SignedInAsync();
        await visitor.OpenAsync("/confirm");
        for (var i = 0; i < 5; i++)
            await visitor.SubmitAsync("confirm", ("Input.Password", "not the password"));
        await visitor.SubmitAsync("confirm", ("Input.Password", Installation.Password));
        visitor.Refusals.ShouldHaveSingleItem().ShouldStartWith("Te vaak mislukt.");
    }
}
