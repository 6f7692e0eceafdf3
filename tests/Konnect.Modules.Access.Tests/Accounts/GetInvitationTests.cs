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

    [Fact]
    public async Task Who_guesses_codes_waits_and_so_does_the_right_one_from_that_address()
    {
        await using var host = await Installation.ServeAsync();
        var path = (await host.SendAsync(new AddAccount.Command("fatima.demir@example.org", "Fatima", [Roles.Office], [], []))).Value.InvitationPath!;
        using var visitor = new Visitor(host);
        for (var i = 0; i < 30; i++)
        {
            await visitor.OpenAsync($"/invitation/GUESS{i:D11}");
            ((int)visitor.Answer.StatusCode).ShouldBe(410);
        }

        await visitor.OpenAsync(path);
        ((int)visitor.Answer.StatusCode).ShouldBe(429);
        visitor.Text.ShouldContain("Wacht 10 min");
        visitor.Text.ShouldNotContain("Fatima");
        host.Clock.Advance(NodaTime.Duration.FromMinutes(10));
        await visitor.OpenAsync(path);
        visitor.Text.ShouldContain("Fatima");
    }
}
