using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Inspections;
using NodaTime;

namespace Konnect.Modules.Access.Tests.Inspections;

public sealed class ListInspectionsTests
{
    [Fact]
    public async Task The_latest_stands_first_with_what_it_is_worth_and_a_manager_sees_the_own_location()
    {
        await using var host = await OnInspection.ServeAsync();
        var first = (await host.GiveAsync()).Value;
        await host.GiveAsync("L2", new LocalDate(2026, 11, 20));
        await host.SendAsync(new RevokeInspection.Command(first.Id));
        host.Clock.Advance(Duration.FromDays(1));
        var list = (await host.SendAsync(new ListInspections.Query())).Value;
        list.Grants.Select(g => (g.LocationName, g.State)).ShouldBe([("Het Kompas", GrantState.Expired), ("De Regenboog", GrantState.Revoked)]);
        var own = (await host.SendAsync(new ListInspections.Query(), OnInspection.Manager)).Value;
        own.Grants.Select(g => g.LocationName).ShouldBe(["De Regenboog"]);
        own.Places.Select(p => p.Code).ShouldBe(["L1"]);
    }
}
