using Konnect.Modules.Access.Domain;
using NodaTime;

namespace Konnect.Modules.Access.Tests.Domain;

public sealed class AccountTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 20, 9, 0);

    [Fact]
    public void Groups_of_the_source_come_and_go_those_given_by_hand_stay_and_a_change_ends_sessions()
    {
        var account = new Account("sanne@example.org", "Sanne Jansen", Now);
        account.Assignments.AddRange(RoleAssignment.For(["practitioner"], [], ["L2-A"]));
        var stamp = account.SecurityStamp;
        account.WorkAt("practitioner", ["L1-A", "L1-B", "L2-A"]).ShouldBeEmpty();
        account.SecurityStamp.ShouldNotBe(stamp);
        stamp = account.SecurityStamp;
        account.WorkAt("practitioner", ["L1-A", "L1-B", "L2-A"]).ShouldBeEmpty();
        account.SecurityStamp.ShouldBe(stamp);
        account.WorkAt("practitioner", ["L1-B"]).Select(a => a.UnitCode).ShouldBe(["L1-A"]);
        account.SecurityStamp.ShouldNotBe(stamp);
        account.Assignments.Select(a => (a.UnitCode, a.IsFromSource)).ShouldBe([("L2-A", false), ("L1-B", true)]);
    }

    [Fact]
    public void Who_it_is_changes_with_the_source_and_ends_sessions_only_then()
    {
        var (account, first, second) = (new Account("noor@example.org", "Noor Bakker", Now), Guid.NewGuid(), Guid.NewGuid());
        account.Be([("guardian", first), ("staff", first)]).ShouldBeEmpty();
        var stamp = account.SecurityStamp;
        account.Be([("staff", first), ("guardian", first)]).ShouldBeEmpty();
        account.SecurityStamp.ShouldBe(stamp);
        account.Be([("guardian", second)]).Count.ShouldBe(2);
        account.Persons.ShouldHaveSingleItem().PersonKey.ShouldBe(second);
        account.SecurityStamp.ShouldNotBe(stamp);
    }

    [Fact]
    public void An_invitation_on_paper_lasts_fourteen_days_and_one_by_mail_seven()
    {
        var account = new Account("noor@example.org", "Noor Bakker", Now);
        account.StateAt(Now).ShouldBe(AccountState.NotInvited);
        account.InviteOnPaper(Now);
        account.StateAt(Now + Duration.FromDays(14) - Duration.Epsilon).ShouldBe(AccountState.Invited);
        account.StateAt(Now + Duration.FromDays(14)).ShouldBe(AccountState.InvitationExpired);
        account.Invite(Now);
        account.StateAt(Now + Duration.FromDays(7)).ShouldBe(AccountState.InvitationExpired);
    }
}
