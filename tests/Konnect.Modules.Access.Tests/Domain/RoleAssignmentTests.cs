using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Domain;

namespace Konnect.Modules.Access.Tests.Domain;

public sealed class RoleAssignmentTests
{
    [Theory]
    [InlineData(Roles.Office)]
    [InlineData(Roles.Administrator)]
    public void Office_and_administrator_see_everything(string role) => Scope([role], [], []).ShouldBe(AccessScope.Everything);

    [Fact]
    public void A_manager_sees_the_own_locations_and_a_practitioner_the_own_groups()
    {
        var scope = Scope([Roles.Manager, Roles.Practitioner], ["L1"], ["L2-A"]);
        scope.Covers("L1", "L1-B").ShouldBeTrue();
        scope.Covers("L2", "L2-A").ShouldBeTrue();
        scope.Covers("L2", "L2-B").ShouldBeFalse();
    }

    [Fact]
    public void An_administrator_who_works_on_a_group_sees_no_more_than_that_group()
    {
        var scope = Scope([Roles.Administrator, Roles.Practitioner], [], ["L1-A"]);
        scope.All.ShouldBeFalse();
        scope.Units.ShouldBe(["L1-A"]);
    }

    [Fact]
    public void A_guardian_sees_no_place()
    {
        var scope = Scope([Roles.Guardian], [], []);
        (scope.All, scope.Locations.Count, scope.Units.Count).ShouldBe((false, 0, 0));
    }

    private static AccessScope Scope(string[] roles, string[] locations, string[] groups) =>
        RoleAssignment.ScopeOf([.. RoleAssignment.For(roles, locations, groups)]);
}
