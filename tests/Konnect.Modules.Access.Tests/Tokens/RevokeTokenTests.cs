using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Tokens;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Access.Tests.Tokens;

public sealed class RevokeTokenTests
{
    [Fact]
    public async Task The_button_in_the_list_revokes_for_good()
    {
        await using var host = await Installation.ServeAsync();
        var id = (await host.SendAsync(new CreateToken.Command("Power BI", ApiScopeKind.Bi, [], null, null, null))).Value.Id;
        using var visitor = await host.SignedInAsync();
        await visitor.OpenAsync("/tokens");
        await visitor.SubmitAsync($"revoke-{id}");
        visitor.Text.ShouldContain("Power BI werkt niet meer.");
        visitor.Text.ShouldContain("ingetrokken");
        var first = await host.ReadAsync(db => db.Tokens.Select(t => t.RevokedAt).SingleAsync());
        host.Clock.Advance(NodaTime.Duration.FromHours(1));
        await host.SendAsync(new RevokeToken.Command(id));
        (await host.ReadAsync(db => db.Tokens.Select(t => t.RevokedAt).SingleAsync())).ShouldBe(first);
    }
}
