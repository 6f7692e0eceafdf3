using Konnect.Modules.Access.Inspections;

namespace Konnect.Modules.Access.Tests.Inspections;

public sealed class RevokeInspectionTests
{
    [Fact]
    public async Task Who_is_in_by_it_sees_nothing_at_the_next_request()
    {
        await using var host = await OnInspection.ServeAsync();
        var given = (await host.GiveAsync()).Value;
        using var inspector = await host.OpenedAsync(given.Code);
        ((int)inspector.Answer.StatusCode).ShouldBe(200);
        using var office = await host.SignedInAsync();
        await office.OpenAsync("/inspections");
        await office.SubmitAsync($"revoke-{given.Id}");
        office.Text.ShouldContain("De inzage van Karin de Wit is ingetrokken");
        await inspector.OpenAsync("/ratio");
        inspector.Address.ShouldBe("/inspect?over=yes");
        inspector.Text.ShouldContain("Je inzage is afgesloten");
    }

    [Fact]
    public async Task Of_another_location_it_is_not_there_for_a_manager()
    {
        await using var host = await OnInspection.ServeAsync();
        var given = (await host.GiveAsync("L2")).Value;
        (await host.SendAsync(new RevokeInspection.Command(given.Id), OnInspection.Manager)).Errors[0].Code.ShouldBe("access.inspection-gone");
        (await host.SendAsync(new RevokeInspection.Command(Guid.NewGuid()), OnInspection.Manager)).Errors[0].Code.ShouldBe("access.inspection-gone");
        (await host.SendAsync(new RevokeInspection.Command(given.Id))).IsSuccess.ShouldBeTrue();
        (await host.SendAsync(new RevokeInspection.Command(given.Id))).IsSuccess.ShouldBeTrue();
    }
}
