using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Children.Files;
using Konnect.Modules.Children.OwnChildren;
using Konnect.Modules.Children.Persistence;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Modules.Children.Tests.Files;

public sealed class BlockGuardianTests : IAsyncLifetime
{
    private static readonly TestUser Manager = People.Manager("L1") with { Permissions = [ChildrenPermissions.View, ChildrenPermissions.BlockGuardian] };
    private readonly Neighbourhood neighbourhood = new();
    private KonnectHost host = null!;

    public async Task InitializeAsync()
    {
        await neighbourhood.InitializeAsync();
        host = neighbourhood.Host;
    }

    public Task DisposeAsync() => neighbourhood.DisposeAsync();

    [Fact]
    public async Task From_then_on_the_guardian_sees_nothing_of_that_child_and_may_not_collect_it_whatever_is_imported()
    {
        var (id, guardian) = (await IdAsync("D1"), await People.GuardianAsync(host, "D1"));
        (await host.SendAsync(new BlockGuardian.Command("K001", id), Manager)).IsSuccess.ShouldBeTrue();
        (await host.SendAsync(new ListOwnChildren.Query(), guardian)).Value.Children.Select(c => c.Number).ShouldBe(["K002"]);
        (await host.SendAsync(new ListFileOpenings.Query("K001"), guardian)).Errors.ShouldHaveSingleItem().Code.ShouldBe("children.unknown");
        await SampleOrganisation.ImportAsync(host, ("child_guardians.csv", """
            child_number,guardian_number,relation,has_authority,may_pick_up,contact_order
            K001,D1,parent,true,true,1
            """));
        var row = (await host.SendAsync(new GetChildFile.Query("K001"), Manager)).Value.Guardians.Single(g => g.Id == id);
        (row.IsBlocked, row.MayPickUp).ShouldBe((true, false));
        var collectors = await host.InScopeAsync(async s => (await s.GetRequiredService<IChildDirectory>().ListMayCollectAsync(
            [(await s.GetRequiredService<IChildDirectory>().FindByNumberAsync("K001", CancellationToken.None))!.Id], CancellationToken.None)).Single());
        collectors.Select(c => (c.Name, c.IsAllowed)).ShouldBe([("Buurvrouw An", true), ("Oma Corrie", true), ("Laura van der Veen", false), ("Murat Aydin", false)]);

        (await host.SendAsync(new UnblockGuardian.Command("K001", id), Manager)).IsSuccess.ShouldBeTrue();
        (await host.SendAsync(new ListOwnChildren.Query(), guardian)).Value.Children.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_child_out_of_sight_and_somebody_who_is_no_guardian_of_it_are_unknown()
    {
        var id = await IdAsync("D1");
        (await host.SendAsync(new BlockGuardian.Command("K001", id), Manager with { Scope = People.Manager("L2").Scope })).Errors[0].Code.ShouldBe("children.unknown");
        (await host.SendAsync(new BlockGuardian.Command("K003", id), People.Office with { Permissions = Manager.Permissions })).Errors[0].Code.ShouldBe("children.unknown");
        (await host.SendAsync(new BlockGuardian.Command("K001", id), People.Practitioner("L1-VLI"))).Errors[0].Code.ShouldBe("access.not-allowed");
    }

    private Task<Guid> IdAsync(string number) => host.InScopeAsync(s => s.GetRequiredService<ChildrenDbContext>().Guardians.Where(g => g.Number == number).Select(g => g.Id).SingleAsync());
}
