using System.Net;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Accounts;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Operations;
using Konnect.Testing;

namespace Konnect.Modules.Access.Tests.Operations;

public sealed class ReplayDeadLetterTests
{
    [Fact]
    public async Task A_message_whose_cause_is_gone_is_handled_when_it_is_replayed()
    {
        await using var host = await KonnectHost.CreateAsync();
        var id = await host.PublishUnknownAsync();
        await host.FailAsync(8);
        await host.RepairAsync(id);
        (await host.DrainAsync()).ShouldBe(0);

        var replayed = await host.SendAsync(new ReplayDeadLetter.Command(id));
        var handled = await host.DrainAsync();

        replayed.IsSuccess.ShouldBeTrue();
        handled.ShouldBe(1);
        (await host.SendAsync(new ListDeadLetters.Query())).Value.ShouldSatisfyAllConditions(l => l.Waiting.ShouldBe(0), l => l.Dead.ShouldBe(0));
    }

    [Fact]
    public async Task A_message_that_waits_or_is_gone_can_t_be_replayed()
    {
        await using var host = await KonnectHost.CreateAsync();
        var id = await host.PublishUnknownAsync();

        (await host.SendAsync(new ReplayDeadLetter.Command(id))).Errors.Single().Code.ShouldBe("access.letter-gone");
        (await host.SendAsync(new ReplayDeadLetter.Command(0))).Errors.Single().Kind.ShouldBe(ErrorKind.Invalid);
        (await host.SendAsync(new ReplayDeadLetter.Command(id), new TestUser("O", AccessScope.Everything, AccessPermissions.ManageTokens))).Errors.Single().Kind.ShouldBe(ErrorKind.Forbidden);
    }

    [Fact]
    public async Task An_administrator_replays_on_the_page_and_the_office_gets_403()
    {
        await using var host = await KonnectHost.ServeAsync();
        foreach (var role in new[] { Roles.Administrator, Roles.Office })
            (await host.SendAsync(new AddAccount.Command($"{role}@example.org", null, [role], [], [], "paars fietsbel kompas"))).IsSuccess.ShouldBeTrue();
        using var administrator = new Visitor(host);
        await administrator.SignInAsync("administrator@example.org", "paars fietsbel kompas");
        using var office = new Visitor(host);
        await office.SignInAsync("office@example.org", "paars fietsbel kompas");
        await administrator.OpenAsync("/system");
        administrator.Text.ShouldContain("Alles is verwerkt");
        await office.OpenAsync("/system");
        office.Answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        var id = await host.PublishUnknownAsync(dead: true);
        await administrator.OpenAsync("/system");
        administrator.Text.ShouldContain($"{Letters.Unknown} vr 20 nov 2026, 10:00 8 InvalidOperationException Opnieuw proberen");
        await host.RepairAsync(id);
        await administrator.SubmitAsync($"replay-{id}");
        administrator.Text.ShouldContain("Het bericht wordt opnieuw geprobeerd.");
        await administrator.OpenAsync("/system");
        administrator.Text.ShouldContain("Alles is verwerkt");
    }
}
