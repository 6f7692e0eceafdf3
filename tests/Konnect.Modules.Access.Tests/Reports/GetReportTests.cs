using System.Net;
using Konnect.BuildingBlocks.Results;
using Konnect.Modules.Access.Reports;
using Konnect.Testing;

namespace Konnect.Modules.Access.Tests.Reports;

public sealed class GetReportTests
{
    [Fact]
    public async Task A_set_with_days_has_a_script_for_all_of_it_and_one_for_a_stretch_of_days()
    {
        await using var host = await KonnectHost.CreateAsync();
        var report = (await host.SendAsync(new GetReport.Query("Occupancy", "https://konnect.example/odata/v1"))).Value;
        report.Script.ShouldBe("""
            let
                Source = OData.Feed("https://konnect.example/odata/v1", null, [Implementation = "2.0"]),
                Rows = Source{[Name = "Occupancy", Signature = "table"]}[Data]
            in
                Rows
            """);
        report.DayScript.ShouldBe("""
            let
                DayOf = (moment as datetime) as number => Date.Year(moment) * 10000 + Date.Month(moment) * 100 + Date.Day(moment),
                Source = OData.Feed("https://konnect.example/odata/v1", null, [Implementation = "2.0"]),
                Rows = Source{[Name = "Occupancy", Signature = "table"]}[Data],
                Window = Table.SelectRows(Rows, each [DateKey] >= DayOf(RangeStart) and [DateKey] < DayOf(RangeEnd))
            in
                Window
            """);
        (await host.SendAsync(new GetReport.Query("Groups", "https://konnect.example/odata/v1"))).Value.DayScript.ShouldBeNull();
    }

    [Theory]
    [InlineData("AuditEvents")]
    [InlineData("occupancy")]
    [InlineData("Nothing")]
    public async Task A_set_that_is_not_there_is_not_found(string name)
    {
        await using var host = await KonnectHost.CreateAsync();
        (await host.SendAsync(new GetReport.Query(name, "https://konnect.example/odata/v1"))).Errors.ShouldHaveSingleItem().Kind.ShouldBe(ErrorKind.NotFound);
    }

    [Fact]
    public void A_text_in_a_script_is_a_text_whatever_it_holds() =>
        PowerQuery.Whole("""http://x/"#(lf)/""", "A").ShouldContain("""OData.Feed("http://x/""#(#)(lf)/", null""");

    [Fact]
    public async Task The_page_of_a_set_tells_its_columns_and_holds_its_scripts()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = await host.SignedInAsync();
        await visitor.OpenAsync("/reports/RatioSegments");
        visitor.Page.QuerySelector("h1")!.TextContent.ShouldBe("RatioSegments");
        visitor.Page.QuerySelectorAll("tbody tr").Length.ShouldBe(23);
        visitor.Page.QuerySelector("#script")!.TextContent.ShouldContain($"OData.Feed(\"{host.Address}odata/v1\"");
        visitor.Page.QuerySelector("#day-script")!.TextContent.ShouldContain("DayOf(RangeEnd)");
        await visitor.OpenAsync("/reports/Groups");
        visitor.Page.QuerySelector("#day-script").ShouldBeNull();
        await visitor.OpenAsync("/reports/Nothing");
        visitor.Answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
