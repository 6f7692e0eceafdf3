using Konnect.Modules.Access.Sessions;
using Microsoft.EntityFrameworkCore;
using NodaTime;

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
    public async Task Sessions_are_ended_after_proving_who_one_is()
    {
        await using var host = await Installation.ServeAsync();
        using var phone = await host.SignedInAsync();
        var id = await host.ReadAsync(db => db.Sessions.Select(s => s.Id).SingleAsync());
        using var desk = await host.SignedInAsync();
        host.Clock.Advance(Duration.FromMinutes(10));
        foreach (var form in new[] { $"end-{id}", "end-all" })
        {
            await desk.OpenAsync("/profile/sessions");
            await desk.SubmitAsync(form);
            desk.Address.ShouldBe("/confirm?return=%2Fprofile%2Fsessions");
            (await host.ReadAsync(db => db.Sessions.CountAsync())).ShouldBe(2);
        }
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
