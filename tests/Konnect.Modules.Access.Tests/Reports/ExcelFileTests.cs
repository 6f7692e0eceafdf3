using System.Net;
using System.Xml.Linq;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Reports;

namespace Konnect.Modules.Access.Tests.Reports;

public sealed class ExcelFileTests
{
    private static readonly XNamespace Odc = "urn:schemas-microsoft-com:office:odc";
    private static readonly XNamespace DataMashup = "http://schemas.microsoft.com/DataMashup";

    [Fact]
    public async Task Excel_gets_a_connection_to_one_set_and_the_query_it_names()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = await host.SignedInAsync();
        await visitor.OpenAsync("/reports/Groups.odc");
        visitor.Answer.Content.Headers.ContentType!.ToString().ShouldBe("text/x-ms-odc; charset=utf-8");
        visitor.Answer.Content.Headers.ContentDisposition!.FileName.ShouldBe("Groups.odc");
        var file = await visitor.Answer.Content.ReadAsStringAsync();
        var connection = Connection(file).Element(Odc + "PowerQueryConnection")!;
        connection.Attribute(Odc + "Type")!.Value.ShouldBe("OLEDB");
        connection.Element(Odc + "ConnectionString")!.Value.ShouldBe("Provider=Microsoft.Mashup.OleDb.1;Data Source=$Workbook$;Location=Groups;Extended Properties=\"\"");
        connection.Element(Odc + "CommandText")!.Value.ShouldBe("SELECT * FROM [Groups]");
        var query = Query(file);
        query.Attribute("Name")!.Value.ShouldBe("Groups");
        query.Element(DataMashup + "Formula")!.Value.ShouldBe(PowerQuery.Whole($"{host.Address}odata/v1", "Groups"), StringCompareShould.IgnoreLineEndings);
        file.ShouldNotContain("kn_");
    }

    [Fact]
    public void Whatever_an_address_or_a_description_holds_stays_text()
    {
        const string odd = """https://x/"'<b>&amp;]]></odc:PowerQueryMashupData>#(lf)é""";
        var file = ExcelFile.Content(odd, new ReportSet("Groups", "<script>&\"", []));
        file.ShouldNotContain("<script>");
        Connection(file).Elements().Count().ShouldBe(2);
        Query(file).Element(DataMashup + "Formula")!.Value.ShouldBe(PowerQuery.Whole(odd, "Groups"), StringCompareShould.IgnoreLineEndings);
    }

    [Fact]
    public async Task The_file_is_for_who_may_make_tokens_and_for_sets_that_are_there()
    {
        await using var host = await Installation.ServeAsync();
        using var anonymous = host.Client();
        (await anonymous.GetAsync("/reports/Groups.odc")).Headers.Location!.ToString().ShouldStartWith("/sign-in");
        await host.AddAsync("ouder@example.org", Roles.Guardian);
        using var guardian = await host.SignedInAsync("ouder@example.org");
        await guardian.OpenAsync("/reports/Groups.odc");
        guardian.Answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var visitor = await host.SignedInAsync();
        foreach (var name in (string[])["Nothing", "groups", "AuditEvents"])
        {
            await visitor.OpenAsync($"/reports/{name}.odc");
            visitor.Answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, name);
        }
    }

    private static XElement Connection(string file) => XElement.Parse(file.Split("<xml id=msodc>")[1].Split("</xml>")[0]);

    private static XElement Query(string file) =>
        XElement.Parse(Connection(file).Element(Odc + "PowerQueryMashupData")!.Value).Element(DataMashup + "Items")!.Element(DataMashup + "Query")!;
}
