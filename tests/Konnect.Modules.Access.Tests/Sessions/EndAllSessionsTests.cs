using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Access.Tests.Sessions;

public sealed class EndAllSessionsTests
{
    [Fact]
    public async Task Everywhere_is_here_too()
    {
        await using var host = await Installation.ServeAsync();
        using var phone = await host.SignedInAsync();
        using var desk = await host.SignedInAsync();
        await desk.OpenAsync("/profile/sessions");
        await desk.SubmitAsync("end-all");
        desk.Address.ShouldBe("/sign-in");
        foreach (var visitor in new[] { phone, desk })
        {
            await visitor.OpenAsync("/profile");
            visitor.Address.ShouldStartWith("/sign-in");
        }

        (await host.ReadAsync(db => db.Sessions.AnyAsync())).ShouldBeFalse();
    }
}
