using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Files;
using Konnect.Testing;

namespace Konnect.Modules.Children.Tests.Files;

public sealed class ListFileChangesTests(Neighbourhood neighbourhood) : IClassFixture<Neighbourhood>
{
    private static readonly TestUser Office = People.Office with { Permissions = [ChildrenPermissions.View, ChildrenPermissions.ViewChanges] };
    private readonly KonnectHost host = neighbourhood.Host;

    [Fact]
    public async Task Who_opened_the_file_is_told_newest_first_a_page_at_a_time()
    {
        for (var i = 0; i < ListFileChanges.PageSize + 5; i++)
            (await host.SendAsync(new GetChildFile.Query("K002"), Office)).IsSuccess.ShouldBeTrue();
        var page = (await host.SendAsync(new ListFileChanges.Query("K002"), Office)).Value;
        page.Lines.Count.ShouldBe(ListFileChanges.PageSize);
        page.Lines[0].ShouldSatisfyAllConditions(l => l.Kind.ShouldBe("children.get-child-file"), l => l.By.ShouldBe(Office.Name), l => l.Changes.ShouldBeEmpty());
        var rest = (await host.SendAsync(new ListFileChanges.Query("K002", page.Next), Office)).Value;
        rest.Lines.Count.ShouldBe(5);
        rest.Next.ShouldBeNull();
    }

    [Fact]
    public async Task Of_a_child_out_of_sight_nothing_is_told()
    {
        var stranger = People.Practitioner("nowhere") with { Permissions = [ChildrenPermissions.ViewChanges] };
        (await host.SendAsync(new ListFileChanges.Query("K001"), stranger)).Errors.ShouldHaveSingleItem().Code.ShouldBe("children.unknown");
        (await host.SendAsync(new ListFileChanges.Query("K001"), People.Office)).Errors.ShouldHaveSingleItem().Code.ShouldBe("access.not-allowed");
    }
}
