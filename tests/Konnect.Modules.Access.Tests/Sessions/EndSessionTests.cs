using Konnect.Modules.Access.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Access.Tests.Sessions;

public sealed class EndSessionTests
{
    [Fact]
    public async Task A_session_that_is_ended_elsewhere_is_over_at_its_next_request()
    {
        await using var host = await Installation.ServeAsync();
        using var phone = await host.SignedInAsync();
        var id = await host.ReadAsync(db => db.Sessions.Select(s => s.Id).SingleAsync());
        using var desk = await host.SignedInAsync();
        await desk.OpenAsync("/profile/sessions");
        await desk.SubmitAsync($"end-{id}");
        desk.Text.ShouldContain("Onbekend apparaat is uitgelogd.");
        await phone.OpenAsync("/profile");
        phone.Address.ShouldStartWith("/sign-in");
        await desk.OpenAsync("/profile");
        desk.Address.ShouldBe("/profile");
    }

    [Fact]
    public async Task Nobody_ends_a_session_of_another()
    {
        await using var host = await Installation.ServeAsync();
        using var phone = await host.SignedInAsync();
        var id = await host.ReadAsync(db => db.Sessions.Select(s => s.Id).SingleAsync());
        (await host.SendAsync(new EndSession.Command(id), new AccountUser(Guid.NewGuid()))).Errors[0].Code.ShouldBe("access.session-unknown");
        await phone.OpenAsync("/profile");
        phone.Address.ShouldBe("/profile");
    }
}
