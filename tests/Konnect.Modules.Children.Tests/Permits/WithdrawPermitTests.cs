using Konnect.Modules.Children.Permits;

namespace Konnect.Modules.Children.Tests.Permits;

public sealed class WithdrawPermitTests
{
    [Fact]
    public async Task The_group_takes_it_back_for_the_guardian()
    {
        await using var it = await Doorway.CreateAsync();
        var given = await it.GivenAsync();
        (await it.SendAsync(new WithdrawPermit.Command("K001", given.Id), Doorway.Practitioner)).IsSuccess.ShouldBeTrue();
        (await it.AtTheDoorAsync()).ShouldBeEmpty();
        (await it.SendAsync(new ListOwnPermits.Query("K001"), it.Laura)).Value.Past.Single().WithdrawnBy.ShouldBe("Lisa");
        (await it.TrailAsync())[0].Kind.ShouldBe("children.withdraw-permit");
    }

    [Fact]
    public async Task One_of_another_child_is_unknown()
    {
        await using var it = await Doorway.CreateAsync();
        var ozgur = await it.GivenAsync(Doorway.Own(number: "K002"));
        (await it.SendAsync(new WithdrawPermit.Command("K001", ozgur.Id), Doorway.Practitioner)).Errors.Single().Code.ShouldBe("children.permit-unknown");
        (await it.SendAsync(new WithdrawPermit.Command("K002", ozgur.Id), Doorway.Practitioner)).Errors.Single().Code.ShouldBe("children.unknown");
        (await it.RowAsync(ozgur.Id)).WithdrawnAt.ShouldBeNull();
    }
}
