using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Invitations;
using Konnect.Testing;

namespace Konnect.Modules.Access.Tests.Invitations;

public sealed class ListHoldersTests
{
    [Fact]
    public async Task Who_has_an_address_and_something_to_see_is_listed_with_it()
    {
        await using var host = await Families.ServeAsync();
        var guardians = (await host.SendAsync(new ListHolders.Query(Invitees.Guardians, null, false, 1))).Value;
        guardians.Rows.Select(r => r.Name).ShouldBe(["Daan Bakker", "Noor Bakker", "Quinten Zandbergen"]);
        guardians.Rows.ShouldAllBe(r => r.State == null && r.About.Count == 1);
        guardians.CanMail.ShouldBeFalse();
        var staff = (await host.SendAsync(new ListHolders.Query(Invitees.Staff, null, false, 1))).Value;
        staff.Rows.Select(r => (r.Name, string.Join('+', r.About))).ShouldBe([("Murat Kaya", "Vissen"), ("Sanne Jansen", "Vlinders+Vissen")]);
    }

    [Fact]
    public async Task Search_finds_by_child_and_group_and_who_can_sign_in_is_shown_on_request()
    {
        await using var host = await Families.ServeAsync();
        var child = (await host.SendAsync(new ListHolders.Query(Invitees.Guardians, null, false, 1))).Value.Rows[2].About[0];
        (await host.SendAsync(new ListHolders.Query(Invitees.Guardians, child, false, 1))).Value.Rows.ShouldHaveSingleItem().Name.ShouldBe("Quinten Zandbergen");
        (await host.SendAsync(new ListHolders.Query(Invitees.Staff, "vlinders", false, 1))).Value.Rows.ShouldHaveSingleItem().Name.ShouldBe("Sanne Jansen");
        await host.AddAsync("quinten@example.org", "guardian");
        (await host.SendAsync(new ListHolders.Query(Invitees.Guardians, null, false, 1))).Value.Total.ShouldBe(2);
        var all = (await host.SendAsync(new ListHolders.Query(Invitees.Guardians, null, true, 1))).Value;
        (all.Total, all.ToInvite.Count, all.Rows[2].State).ShouldBe((3, 2, AccountState.Active));
    }

    [Fact]
    public async Task An_empty_list_says_why()
    {
        await using var host = await Families.ServeAsync();
        using var office = await host.SignedInAsync();
        await office.OpenAsync("/invitations?q=nobody-of-this-name");
        office.Text.ShouldContain("Niemand om uit te nodigen");
    }
}
