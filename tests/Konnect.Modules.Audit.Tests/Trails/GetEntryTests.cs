using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Audit.Trails;
using Konnect.Testing;

namespace Konnect.Modules.Audit.Tests.Trails;

public sealed class GetEntryTests
{
    [Fact]
    public async Task A_line_tells_what_was_changed_of_whom_and_no_value()
    {
        await using var host = await KonnectHost.CreateAsync();
        await SampleOrganisation.LoadAsync(host);
        await Ledger.WriteAsync(host, Ledger.Told(items: [Ledger.Changed("K1", new TrailField("Text", "oud", "nieuw"), new TrailField("Kind", null, "Diet")), new TrailItem(TrailAct.Removed, "", "", "Group", "L1", [])]));
        var entry = (await host.SendAsync(new GetEntry.Query(1), Ledger.Administrator)).Value;
        entry.Total.ShouldBe(2);
        entry.Records[0].Person!.Kind.ShouldBe("child");
        entry.Records[0].Fields.ShouldBe(["Text", "Kind"]);
        entry.Records[1].ShouldSatisfyAllConditions(r => r.Person.ShouldBeNull(), r => r.Act.ShouldBe(TrailAct.Removed), r => r.Fields.ShouldBeEmpty());
        entry.Hash.Length.ShouldBe(64);
        System.Text.Json.JsonSerializer.Serialize(entry).ShouldNotContain("nieuw");
    }

    [Fact]
    public async Task Many_records_come_a_page_at_a_time()
    {
        await using var host = await KonnectHost.CreateAsync();
        await Ledger.WriteAsync(host, Ledger.Told(items: [.. Enumerable.Range(0, 250).Select(i => Ledger.Named($"X{i}"))]));
        var last = (await host.SendAsync(new GetEntry.Query(1, 3), Ledger.Administrator)).Value;
        (last.Total, last.Records.Count, last.Records[^1].Person!.Name).ShouldBe((250, 50, "X249"));
        (await host.SendAsync(new GetEntry.Query(1, int.MaxValue), Ledger.Administrator)).Value.Records.Count.ShouldBe(50);
    }

    [Fact]
    public async Task A_line_that_is_not_there_is_refused()
    {
        await using var host = await KonnectHost.CreateAsync();
        (await host.SendAsync(new GetEntry.Query(5), Ledger.Administrator)).Errors.ShouldHaveSingleItem().Code.ShouldBe("audit.entry-unknown");
    }
}
