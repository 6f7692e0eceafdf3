using Konnect.Modules.Children.Files;
using Konnect.Modules.Children.Permits;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Children.Tests.Permits;

public sealed class GivePermitTests
{
    [Fact]
    public async Task Who_asked_and_how_that_was_made_sure_is_kept_and_the_guardian_finds_the_code()
    {
        await using var it = await Doorway.CreateAsync();
        var given = (await it.SendAsync(await it.ForAsync(), Doorway.Practitioner)).Value;
        var row = await it.RowAsync(given.Id);
        (row.GuardianId, row.Verified, row.GivenBy).ShouldBe((await it.IdAsync("D1"), "gebeld op bekend nummer", "Lisa"));
        (await it.SendAsync(new ListOwnPermits.Query("K001"), it.Laura)).Value.Coming.Single().Code.ShouldBe(given.Code);
        (await it.TellAsync(given.Id, given.Code)).IsSuccess.ShouldBeTrue();
        var line = (await it.TrailAsync()).Single(l => l.Kind == "children.give-permit");
        line.Changes.Single().Fields.Single(f => f.Name == "Verified").New.ShouldBe("gebeld op bekend nummer");
    }

    [Fact]
    public async Task Both_are_asked_for()
    {
        await using var it = await Doorway.CreateAsync();
        (await it.SendAsync(await it.ForAsync() with { GuardianId = Guid.Empty, Verified = " " }, Doorway.Practitioner)).Errors.Select(e => (e.Code, e.Field))
            .ShouldBe([("children.permit-asker", "GuardianId"), ("children.permit-verified", "Verified")]);
        (await it.SendAsync(await it.ForAsync() with { Verified = new string('x', 201) }, Doorway.Practitioner)).Errors.Single().Code.ShouldBe("input.too-long");
    }

    [Fact]
    public async Task Only_a_guardian_with_authority_over_this_child_who_is_not_shut_out_can_ask()
    {
        await using var it = await Doorway.CreateAsync();
        (await it.SendAsync(await it.ForAsync("D3"), Doorway.Practitioner)).Errors.Single().Code.ShouldBe("children.permit-asker-unknown", "no authority");
        (await it.SendAsync(await it.ForAsync("D2") with { Number = "K002" }, People.Office with { Permissions = Doorway.Practitioner.Permissions })).Errors.Single().Code.ShouldBe("children.permit-asker-unknown", "of another child");
        await it.SendAsync(new BlockGuardian.Command("K001", await it.IdAsync("D2")), People.Manager("L1") with { Permissions = [ChildrenPermissions.BlockGuardian] });
        (await it.SendAsync(await it.ForAsync("D2"), Doorway.Practitioner)).Errors.Single().Code.ShouldBe("children.permit-asker-unknown", "shut out");
        (await it.SendAsync(await it.ForAsync() with { Name = "Murat Aydin" }, Doorway.Practitioner)).Errors.Single().Code.ShouldBe("children.permit-barred");
        (await it.QueryAsync(db => db.CollectorPermits.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_child_of_another_group_is_not_there()
    {
        await using var it = await Doorway.CreateAsync();
        (await it.SendAsync(await it.ForAsync(number: "K002"), Doorway.Practitioner)).Errors.Single().Code.ShouldBe("children.unknown");
        (await it.SendAsync(await it.ForAsync(), it.Laura)).Errors.Single().Code.ShouldBe("access.not-allowed");
    }

    [Fact]
    public async Task The_key_of_a_guardian_s_permit_opens_no_code()
    {
        await using var it = await Doorway.CreateAsync();
        var own = Doorway.Own();
        var given = await it.GivenAsync(own);
        foreach (var request in new[] { own.RequestId, given.Id })
            (await it.SendAsync(await it.ForAsync() with { RequestId = request }, Doorway.Practitioner)).Value.Id.ShouldNotBe(given.Id);
        var command = await it.ForAsync();
        (await it.SendAsync(command, Doorway.Practitioner)).Value.ShouldBe((await it.SendAsync(command, Doorway.Practitioner)).Value, "the same request sent twice");
    }
}
