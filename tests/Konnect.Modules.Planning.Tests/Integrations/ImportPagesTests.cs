using System.Net;
using System.Net.Sockets;
using System.Text;
using Konnect.Testing;
using NodaTime;

namespace Konnect.Modules.Planning.Tests.Integrations;

public sealed class ImportPagesTests : IAsyncLifetime
{
    private const string Two = Office.Locations + "L2,Zuid,07:30,18:30\r\n";

    private KonnectHost host = null!;

    public async Task InitializeAsync() => host = await Office.ServeAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task An_upload_is_shown_then_confirmed_then_there_and_the_second_time_unchanged()
    {
        using var visitor = await host.SignedInAsync();

        await UploadAsync(visitor, "export.zip", Office.Zip(("locations.csv", Two), ("notities.txt", "x")));
        visitor.Refusals.ShouldBeEmpty();
        visitor.Page.QuerySelector("h1")!.TextContent.ShouldBe("Klopt dit?");
        Counts(visitor).ShouldBe(["2", "1", "0", "1", "0"]);
        visitor.Text.ShouldContain("Konnect kent deze bestanden niet: notities.txt.");
        (await host.LocationNamesAsync()).ShouldBe(["Noord"]);

        await visitor.SubmitAsync("confirm");
        visitor.Page.QuerySelector("h1")!.TextContent.ShouldBe("Ingelezen");
        visitor.Text.ShouldContain("Ingelezen: 1 rijen nieuw of gewijzigd.");
        (await host.LocationNamesAsync()).ShouldBe(["Noord", "Zuid"]);

        await UploadAsync(visitor, "export.zip", Office.Zip(("locations.csv", Two)));
        visitor.Page.QuerySelector("h1")!.TextContent.ShouldBe("Alles staat er al");
        Counts(visitor).ShouldBe(["2", "0", "0", "2", "0"]);
    }

    [Fact]
    public async Task A_change_names_its_columns()
    {
        using var visitor = await host.SignedInAsync();

        await UploadAsync(visitor, "locations.csv", Encoding.UTF8.GetBytes(Office.Locations.Replace("Noord", "Noorderlicht", StringComparison.Ordinal).Replace("closes", "closes,kleur", StringComparison.Ordinal).Replace("18:30", "18:30,rood", StringComparison.Ordinal)));

        Counts(visitor).ShouldBe(["1", "0", "1", "0", "0"]);
        visitor.Text.ShouldContain("Gewijzigd: name (1). Onbekende kolommen, overgeslagen: kleur.");
    }

    [Fact]
    public async Task A_doubled_click_imports_once()
    {
        using var visitor = await host.SignedInAsync();
        await UploadAsync(visitor, "export.zip", Office.Zip(("locations.csv", Two)));
        var page = visitor.Address;
        using var second = await host.SignedInAsync();
        await second.OpenAsync(page);

        await Task.WhenAll(visitor.SubmitAsync("confirm"), second.SubmitAsync("confirm"));
        await second.OpenAsync(page);
        await second.SubmitAsync("confirm");

        second.Address.ShouldBe(page);
        second.Page.QuerySelector("h1")!.TextContent.ShouldBe("Ingelezen");
        Counts(second).ShouldBe(["2", "1", "0", "1", "0"]);
        (await host.LocationNamesAsync()).ShouldBe(["Noord", "Zuid"]);
    }

    [Fact]
    public async Task Half_a_ZIP_is_told_of()
    {
        using var visitor = await host.SignedInAsync();
        var zip = Office.Zip(("locations.csv", Two));

        await UploadAsync(visitor, "export.zip", zip[..(zip.Length / 2)]);

        visitor.Page.QuerySelector("h1")!.TextContent.ShouldBe("Dit kan nog niet worden ingelezen");
        visitor.Text.ShouldContain("Dit ZIP-bestand is beschadigd of niet volledig");
        visitor.Page.QuerySelector("form:has([value=confirm])")!.HasAttribute("hidden").ShouldBeTrue();
        (await host.LocationNamesAsync()).ShouldBe(["Noord"]);
    }

    [Fact]
    public async Task Errors_stand_with_file_line_column_and_what_is_expected()
    {
        using var visitor = await host.SignedInAsync();

        await UploadAsync(visitor, "locations.csv", Encoding.UTF8.GetBytes("code,name,opens,close\r\nL2,Zuid,07:30,18:30\r\n"));
        visitor.Text.ShouldContain("locations.csv 1 closes Deze verplichte kolom ontbreekt.");

        await UploadAsync(visitor, "locations.csv", Encoding.UTF8.GetBytes("code,name,opens,closes\r\nL2,Zuid,half acht,18:30\r\nL3,West,07:30,zes\r\n"));
        visitor.Text.ShouldContain("Er zijn 2 fouten");
        visitor.Text.ShouldContain("locations.csv 2 opens half acht Verwacht wordt een tijd zoals");
        visitor.Text.ShouldContain("locations.csv 3 closes zes");
        await visitor.SubmitAsync("confirm");
        (await host.LocationNamesAsync()).ShouldBe(["Noord"]);
    }

    [Fact]
    public async Task Several_CSV_files_come_together_and_what_is_neither_ZIP_nor_CSV_is_refused()
    {
        using var visitor = await host.SignedInAsync();
        await visitor.OpenAsync("/import");
        await visitor.UploadAsync("upload",
        [
            ("Input.Upload", "groups.csv", Encoding.UTF8.GetBytes("code,location_code,name,care_type,age_from,age_to,capacity\r\nL2-A,L2,Vissen,kdv,0,4,16\r\n")),
            ("Input.Upload", "locations.csv", Encoding.UTF8.GetBytes("code,name,opens,closes\r\nL2,Zuid,07:30,18:30\r\n")),
        ]);
        visitor.Page.QuerySelector("h1")!.TextContent.ShouldBe("Klopt dit?");

        await UploadAsync(visitor, "kinderen.xlsx", [1, 2, 3]);
        visitor.Refusals.ShouldBe(["ZIP of CSV-bestanden: Kies één ZIP-bestand, of een of meer CSV-bestanden."]);
        await visitor.OpenAsync("/import");
        await visitor.UploadAsync("upload", []);
        visitor.Refusals.ShouldBe(["ZIP of CSV-bestanden: Vul dit nog in."]);
    }

    [Fact]
    public async Task A_mapping_comes_along_and_one_that_makes_no_sense_is_refused_at_its_field()
    {
        using var visitor = await host.SignedInAsync();
        var source = Encoding.UTF8.GetBytes("nr;naam;open;dicht\r\nL2;Zuid;7.30;18.30\r\n");
        var mapping = """{"times":"H.mm","files":[{"from":"vestigingen.csv","to":"locations.csv","columns":{"nr":"code","naam":"name","open":"opens","dicht":"closes"}}]}""";

        await visitor.OpenAsync("/import");
        await visitor.UploadAsync("upload", [("Input.Upload", "vestigingen.csv", source), ("Input.Mapping", "pakket.json", Encoding.UTF8.GetBytes(mapping))]);
        Counts(visitor).ShouldBe(["1", "1", "0", "0", "0"]);

        await visitor.OpenAsync("/import");
        await visitor.UploadAsync("upload", [("Input.Upload", "vestigingen.csv", source), ("Input.Mapping", "pakket.json", "{"u8.ToArray())]);
        visitor.Refusals.Single().ShouldStartWith("Kolomvertaling: ");
    }

    [Fact]
    public async Task A_cancelled_upload_is_gone()
    {
        using var visitor = await host.SignedInAsync();
        await UploadAsync(visitor, "export.zip", Office.Zip(("locations.csv", Two)));
        var page = visitor.Address;

        await visitor.SubmitAsync("cancel");

        visitor.Address.ShouldBe("/import");
        Directory.EnumerateFiles(Path.Combine(host.DataDirectory, "uploads")).ShouldBeEmpty();
        await visitor.OpenAsync(page);
        visitor.Page.QuerySelector("h1")!.TextContent.ShouldBe("Deze upload is er niet meer");
        await visitor.SubmitAsync("confirm");
        (await host.LocationNamesAsync()).ShouldBe(["Noord"]);
    }

    [Theory]
    [InlineData("practitioner")]
    [InlineData("manager")]
    [InlineData("administrator")]
    [InlineData("guardian")]
    public async Task Other_roles_neither_see_it_nor_get_in(string role)
    {
        using var visitor = await host.SignedInAsync(role);
        await visitor.OpenAsync("/profile");
        visitor.Page.QuerySelector("nav a[href='/import']").ShouldBeNull();
        foreach (var address in new[] { "/import", "/import/0123456789abcdef0123456789abcdef" })
        {
            await visitor.OpenAsync(address);
            visitor.Answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, address);
        }
    }

    [Fact]
    public async Task An_upload_over_the_limit_is_refused_before_it_is_read()
    {
        using var client = new TcpClient(host.Address.Host, host.Address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync("POST /import HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 108000000\r\n\r\n"u8.ToArray());
        using var reader = new StreamReader(stream);

        (await reader.ReadLineAsync()).ShouldBe("HTTP/1.1 413 Payload Too Large");
    }

    private static async Task UploadAsync(Visitor visitor, string name, byte[] content)
    {
        await visitor.OpenAsync("/import");
        await visitor.UploadAsync("upload", [("Input.Upload", name, content)]);
    }

    /// <summary>Rows, new, changed, unchanged and dropped of the only file.</summary>
    private static IEnumerable<string> Counts(Visitor visitor) => visitor.Page.QuerySelectorAll("td.n").Select(cell => cell.TextContent);
}
