using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Planning.Domain;
using Konnect.Modules.Planning.Integrations;
using Konnect.Testing;
using NodaTime;

namespace Konnect.Modules.Planning.Tests.Integrations;

public sealed class ListExportsTests
{
    [Fact]
    public async Task Requests_come_newest_first_as_they_stand()
    {
        await using var host = await KonnectHost.CreateAsync();
        (await ListAsync(host)).ShouldSatisfyAllConditions(l => l.Requests.ShouldBeEmpty(), l => l.CanAsk.ShouldBeTrue(), l => l.Deciders.ShouldBeEmpty());
        await host.RefuseAsync(await host.AskAsync());
        host.Clock.Advance(Duration.FromDays(1));
        await host.AskAsync();
        var list = await ListAsync(host);
        list.Requests.Select(r => (r.State, r.IsOwn)).ShouldBe([(ExportState.Open, true), (ExportState.Refused, true)]);
        list.Requests[0].Until.ShouldBe(new LocalDateTime(2026, 11, 28, 10, 0));
        list.CanAsk.ShouldBeFalse();
        (await host.NewestAsync()).IsOwn.ShouldBeFalse();
        host.Clock.Advance(ExportRequest.Waits);
        (await ListAsync(host)).ShouldSatisfyAllConditions(l => l.Requests[0].State.ShouldBe(ExportState.Lapsed), l => l.CanAsk.ShouldBeTrue());
    }

    [Fact]
    public async Task Who_else_can_decide_is_who_can_sign_in_with_a_role_for_it()
    {
        await using var host = await Office.ServeAsync();
        (await ListAsync(host)).Deciders.ShouldBe(["Administrator", "Office"]);
        using var office = await host.SignedInAsync();
        await office.OpenAsync(ExportDownload.Page);
        office.Text.ShouldContain("Iemand anders moet dit goedkeuren: Administrator.");
        using var administrator = await host.SignedInAsync(Roles.Administrator);
        await administrator.OpenAsync("/accounts");
        var block = administrator.Page.QuerySelectorAll("tr").Single(r => r.TextContent.Contains("office@", StringComparison.Ordinal)).QuerySelector("input[name=_handler][value^='block-']")!.GetAttribute("value")!;
        await administrator.SubmitAsync(block);
        (await ListAsync(host)).Deciders.ShouldBe(["Administrator"]);
    }

    private static async Task<ListExports.Response> ListAsync(KonnectHost host) => (await host.SendAsync(new ListExports.Query(), Exports.Asker)).Value;
}
