using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Files;
using Konnect.Modules.Children.OwnChildren;
using Konnect.Testing;

namespace Konnect.Modules.Children.Tests.OwnChildren;

/// <summary>D1 has K001 and K002 with authority, D2 has K001 with it, D3 has K001 without.</summary>
public sealed class ListOwnChildrenTests(Neighbourhood neighbourhood) : IClassFixture<Neighbourhood>
{
    private readonly KonnectHost host = neighbourhood.Host;

    [Fact]
    public async Task A_guardian_sees_the_own_children_and_nobody_else()
    {
        (await ListAsync("D1")).Select(c => (c.Number, c.HasAuthority)).ShouldBe([("K001", true), ("K002", true)]);
        (await ListAsync("D3")).Select(c => (c.Number, c.HasAuthority)).ShouldBe([("K001", false)]);
        (await ListAsync("D3", "D2")).ShouldHaveSingleItem().HasAuthority.ShouldBeTrue("one account of two persons has what either has");
        (await host.SendAsync(new ListOwnChildren.Query(), new TestUser("Nobody", AccessScope.Everything, ChildrenPermissions.ViewOwn))).Value.Children.ShouldBeEmpty();
    }

    [Fact]
    public async Task Being_a_guardian_opens_no_file_of_the_organisation()
    {
        var guardian = await People.GuardianAsync(host, "D1");
        (await host.SendAsync(new GetChildFile.Query("K001"), guardian)).Errors[0].Code.ShouldBe("access.not-allowed");
        (await host.SendAsync(new GetChildFile.Query("K001"), guardian with { Permissions = [ChildrenPermissions.View] })).Errors[0].Code.ShouldBe("children.unknown");
    }

    private async Task<IReadOnlyList<Contracts.OwnChild>> ListAsync(params string[] numbers) =>
        (await host.SendAsync(new ListOwnChildren.Query(), await People.GuardianAsync(host, numbers))).Value.Children;
}
