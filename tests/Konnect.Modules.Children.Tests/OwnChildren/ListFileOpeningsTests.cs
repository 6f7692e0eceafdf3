using Konnect.Modules.Children.Files;
using Konnect.Modules.Children.OwnChildren;
using Konnect.Testing;

namespace Konnect.Modules.Children.Tests.OwnChildren;

public sealed class ListFileOpeningsTests(Neighbourhood neighbourhood) : IClassFixture<Neighbourhood>
{
    private readonly KonnectHost host = neighbourhood.Host;

    [Fact]
    public async Task Who_opened_the_file_is_told_to_a_guardian_with_authority_a_page_at_a_time()
    {
        for (var i = 0; i < ListFileOpenings.PageSize + 3; i++)
            await host.SendAsync(new GetChildFile.Query("K002"), People.Office);
        await host.SendAsync(new GetChildFile.Query("K003"), People.Manager("L2"));
        var guardian = await People.GuardianAsync(host, "D1");
        var page = (await host.SendAsync(new ListFileOpenings.Query("K002"), guardian)).Value;
        page.Lines.Count.ShouldBe(ListFileOpenings.PageSize);
        page.Lines.ShouldAllBe(l => l.By == People.Office.Name && l.Kind == "children.get-child-file");
        var rest = (await host.SendAsync(new ListFileOpenings.Query("K002", page.Next), guardian)).Value;
        (rest.Lines.Count(l => l.Kind == "children.get-child-file"), rest.Next).ShouldBe((3, null));
    }

    [Fact]
    public async Task Without_authority_and_of_another_child_nothing_is_told()
    {
        (await host.SendAsync(new ListFileOpenings.Query("K001"), await People.GuardianAsync(host, "D3"))).Errors.ShouldHaveSingleItem().Code.ShouldBe("children.unknown");
        (await host.SendAsync(new ListFileOpenings.Query("K003"), await People.GuardianAsync(host, "D1"))).Errors.ShouldHaveSingleItem().Code.ShouldBe("children.unknown");
        (await host.SendAsync(new ListFileOpenings.Query("K001"), People.Office)).Errors.ShouldHaveSingleItem().Code.ShouldBe("access.not-allowed");
    }
}
