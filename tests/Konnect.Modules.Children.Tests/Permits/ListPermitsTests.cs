using Konnect.Modules.Children.Files;
using Konnect.Modules.Children.Permits;

namespace Konnect.Modules.Children.Tests.Permits;

public sealed class ListPermitsTests
{
    [Fact]
    public async Task Who_works_with_the_child_sees_who_may_come_and_whom_to_call_back_and_no_code()
    {
        await using var it = await Doorway.CreateAsync();
        await it.GivenAsync();
        var list = (await it.SendAsync(new ListPermits.Query("K001"), Doorway.Practitioner)).Value;
        list.Askers.Select(a => (a.Name, a.Phones[0])).ShouldBe([("Laura van der Veen", "06-00000001"), ("Murat Aydin", "06-00000002")]);
        list.Coming.Single().ShouldSatisfyAllConditions(p => p.Name.ShouldBe("Buurman Jan"), p => p.GivenBy.ShouldBe("Laura"));
        typeof(PermitRegister.Row).GetProperties().ShouldNotContain(p => p.Name.Contains("Code", StringComparison.Ordinal));
        await it.SendAsync(new BlockGuardian.Command("K001", await it.IdAsync("D2")), People.Manager("L1") with { Permissions = [ChildrenPermissions.BlockGuardian] });
        (await it.SendAsync(new ListPermits.Query("K001"), Doorway.Practitioner)).Value.Askers.Select(a => a.Name).ShouldBe(["Laura van der Veen"]);
    }

    [Fact]
    public async Task A_child_of_another_group_is_not_there()
    {
        await using var it = await Doorway.CreateAsync();
        (await it.SendAsync(new ListPermits.Query("K002"), Doorway.Practitioner)).Errors.Single().Code.ShouldBe("children.unknown");
        (await it.SendAsync(new ListPermits.Query("K001"), People.Office)).Errors.Single().Code.ShouldBe("access.not-allowed");
    }
}
