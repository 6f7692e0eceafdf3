using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Accounts;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Invitations;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Tests.Invitations;

public sealed class InviteHoldersTests
{
    [Fact]
    public async Task The_office_prints_letters_for_everybody_and_one_of_them_opens_an_account_of_the_own_children()
    {
        await using var host = await Families.ServeAsync();
        using var office = await host.SignedInAsync();
        await office.OpenAsync("/invitations");
        office.Text.ShouldContain("E-mail is op deze installatie niet ingesteld");
        await office.SubmitAsync("invite", ("Input.Everybody", "true"), ("Input.Way", "paper"));
        var sheets = office.Page.QuerySelectorAll("article.sheet");
        sheets.Select(s => s.QuerySelector("h2")!.TextContent).ShouldBe(["Daan Bakker", "Quinten Zandbergen"], "one address is one account");
        sheets[1].QuerySelector("svg[role=img]").ShouldNotBeNull();
        var code = sheets[1].QuerySelector("code")!.TextContent;
        code.ShouldMatch("^([A-Z2-9]{4} ?){4}$");

        host.Clock.Advance(Duration.FromDays(13));
        using var guardian = new Visitor(host);
        await guardian.OpenAsync("/invitation");
        await guardian.SubmitAsync("code", ("Input.Code", code.ToLowerInvariant()));
        await guardian.SubmitAsync("accept", ("Input.Password", Installation.Password));
        guardian.Refusals.ShouldBeEmpty();
        var account = await AccountAsync(host, "quinten@example.org");
        account.Assignments.ShouldHaveSingleItem().Role.ShouldBe(Roles.Guardian);
        account.Persons.ShouldHaveSingleItem().Kind.ShouldBe("guardian");
        (await AccountAsync(host, "bakkers@example.org")).Persons.Count.ShouldBe(2);
    }

    [Fact]
    public async Task By_mail_each_gets_a_link_of_its_own_and_the_list_says_when()
    {
        await using var mail = new FakeMailServer();
        await using var host = await Families.ServeAsync(mail);
        using var office = await host.SignedInAsync();
        await office.OpenAsync("/invitations?who=staff");
        var keys = office.Page.QuerySelectorAll("input[name='Input.Keys']").Select(i => ("Input.Keys", i.GetAttribute("value")!)).ToArray();
        keys.Length.ShouldBe(2);
        await office.SubmitAsync("invite", [.. keys, ("Input.Way", "mail")]);
        office.Text.ShouldContain("2 mensen zijn uitgenodigd");
        await WaitAsync(() => mail.Letters.Count == 2);
        (await mail.TextAsync()).ShouldContain("https://konnect.example.org/invitation/");
        await WaitAsync(() => host.ReadAsync(db => db.Accounts.CountAsync(a => a.InvitationSentAt != null)).GetAwaiter().GetResult() == 2);
        await office.OpenAsync("/invitations?who=staff");
        office.Text.ShouldContain("gemaild vr 20 nov");
        var account = await AccountAsync(host, "sanne@example.org");
        account.Assignments.Select(a => (a.Role, a.UnitCode, a.IsFromSource)).ShouldBe([("practitioner", "L1-A", true), ("practitioner", "L1-B", true)], ignoreOrder: true);
    }

    [Fact]
    public async Task A_letter_that_the_server_does_not_take_leaves_the_person_to_be_invited_again()
    {
        await using var mail = new FakeMailServer { RefusesAll = true };
        await using var host = await Families.ServeAsync(mail);
        var row = (await host.SendAsync(new ListHolders.Query(Invitees.Staff, "sanne", false, 1))).Value.Rows[0];
        (await host.SendAsync(new InviteHolders.Command(Invitees.Staff, [row.Key], ByMail: true))).Value.Invited.ShouldBe(1);
        var account = await AccountAsync(host, "sanne@example.org");
        await Should.ThrowAsync<Konnect.BuildingBlocks.Infrastructure.Mail.MailException>(() =>
            ((AccountLetters)host.Services.GetService(typeof(AccountLetters))!).InviteAsync(account.Id, CancellationToken.None));
        var after = (await host.SendAsync(new ListHolders.Query(Invitees.Staff, "sanne", false, 1))).Value.Rows[0];
        (after.IsToInvite, after.SentAt).ShouldBe((true, null));
    }

    [Fact]
    public async Task Who_has_an_account_keeps_it_and_is_tied_and_who_is_blocked_stays_so()
    {
        await using var host = await Families.ServeAsync();
        await host.SendAsync(new AddAccount.Command("quinten@example.org", null, [Roles.Office], [], [], Installation.Password));
        var murat = (await host.SendAsync(new AddAccount.Command("murat@example.org", null, [Roles.Office], [], [], Installation.Password))).Value.Id;
        await host.AddAsync("administrator@example.org", Roles.Administrator);
        (await host.SendAsync(new BlockAccount.Command(murat))).IsSuccess.ShouldBeTrue();
        var guardians = (await host.SendAsync(new ListHolders.Query(Invitees.Guardians, "quinten", true, 1))).Value.Rows;
        (await host.SendAsync(new InviteHolders.Command(Invitees.Guardians, [guardians[0].Key], false))).Value.ShouldSatisfyAllConditions(r => r.Tied.ShouldBe(1), r => r.Letters.ShouldBeEmpty());
        var account = await AccountAsync(host, "quinten@example.org");
        account.Assignments.Select(a => a.Role).ShouldBe([Roles.Office, Roles.Guardian], ignoreOrder: true);
        account.PasswordHash.ShouldNotBeNull();
        account.Persons.Count.ShouldBe(1);
        var staff = (await host.SendAsync(new ListHolders.Query(Invitees.Staff, "murat", true, 1))).Value.Rows;
        (await host.SendAsync(new InviteHolders.Command(Invitees.Staff, [staff[0].Key], false))).Value.Invited.ShouldBe(0);
        (await AccountAsync(host, "murat@example.org")).BlockedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Groups_of_the_source_follow_and_those_given_by_hand_stay()
    {
        await using var host = await Families.ServeAsync();
        var rows = (await host.SendAsync(new ListHolders.Query(Invitees.Staff, null, false, 1))).Value.Rows;
        await host.SendAsync(new InviteHolders.Command(Invitees.Staff, [.. rows.Select(r => r.Key)], false));
        await SampleOrganisation.ImportAsync(host, ("staff_groups.csv", """
            staff_number,group_code
            S1,L2-A
            """));
        await host.SendAsync(new FollowSource.Command());
        (await AccountAsync(host, "sanne@example.org")).Assignments.Select(a => a.UnitCode).ShouldBe(["L1-A", "L1-B", "L2-A"], ignoreOrder: true);
        (await AccountAsync(host, "murat@example.org")).Assignments.Select(a => a.UnitCode).ShouldBe(["L1-B"]);

        await host.SendAsync(new AddAccount.Command("iris@example.org", null, [Roles.Practitioner], [], ["L2-A"], Installation.Password));
        await host.SendAsync(new FollowSource.Command());
        (await AccountAsync(host, "iris@example.org")).ShouldSatisfyAllConditions(a => a.Assignments.ShouldHaveSingleItem().UnitCode.ShouldBe("L2-A"), a => a.Persons.ShouldHaveSingleItem().Kind.ShouldBe("staff"));
    }

    [Theory]
    [InlineData(0, "access.nobody-chosen")]
    [InlineData(2001, "access.too-many-chosen")]
    public async Task Nobody_and_too_many_are_refused(int count, string code)
    {
        await using var host = await Families.ServeAsync();
        (await host.SendAsync(new InviteHolders.Command(Invitees.Guardians, [.. Enumerable.Range(0, count).Select(_ => Guid.NewGuid())], false))).Errors[0].Code.ShouldBe(code);
    }

    [Fact]
    public async Task Without_a_mail_server_nothing_is_half_done()
    {
        await using var host = await Families.ServeAsync();
        var rows = (await host.SendAsync(new ListHolders.Query(Invitees.Guardians, null, false, 1))).Value.Rows;
        (await host.SendAsync(new InviteHolders.Command(Invitees.Guardians, [rows[0].Key], true))).Errors[0].Code.ShouldBe("access.no-mail");
        (await host.ReadAsync(db => db.Accounts.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task Who_may_not_invite_invites_nobody()
    {
        await using var host = await Families.ServeAsync();
        (await host.SendAsync(new InviteHolders.Command(Invitees.Guardians, [Guid.NewGuid()], false), new TestUser("Iris", AccessScope.Everything, AccessPermissions.Profile))).Errors[0].Code.ShouldBe("access.not-allowed");
    }

    private static Task<Account> AccountAsync(KonnectHost host, string email) =>
        host.ReadAsync(db => db.Accounts.Include(a => a.Assignments).Include(a => a.Persons).AsSplitQuery().SingleAsync(a => a.NormalizedEmail == Account.Normalize(email)));

    private static async Task WaitAsync(Func<bool> isDone)
    {
        for (var i = 0; i < 200 && !isDone(); i++)
            await Task.Delay(50);
        isDone().ShouldBeTrue();
    }
}
