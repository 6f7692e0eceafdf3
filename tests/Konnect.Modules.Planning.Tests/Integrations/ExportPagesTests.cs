using System.Net;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Planning.Integrations;
using Konnect.Testing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Modules.Planning.Tests.Integrations;

public sealed class ExportPagesTests : IAsyncLifetime
{
    private KonnectHost host = null!;

    public async Task InitializeAsync() => host = await Office.ServeAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task One_asks_another_approves_and_the_first_downloads_once()
    {
        using var office = await host.SignedInAsync();
        using var administrator = await host.SignedInAsync(Roles.Administrator);
        await office.OpenAsync(ExportDownload.Page);
        await office.SubmitAsync("ask", ("Input.Reason", "omdat"));
        office.Refusals.Single().ShouldStartWith("Waarvoor: Schrijf in een paar woorden");
        await office.SubmitAsync("ask", ("Input.Reason", Exports.Reason));
        office.Text.ShouldContain("Je aanvraag wacht op een antwoord, tot vr 27 nov, 10:00.");
        office.Page.QuerySelector("form[action^='/export/']").ShouldBeNull();

        await administrator.OpenAsync("/profile");
        await administrator.OpenAsync(administrator.Page.QuerySelector("nav a[href='/export']")!.GetAttribute("href")!);
        administrator.Text.ShouldContain($"Office wil alles meenemen. {Exports.Reason}");
        administrator.Page.QuerySelector("input[name='Input.Reason']").ShouldBeNull("an administrator takes nothing along");
        var approve = administrator.Page.QuerySelector("input[name=_handler][value^='approve-']")!.GetAttribute("value")!;
        await administrator.SubmitAsync(approve);
        administrator.Text.ShouldContain("Goedgekeurd. De aanvrager heeft 24 uur om te downloaden.");

        await office.OpenAsync(ExportDownload.Page);
        office.Text.ShouldContain("Administrator heeft je aanvraag goedgekeurd. Je kunt het bestand één keer downloaden, tot za 21 nov, 10:00.");
        var page = office.Page;
        await office.SubmitToAsync(page.QuerySelector("form[action^='/export/']")!.GetAttribute("action")!);
        office.Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        office.Answer.Content.Headers.ContentDisposition!.FileName.ShouldBe("konnect-2026-11-20.zip");
        await NothingIsLeftAsync();

        await office.OpenAsync(ExportDownload.Page);
        office.Page.QuerySelector("form[action^='/export/']").ShouldBeNull();
        office.Text.ShouldContain("gedownload");
    }

    [Fact]
    public async Task A_late_click_finds_what_was_done_already()
    {
        using var office = await host.SignedInAsync();
        using var administrator = await host.SignedInAsync(Roles.Administrator);
        await AskAsync(office);
        var approve = await OpenToDecideAsync(administrator);
        await administrator.SubmitAsync(approve);
        await administrator.SubmitAsync(approve);
        administrator.Refusals.Single().ShouldStartWith("Hierover is al beslist");
        await office.OpenAsync(ExportDownload.Page);
        var download = office.Page.QuerySelector("form[action^='/export/']")!.GetAttribute("action")!;
        using var second = await host.SignedInAsync();
        await second.OpenAsync(ExportDownload.Page);
        await office.SubmitToAsync(download);
        await second.SubmitToAsync(download);
        second.Address.ShouldBe(ExportDownload.Page);
        second.Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task Deciding_and_downloading_ask_who_is_there_ten_minutes_after_signing_in()
    {
        using var office = await host.SignedInAsync();
        using var administrator = await host.SignedInAsync(Roles.Administrator);
        await AskAsync(office);
        host.Clock.Advance(Duration.FromMinutes(10));
        await administrator.SubmitAsync(await OpenToDecideAsync(administrator));
        administrator.Address.ShouldBe("/confirm?return=%2Fexport");
        await administrator.SubmitAsync("confirm", ("Input.Password", "samen-spelen-2026"));
        administrator.Address.ShouldBe(ExportDownload.Page);
        await administrator.SubmitAsync(await OpenToDecideAsync(administrator));

        await office.OpenAsync(ExportDownload.Page);
        await office.SubmitToAsync(office.Page.QuerySelector("form[action^='/export/']")!.GetAttribute("action")!);
        office.Address.ShouldBe("/confirm?return=%2Fexport");
    }

    [Fact]
    public async Task A_download_that_comes_from_elsewhere_is_refused()
    {
        using var office = await host.SignedInAsync();
        using var administrator = await host.SignedInAsync(Roles.Administrator);
        await AskAsync(office);
        await administrator.SubmitAsync(await OpenToDecideAsync(administrator));
        await office.OpenAsync(ExportDownload.Page);
        var download = office.Page.QuerySelector("form[action^='/export/']")!.GetAttribute("action")!;
        await office.SubmitToAsync(download, ("__RequestVerificationToken", "made-up"));
        office.Answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await administrator.OpenAsync(ExportDownload.Page);
        administrator.Text.ShouldContain("goedgekeurd");
    }

    [Fact]
    public async Task Where_nobody_else_can_decide_the_page_says_what_to_do()
    {
        using var office = await host.SignedInAsync();
        await office.OpenAsync(ExportDownload.Page);
        office.Page.QuerySelector("form:has(input[value=ask])")!.HasAttribute("hidden").ShouldBeFalse();
        await host.InScopeAsync(async services =>
        {
            await using var command = services.GetRequiredService<DatabaseSession>().Connection.CreateCommand();
            command.CommandText = services.GetRequiredService<DatabaseSettings>().IsPostgres ? "DELETE FROM access.role_assignments WHERE role = 'administrator'" : "DELETE FROM access_role_assignments WHERE role = 'administrator'";
            return await command.ExecuteNonQueryAsync();
        });
        await office.OpenAsync(ExportDownload.Page);
        office.Text.ShouldContain("Er is niemand anders die dit kan goedkeuren.");
        office.Text.ShouldContain("konnect export");
        office.Page.QuerySelector("form:has(input[value=ask])")!.HasAttribute("hidden").ShouldBeTrue();
    }

    [Theory]
    [InlineData("practitioner")]
    [InlineData("manager")]
    [InlineData("guardian")]
    public async Task Other_roles_neither_see_it_nor_get_in(string role)
    {
        using var visitor = await host.SignedInAsync(role);
        await visitor.OpenAsync("/profile");
        visitor.Page.QuerySelector("nav a[href='/export']").ShouldBeNull();
        await visitor.OpenAsync(ExportDownload.Page);
        visitor.Answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task AskAsync(Visitor office)
    {
        await office.OpenAsync(ExportDownload.Page);
        await office.SubmitAsync("ask", ("Input.Reason", Exports.Reason));
        office.Refusals.ShouldBeEmpty();
    }

    /// <summary>Opens the page, and gives the name of the form that approves.</summary>
    private static async Task<string> OpenToDecideAsync(Visitor administrator)
    {
        await administrator.OpenAsync(ExportDownload.Page);
        return administrator.Page.QuerySelector("input[name=_handler][value^='approve-']")!.GetAttribute("value")!;
    }

    /// <summary>The host lets go of the file a moment after its last byte was sent.</summary>
    private async Task NothingIsLeftAsync()
    {
        var left = Path.Combine(host.DataDirectory, "exports");
        for (var i = 0; i < 100 && Directory.EnumerateFiles(left).Any(); i++)
            await Task.Delay(20);
        Directory.EnumerateFiles(left).ShouldBeEmpty();
    }
}
