using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Reports;
using Konnect.Testing;

namespace Konnect.Modules.Access.Tests.Reports;

public sealed class ListReportsTests
{
    [Fact]
    public async Task Every_set_that_a_token_for_reports_reads_is_there_with_the_columns_that_it_sees()
    {
        await using var host = await KonnectHost.CreateAsync();
        var sets = (await host.SendAsync(new ListReports.Query())).Value;
        sets.Select(s => s.Name).ShouldBe(
            ["Absences", "ChildAttendance", "Groups", "Locations", "Occupancy", "Placements", "PlannedAttendance", "RatioDays", "RatioSegments", "StaffAttendance"]);
        var attendance = sets.Single(s => s.Name == "ChildAttendance");
        attendance.Columns.Count.ShouldBe(16);
        attendance.Columns.ShouldNotContain(c => c.Name == "Name" || c.Name == "BirthDate");
        attendance.Columns.Where(c => c.IsKey).Select(c => c.Name).ShouldBe(["Id"]);
        attendance.Columns.Select(c => c.Kind).Distinct().Order().ShouldBe(["date", "key", "moment", "number", "text", "yes-no"]);
        sets.Where(s => !s.HasDays).Select(s => s.Name).ShouldBe(["Groups", "Locations", "Placements"]);
    }

    [Fact]
    public async Task The_page_shows_the_address_the_steps_and_every_set_to_who_may_make_tokens()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = await host.SignedInAsync();
        await visitor.OpenAsync("/tokens");
        visitor.Page.QuerySelector("main a[href='/reports']").ShouldNotBeNull();
        await visitor.OpenAsync("/reports");
        visitor.Page.QuerySelector("#feed")!.TextContent.ShouldBe($"{host.Address}odata/v1");
        visitor.Page.QuerySelector("[data-copy=feed]")!.HasAttribute("hidden").ShouldBeTrue();
        visitor.Page.QuerySelectorAll("tbody tr").Length.ShouldBe(10);
        visitor.Text.ShouldContain("een aanwezigheid van een kind op een groep");
        visitor.Page.QuerySelectorAll("tbody [lang=en]").ShouldBeEmpty("every set is told in the reader's language");
        visitor.Text.ShouldContain("Met Power BI Desktop en Excel zelf is het nog niet geprobeerd");
        foreach (var link in visitor.Page.QuerySelectorAll("main a[href]").Select(a => a.GetAttribute("href")!.Split('#')[0]).Distinct().ToList())
        {
            await visitor.OpenAsync(link);
            visitor.Answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK, link);
        }
    }

    [Fact]
    public async Task Who_may_not_make_tokens_gets_nothing()
    {
        await using var host = await KonnectHost.CreateAsync();
        (await host.SendAsync(new ListReports.Query(), new TestUser("P", AccessScope.Everything, AccessPermissions.Profile))).IsSuccess.ShouldBeFalse();
    }
}
