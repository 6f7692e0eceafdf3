using Konnect.Modules.Children.Domain;
using Konnect.Modules.Children.Permits;

namespace Konnect.Modules.Children.Tests.Permits;

public sealed class ListOwnPermitsTests
{
    [Fact]
    public async Task A_code_is_shown_to_who_asked_as_long_as_it_is_of_use()
    {
        await using var it = await Doorway.CreateAsync();
        var (first, second) = (await it.GivenAsync(), await it.GivenAsync(Doorway.Own("Tante Ria", Doorway.Friday.PlusDays(3))));
        var list = (await it.SendAsync(new ListOwnPermits.Query("K001"), it.Laura)).Value;
        list.Coming.Select(p => (p.Row.Name, p.Code)).ShouldBe([("Buurman Jan", first.Code), ("Tante Ria", second.Code)]);
        (list.CallName, list.Today, list.LastDay, list.Past.Count).ShouldBe(("Zoë", Doorway.Friday, Doorway.Friday.PlusDays(28), 0));
        (await it.SendAsync(new ListOwnPermits.Query("K001"), it.Murat)).Value.Coming.ShouldAllBe(p => p.Code == null, "of the other guardian: that there is one, not its code");
        it.At(Doorway.Friday, 23);
        (await it.SendAsync(new ListOwnPermits.Query("K001"), it.Laura)).Value.Coming[0].Code.ShouldBe(first.Code);
        it.At(Doorway.Friday.PlusDays(1), 0);
        list = (await it.SendAsync(new ListOwnPermits.Query("K001"), it.Laura)).Value;
        list.Coming.Single().Row.Id.ShouldBe(second.Id);
        list.Past.Select(p => (p.Id, p.State)).ShouldBe([(first.Id, PermitState.Over)]);
    }

    [Fact]
    public async Task What_was_used_withdrawn_or_closed_has_no_code_any_more()
    {
        await using var it = await Doorway.CreateAsync();
        var (used, withdrawn, closed) = (await it.GivenAsync(Doorway.Own("A")), await it.GivenAsync(Doorway.Own("B")), await it.GivenAsync(Doorway.Own("C")));
        await it.TellAsync(used.Id, used.Code);
        await it.SendAsync(new WithdrawOwnPermit.Command("K001", withdrawn.Id), it.Laura);
        for (var i = 1; i <= CollectorPermit.MostTries; i++)
            await it.TellAsync(closed.Id, Doorway.Other(closed.Code, i));
        var list = (await it.SendAsync(new ListOwnPermits.Query("K001"), it.Laura)).Value;
        list.Coming.Select(p => (p.Row.Name, p.Row.State, p.Code)).ShouldBe([("C", PermitState.Closed, null)]);
        list.Past.Select(p => (p.Name, p.State)).ShouldBe([("A", PermitState.Used), ("B", PermitState.Withdrawn)], ignoreOrder: true);
    }

    [Fact]
    public async Task Who_has_no_authority_or_another_child_sees_nothing()
    {
        await using var it = await Doorway.CreateAsync();
        (await it.SendAsync(new ListOwnPermits.Query("K001"), it.Joke)).Errors.Single().Code.ShouldBe("children.unknown");
        (await it.SendAsync(new ListOwnPermits.Query("K003"), it.Laura)).Errors.Single().Code.ShouldBe("children.unknown");
    }
}
