using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.OwnProfile;
using Konnect.Testing;

namespace Konnect.Modules.Access.Tests.OwnProfile;

public sealed class GetProfileTests
{
    [Fact]
    public async Task Everybody_sees_the_own_account_only()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = await host.SignedInAsync();
        await visitor.OpenAsync("/profile");
        visitor.Page.QuerySelectorAll("dl.facts dd").Select(d => d.TextContent).ShouldBe(["Ilse Bos", "ilse.bos@example.org", "Beheerder, Kantoor"]);
        (await host.SendAsync(new GetProfile.Query(), new TestUser("Nobody", AccessScope.Nothing, AccessPermissions.Profile))).Errors[0].Code.ShouldBe("access.account-unknown");
    }
}
