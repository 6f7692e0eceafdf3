using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Domain;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Tests.SigningIn;

public sealed class GiveSecondFactorTests
{
    [Fact]
    public async Task After_the_password_the_code_of_the_app_opens_the_page_that_was_asked_for()
    {
        await using var host = await Installation.ServeStrictlyAsync();
        var (secret, _) = await EnrolledAsync(host);
        using var visitor = new Visitor(host);
        await visitor.OpenAsync("/accounts");
        await visitor.SubmitAsync("sign-in", ("Input.Email", "ilse.bos@example.org"), ("Input.Password", Installation.Password));
        visitor.Address.ShouldStartWith("/sign-in/second-factor");
        await visitor.SubmitAsync("factor", ("Input.Code", host.CodeOf(secret)));
        visitor.Address.ShouldBe("/accounts");
    }

    [Fact]
    public async Task Who_has_given_the_password_only_opens_nothing_and_has_five_minutes()
    {
        await using var host = await Installation.ServeStrictlyAsync();
        var (secret, _) = await EnrolledAsync(host);
        using var visitor = await host.HalfInAsync();
        foreach (var page in new[] { "/", "/accounts", "/profile", "/confirm", "/sign-in/enrol" })
        {
            await visitor.OpenAsync(page);
            if (page == "/sign-in/enrol")
                visitor.Text.ShouldContain("Log opnieuw in");
            else
                visitor.Address.ShouldStartWith("/sign-in?return=");
        }

        await visitor.OpenAsync("/sign-in/second-factor");
        host.Clock.Advance(Duration.FromMinutes(5) + Duration.FromSeconds(1));
        await visitor.SubmitAsync("factor", ("Input.Code", host.CodeOf(secret)));
        visitor.Text.ShouldContain("Log opnieuw in");
        await visitor.OpenAsync("/profile");
        visitor.Address.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task A_code_works_once()
    {
        await using var host = await Installation.ServeStrictlyAsync();
        var (secret, _) = await EnrolledAsync(host);
        var code = host.CodeOf(secret);
        using var first = await host.HalfInAsync();
        using var second = await host.HalfInAsync();
        await first.SubmitAsync("factor", ("Input.Code", code));
        first.Refusals.ShouldBeEmpty();
        await second.SubmitAsync("factor", ("Input.Code", code));
        second.Page.QuerySelector("#factor-code-error")!.TextContent.ShouldStartWith("Deze code klopt niet.");
        await first.OpenAsync("/trail?about=ilse.bos&outcome=refused");
        first.Page.QuerySelectorAll("main tbody tr").Length.ShouldBe(1, "the trail names whose code was wrong");
    }

    [Fact]
    public async Task A_recovery_code_works_once_and_few_that_are_left_are_told()
    {
        await using var host = await Installation.ServeStrictlyAsync();
        var (_, codes) = await EnrolledAsync(host);
        foreach (var code in codes.Take(6))
        {
            using var visitor = await host.HalfInAsync();
            await visitor.SubmitAsync("factor", ("Input.Code", code.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal)));
            visitor.Address.ShouldBe("/");
            visitor.Text.ShouldNotContain("herstelcodes");
        }

        using var again = await host.HalfInAsync();
        await again.SubmitAsync("factor", ("Input.Code", codes[0]));
        again.Page.QuerySelector("#factor-code-error").ShouldNotBeNull();
        await again.SubmitAsync("factor", ("Input.Code", codes[6]));
        again.Text.ShouldContain("Je hebt nog 3 herstelcodes.");
        await again.OpenAsync("/profile/second-factor");
        again.Page.QuerySelector(".notice")!.TextContent.ShouldContain("Je hebt nog 3 herstelcodes.");
    }

    [Fact]
    public async Task Five_wrong_codes_begin_a_pause_of_which_the_password_knows_nothing()
    {
        await using var host = await Installation.ServeStrictlyAsync();
        var (secret, _) = await EnrolledAsync(host);
        using var visitor = await host.HalfInAsync();
        for (var i = 0; i < 5; i++)
            await visitor.SubmitAsync("factor", ("Input.Code", "000000"));
        visitor.Refusals.ShouldHaveSingleItem().ShouldBe("Te vaak mislukt. Wacht 1 min en probeer het dan opnieuw.");
        await visitor.SubmitAsync("factor", ("Input.Code", host.CodeOf(secret)));
        visitor.Refusals.ShouldHaveSingleItem().ShouldStartWith("Te vaak mislukt.");
        using var again = await host.HalfInAsync();
        again.Address.ShouldStartWith("/sign-in/second-factor");
        host.Clock.Advance(Duration.FromMinutes(1));
        await again.SubmitAsync("factor", ("Input.Code", host.CodeOf(secret)));
        again.Refusals.ShouldBeEmpty();
        (await host.ReadAsync(db => db.Brakes.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task On_an_own_device_the_password_is_enough_for_thirty_days_and_elsewhere_it_is_not()
    {
        await using var host = await Installation.ServeStrictlyAsync();
        var (secret, _) = await EnrolledAsync(host);
        using var own = await host.HalfInAsync(ownDevice: true);
        await own.SubmitAsync("factor", ("Input.Code", host.CodeOf(secret)));
        for (var day = 0; day < 29; day++)
        {
            host.Clock.Advance(Duration.FromDays(1));
            await own.OpenAsync("/accounts");
            own.Address.ShouldStartWith("/sign-in");
            await own.SubmitAsync("sign-in", ("Input.Email", "ilse.bos@example.org"), ("Input.Password", Installation.Password));
            own.Address.ShouldBe("/accounts");
        }

        using var elsewhere = await host.HalfInAsync();
        elsewhere.Address.ShouldStartWith("/sign-in/second-factor");
        host.Clock.Advance(Duration.FromDays(1));
        await own.SignInAsync("ilse.bos@example.org", Installation.Password);
        own.Address.ShouldStartWith("/sign-in/second-factor");
    }

    [Fact]
    public async Task Signing_out_makes_an_own_device_one_like_any_other()
    {
        await using var host = await Installation.ServeStrictlyAsync();
        var (secret, _) = await EnrolledAsync(host);
        using var own = await host.HalfInAsync(ownDevice: true);
        await own.SubmitAsync("factor", ("Input.Code", host.CodeOf(secret)));
        await own.SubmitToAsync("/sign-out");
        await own.SignInAsync("ilse.bos@example.org", Installation.Password);
        own.Address.ShouldStartWith("/sign-in/second-factor");
    }

    [Fact]
    public async Task An_own_device_from_before_a_second_factor_was_required_chooses_one_too()
    {
        await using var host = await Installation.ServeStrictlyAsync();
        await host.AddAsync("omar@example.org", Roles.Guardian);
        using var own = await host.HalfInAsync("omar@example.org", ownDevice: true);
        var account = await host.ReadAsync(db => db.Accounts.Where(a => a.Email == "omar@example.org").Select(a => a.Id).SingleAsync());
        await host.ReadAsync(async db =>
        {
            var office = RoleAssignment.For([Roles.Office], [], []).Single();
            db.Assignments.Add(office);
            (await db.Accounts.SingleAsync(a => a.Id == account)).Assignments.Add(office);
            return await db.SaveChangesAsync();
        });
        await own.OpenAsync("/profile");
        host.Clock.Advance(Duration.FromDays(15));
        await own.SignInAsync("omar@example.org", Installation.Password);
        own.Address.ShouldStartWith("/sign-in/enrol");
    }

    [Fact]
    public async Task A_new_password_by_link_still_asks_the_second_factor()
    {
        await using var host = await Installation.ServeStrictlyAsync();
        await EnrolledAsync(host);
        var account = await host.ReadAsync(db => db.Accounts.Select(a => a.Id).SingleAsync());
        var link = (await host.SendAsync(new Access.Accounts.RenewInvitation.Command(account))).Value.InvitationPath;
        using var visitor = new Visitor(host);
        await visitor.OpenAsync(link);
        await visitor.SubmitAsync("accept", ("Input.Password", "gele regenjas in mei"));
        visitor.Address.ShouldStartWith("/sign-in/second-factor");
    }

    internal static async Task<(byte[] Secret, IReadOnlyList<string> Codes)> EnrolledAsync(KonnectHost host)
    {
        using var visitor = await host.HalfInAsync();
        var made = await host.SetUpAppAsync(visitor);
        // The code that set it up is used.
        host.Clock.Advance(Duration.FromMinutes(1));
        return made;
    }
}
