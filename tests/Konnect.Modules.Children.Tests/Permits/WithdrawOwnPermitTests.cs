using Konnect.Modules.Children.Permits;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Children.Tests.Permits;

public sealed class WithdrawOwnPermitTests
{
    [Fact]
    public async Task It_is_refused_at_the_door_from_then_on_and_code_and_photo_are_gone_at_once()
    {
        await using var it = await Doorway.CreateAsync();
        var given = await it.GivenAsync(Doorway.Own() with { Photo = Doorway.Pictures["image/png"] });
        (await it.SendAsync(new WithdrawOwnPermit.Command("K001", given.Id), it.Laura)).IsSuccess.ShouldBeTrue();
        (await it.SendAsync(new WithdrawOwnPermit.Command("K001", given.Id), it.Laura)).IsSuccess.ShouldBeTrue("twice is once");
        (await it.AtTheDoorAsync()).ShouldBeEmpty();
        (await it.TellAsync(given.Id, given.Code)).Errors.Single().Code.ShouldBe("children.permit-withdrawn");
        var row = await it.RowAsync(given.Id);
        (row.Code, row.WithdrawnBy).ShouldBe(("", "Laura"));
        (await it.QueryAsync(db => db.CollectorPhotos.CountAsync())).ShouldBe(0);
        var line = (await it.TrailAsync()).Last(l => l.Kind == "children.withdraw-own-permit");
        line.UserName.ShouldBe("Laura");
        line.Changes.Single().Fields.Select(f => f.Name).ShouldBe(["WithdrawnAt"]);
    }

    [Fact]
    public async Task What_was_used_stays_used()
    {
        await using var it = await Doorway.CreateAsync();
        var given = await it.GivenAsync();
        await it.TellAsync(given.Id, given.Code);
        (await it.SendAsync(new WithdrawOwnPermit.Command("K001", given.Id), it.Laura)).Errors.Single().Code.ShouldBe("children.permit-used");
    }

    [Fact]
    public async Task The_other_guardian_with_authority_may_too_and_nobody_of_another_child()
    {
        await using var it = await Doorway.CreateAsync();
        var (zoe, ozgur) = (await it.GivenAsync(), await it.GivenAsync(Doorway.Own(number: "K002")));
        (await it.SendAsync(new WithdrawOwnPermit.Command("K001", ozgur.Id), it.Murat)).Errors.Single().Code.ShouldBe("children.permit-unknown");
        (await it.SendAsync(new WithdrawOwnPermit.Command("K002", ozgur.Id), it.Murat)).Errors.Single().Code.ShouldBe("children.unknown");
        (await it.SendAsync(new WithdrawOwnPermit.Command("K001", zoe.Id), it.Joke)).Errors.Single().Code.ShouldBe("children.unknown");
        (await it.SendAsync(new WithdrawOwnPermit.Command("K001", zoe.Id), it.Murat)).IsSuccess.ShouldBeTrue();
        (await it.RowAsync(ozgur.Id)).WithdrawnAt.ShouldBeNull();
    }
}
