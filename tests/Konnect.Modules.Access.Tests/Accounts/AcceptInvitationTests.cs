using System.Net;
using Konnect.Modules.Access.Accounts;
using Konnect.Modules.Access.Contracts;
using Konnect.Testing;
using NodaTime;

namespace Konnect.Modules.Access.Tests.Accounts;

public sealed class AcceptInvitationTests
{
    [Fact]
    public async Task An_invitation_leads_to_a_password_and_a_session_once()
    {
        await using var host = await Installation.ServeAsync();
        var path = (await host.SendAsync(new AddAccount.Command("fatima.demir@example.org", null, [Roles.Office], [], []))).Value.InvitationPath!;
        using var visitor = new Visitor(host);
        await visitor.OpenAsync(path);
        visitor.Text.ShouldContain("Welkom, Fatima Demir");
        await visitor.SubmitAsync("accept", ("Input.Password", "fatima is mijn naam"));
        visitor.Refusals.ShouldHaveSingleItem().ShouldEndWith("Gebruik je naam of e-mailadres niet in je wachtwoord.");
        await visitor.SubmitAsync("accept", ("Input.Password", "gele regenjas in mei"));
        await visitor.OpenAsync("/profile");
        visitor.Text.ShouldContain("fatima.demir@example.org");

        using var second = new Visitor(host);
        await second.OpenAsync(path);
        second.Answer.StatusCode.ShouldBe(HttpStatusCode.Gone);
        second.Text.ShouldContain("Deze link werkt niet meer");
        (await host.SendAsync(new AcceptInvitation.Command(path.Split('/')[^1], "gele regenjas in mei"))).Errors[0].Code.ShouldBe("access.invitation-over");
        (await host.SignedInAsync("fatima.demir@example.org", "gele regenjas in mei")).Dispose();
    }

    [Fact]
    public async Task After_seven_days_it_is_over()
    {
        await using var host = await KonnectHost.CreateAsync();
        var token = (await host.SendAsync(new AddAccount.Command("fatima.demir@example.org", null, [Roles.Office], [], []))).Value.InvitationPath!.Split('/')[^1];
        host.Clock.Advance(Duration.FromDays(7) - Duration.FromSeconds(1));
        (await host.SendAsync(new GetInvitation.Query(token))).IsSuccess.ShouldBeTrue();
        host.Clock.Advance(Duration.FromSeconds(1));
        (await host.SendAsync(new AcceptInvitation.Command(token, Installation.Password))).Errors[0].Code.ShouldBe("access.invitation-over");
    }
}
