using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Accounts;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Domain;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Access.Tests.Accounts;

public sealed class AddAccountTests
{
    [Fact]
    public async Task Roles_hold_at_each_place_given()
    {
        await using var host = await KonnectHost.CreateAsync();
        await host.AddPlacesAsync();
        var added = await host.SendAsync(new AddAccount.Command("Fatima.Demir@example.org", null, [Roles.Practitioner, Roles.Office], ["L2"], ["L1-A", "L1-B"]));
        added.Value.InvitationPath.ShouldStartWith("/invitation/");
        var account = await host.ReadAsync(db => db.Accounts.Include(a => a.Assignments).SingleAsync());
        account.Name.ShouldBe("Fatima Demir");
        account.StateAt(host.Clock.Now).ShouldBe(AccountState.Invited);
        account.Assignments.Select(a => (a.Role, a.LocationCode, a.UnitCode)).ShouldBe(
            [("practitioner", "L2", null), ("practitioner", null, "L1-A"), ("practitioner", null, "L1-B"), ("office", null, null)], ignoreOrder: true);
    }

    [Theory]
    [InlineData("no address", "office", "", "", "access.no-email", "Email")]
    [InlineData("a@example.org", "", "", "", "access.role-missing", "Roles")]
    [InlineData("a@example.org", "boss", "", "", "access.role-unknown", "Roles")]
    [InlineData("a@example.org", "manager", "", "", "access.place-missing", "Locations")]
    [InlineData("a@example.org", "office", "L1", "", "access.place-unused", "Locations")]
    [InlineData("a@example.org", "manager", "L9", "", "access.location-unknown", "Locations")]
    [InlineData("a@example.org", "practitioner", "", "L1-X", "access.group-unknown", "Groups")]
    public async Task Input_that_makes_no_sense_is_refused_at_its_field(string email, string role, string location, string group, string code, string field)
    {
        await using var host = await KonnectHost.CreateAsync();
        var result = await host.SendAsync(new AddAccount.Command(email, null, Listed(role), Listed(location), Listed(group)));
        result.Errors.ShouldHaveSingleItem().ShouldSatisfyAllConditions(e => e.Code.ShouldBe(code), e => e.Field.ShouldBe(field));
    }

    [Fact]
    public async Task An_address_has_one_account_however_it_is_written()
    {
        await using var host = await KonnectHost.CreateAsync();
        await host.AddAsync("ilse.bos@example.org", Roles.Office);
        (await host.SendAsync(new AddAccount.Command("ILSE.BOS@example.org ", null, [Roles.Office], [], []))).Errors[0].Code.ShouldBe("access.email-taken");
    }

    [Fact]
    public async Task Who_does_not_manage_accounts_adds_none()
    {
        await using var host = await KonnectHost.CreateAsync();
        var office = new TestUser("Ilse", AccessScope.Everything, AccessPermissions.ManageTokens);
        (await host.SendAsync(new AddAccount.Command("a@example.org", null, [Roles.Office], [], []), office)).Errors[0].Code.ShouldBe("access.not-allowed");
    }

    [Fact]
    public async Task No_secret_is_kept_as_it_is()
    {
        await using var host = await KonnectHost.CreateAsync();
        var added = await host.SendAsync(new AddAccount.Command("a@example.org", null, [Roles.Office], [], []));
        await host.AddAsync("b@example.org", Roles.Office);
        var accounts = await host.ReadAsync(db => db.Accounts.OrderBy(a => a.Email).ToListAsync());
        accounts[0].InvitationHash.ShouldBe(Secret.HashOf(added.Value.InvitationPath!.Split('/')[^1]));
        // Identity's third format: SHA-512 is 2, then the rounds.
        var hash = Convert.FromBase64String(accounts[1].PasswordHash!);
        hash[0].ShouldBe((byte)1);
        System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(1)).ShouldBe(2);
        System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(5)).ShouldBe(KonnectHost.ByPassword.PasswordRounds!.Value);
    }

    private static string[] Listed(string value) => value.Length == 0 ? [] : [value];
}
