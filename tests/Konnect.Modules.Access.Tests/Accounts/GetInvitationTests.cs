using Konnect.Modules.Access.Accounts;
using Konnect.Modules.Access.Contracts;
using Konnect.Testing;

namespace Konnect.Modules.Access.Tests.Accounts;

public sealed class GetInvitationTests
{
    [Fact]
    public async Task A_link_says_whom_it_is_for_and_a_made_up_one_nothing()
    {
        await using var host = await KonnectHost.CreateAsync();
        var token = (await host.SendAsync(new AddAccount.Command("fatima.demir@example.org", "Fatima", [Roles.Office], [], []))).Value.InvitationPath!.Split('/')[^1];
        (await host.SendAsync(new GetInvitation.Query(token))).Value.ShouldBe(new("Fatima", "fatima.demir@example.org"));
        (await host.SendAsync(new GetInvitation.Query("made-up"))).Errors[0].Code.ShouldBe("access.invitation-over");
    }
}
