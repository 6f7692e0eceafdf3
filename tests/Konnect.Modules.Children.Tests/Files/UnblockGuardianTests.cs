using Konnect.Modules.Children.Files;
using Konnect.Modules.Children.Persistence;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Modules.Children.Tests.Files;

public sealed class UnblockGuardianTests
{
    [Fact]
    public async Task It_leaves_what_the_source_system_says()
    {
        var neighbourhood = new Neighbourhood();
        await neighbourhood.InitializeAsync();
        var host = neighbourhood.Host;
        var office = People.Office with { Permissions = [ChildrenPermissions.View, ChildrenPermissions.BlockGuardian] };
        var murat = await host.InScopeAsync(s => s.GetRequiredService<ChildrenDbContext>().Guardians.Where(g => g.Number == "D2").Select(g => g.Id).SingleAsync());
        await host.SendAsync(new BlockGuardian.Command("K001", murat), office);
        (await host.SendAsync(new UnblockGuardian.Command("K001", murat), office)).IsSuccess.ShouldBeTrue();
        (await host.SendAsync(new UnblockGuardian.Command("K001", murat), office)).IsSuccess.ShouldBeTrue("twice is once");
        var row = (await host.SendAsync(new GetChildFile.Query("K001"), office)).Value.Guardians.Single(g => g.Id == murat);
        (row.IsBlocked, row.MayPickUp).ShouldBe((false, false));
        await neighbourhood.DisposeAsync();
    }
}
