using System.Net;
using Konnect.BuildingBlocks.Infrastructure.Demonstration;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Testing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Host.Tests;

/// <summary>What somebody sees who wants more within an hour than may be, and what an administrator can do.</summary>
public sealed class UseLimitPagesTests : IAsyncLifetime
{
    private KonnectHost host = null!;
    private string password = "";

    public async Task InitializeAsync()
    {
        host = await KonnectHost.ServeAsync(new LocalDateTime(2026, 11, 20, 10, 20), limits: new UseLimitSettings { Files = 3, Rows = 10 });
        await SampleOrganisation.LoadAsync(host);
        var lines = await host.InScopeAsync(services => services.GetServices<IDemonstration>().MaxBy(d => d.Order)!.FillAsync("", CancellationToken.None));
        password = lines[0].Split("password ")[1].TrimEnd(':');
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Beyond_the_limit_every_tab_of_another_file_says_when_it_goes_on_and_whom_to_ask()
    {
        using var office = await SignedInAsync(Roles.Office);
        foreach (var path in new[] { "/children/K1", "/children/K1/planning", "/children/K1/attendance", "/children/K1/changes", "/children/K2", "/children/K3/planning", "/children/K1" })
        {
            await office.OpenAsync(path);
            office.Answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        }

        foreach (var path in new[] { "/children/K4", "/children/K4/planning", "/children/K4/attendance", "/children/K4/changes" })
        {
            await office.OpenAsync(path);
            office.Answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests, path);
            office.Answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(40));
            office.Text.ShouldContain("Je hebt dit uur 3 dossiers geopend");
            office.Text.ShouldContain("Om 11:00 kun je verder.");
            office.Text.ShouldContain("vraag dan een beheerder");
            office.Text.ShouldNotContain("Kind4");
            office.Page.QuerySelectorAll("h1").Length.ShouldBe(1);
            office.Page.QuerySelector("nav a[href='/children']").ShouldNotBeNull("the menu stays");
        }

        await office.OpenAsync("/children/K2/attendance");
        office.Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await office.OpenAsync("/children/K999");
        office.Answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_administrator_sees_it_with_what_stands_out_and_lets_the_account_go_on()
    {
        using var office = await SignedInAsync(Roles.Office);
        foreach (var child in new[] { "K1", "K2", "K3", "K4" })
            await office.OpenAsync($"/children/{child}");
        office.Answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);

        using var administrator = await SignedInAsync(Roles.Administrator);
        await administrator.OpenAsync("/trail");
        administrator.Page.QuerySelector(".notice.tone-breach")!.TextContent.ShouldContain("Office kwam in 24 uur 1 keer aan de grens voor het openen van dossiers");
        var form = administrator.Page.QuerySelector("form[method=post] input[name=_handler][value^='lift-']")!.GetAttribute("value")!;
        await administrator.OpenAsync("/trail?outcome=refused");
        var refused = administrator.Page.QuerySelector("main tbody a[href^='/trail/']")!;
        refused.TextContent.ShouldContain("Dossier van kind geopend");
        await administrator.OpenAsync(refused.GetAttribute("href")!);
        administrator.Text.ShouldContain("Geweigerd: zoveel dossiers kan niet in een uur");

        await administrator.OpenAsync("/trail");
        await administrator.SubmitAsync(form);
        administrator.Text.ShouldContain("Office kan dit uur verder.");
        administrator.Text.ShouldContain("De grens is opgeheven voor de rest van dit uur.");
        await administrator.SubmitAsync(form);
        administrator.Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await office.OpenAsync("/children/K4");
        office.Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_limit_is_lifted_by_who_proved_lately_to_be_there()
    {
        using var office = await SignedInAsync(Roles.Office);
        using var administrator = await SignedInAsync(Roles.Administrator);
        host.Clock.Advance(Duration.FromMinutes(10));
        foreach (var child in new[] { "K1", "K2", "K3", "K4" })
            await office.OpenAsync($"/children/{child}");
        await administrator.OpenAsync("/trail");
        await administrator.SubmitAsync(administrator.Page.QuerySelector("form[method=post] input[name=_handler][value^='lift-']")!.GetAttribute("value")!);
        administrator.Address.ShouldBe("/confirm?return=%2Ftrail");
        await office.OpenAsync("/children/K4");
        office.Answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_file_of_too_many_rows_is_refused_on_a_page_before_its_first_row()
    {
        using var office = await SignedInAsync(Roles.Office);
        await office.OpenAsync("/reports/Groups.csv");
        office.Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await office.Answer.Content.ReadAsStringAsync()).Trim().Split('\n').Length.ShouldBe(1 + 4);
        // Four of ten are taken: placements are more than are left, and seven of them too.
        foreach (var path in new[] { "/reports/Placements.xlsx", "/reports/Placements.csv?$top=7" })
        {
            await office.OpenAsync(path);
            office.Answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests, path);
            office.Answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
            office.Answer.Content.Headers.ContentDisposition.ShouldBeNull();
            office.Answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(40));
            office.Text.ShouldContain("In een uur kun je er hoogstens 10 meenemen; dit uur nam je er al 4 mee.");
        }

        office.Text.ShouldContain("Dit bestand heeft 7 rijen");
        await office.OpenAsync("/reports/Placements.csv?$top=6");
        office.Answer.StatusCode.ShouldBe(HttpStatusCode.OK);

        using var administrator = await SignedInAsync(Roles.Administrator);
        await administrator.OpenAsync("/trail");
        administrator.Text.ShouldContain("Office kwam in 24 uur 1 keer aan de grens voor het meenemen van rijen");
    }

    [Theory]
    [InlineData("Groups.csv?$filter=LocationCode eq 'L1'")]
    [InlineData("Groups.csv?$skip=1&$top=2&$orderby=Name")]
    [InlineData("Groups.csv?$apply=groupby((LocationCode),aggregate($count as Number))")]
    [InlineData("Groups.csv?$select=Name&$search=Vlinders")]
    [InlineData("Groups.csv?$expand=Location&$top=3")]
    public async Task As_many_rows_are_counted_as_are_sent(string path)
    {
        using var office = await SignedInAsync(Roles.Office);
        await office.OpenAsync($"/reports/{path}");
        office.Answer.StatusCode.ShouldBe(HttpStatusCode.OK, office.Text);
        var sent = (await office.Answer.Content.ReadAsStringAsync()).Trim().Split('\n').Length - 1;
        sent.ShouldBeGreaterThan(0);
        (await host.InScopeAsync(async services =>
        {
            await using var command = services.GetRequiredService<DatabaseSession>().Connection.CreateCommand();
            command.CommandText = services.GetRequiredService<DatabaseSettings>().IsPostgres ? "SELECT amount FROM audit.uses" : "SELECT amount FROM audit_uses";
            return (long)(await command.ExecuteScalarAsync())!;
        })).ShouldBe(sent);
    }

    [Fact]
    public async Task The_trail_as_a_file_counts_too()
    {
        using var administrator = await SignedInAsync(Roles.Administrator);
        for (var i = 0; i < 12; i++)
            await administrator.OpenAsync("/trail/1");
        using var others = await SignedInAsync(Roles.Office);
        foreach (var child in new[] { "K1", "K2", "K3" })
            await others.OpenAsync($"/children/{child}/changes");
        for (var i = 0; i < 10; i++)
            await others.OpenAsync("/children/K1");
        await administrator.OpenAsync("/trail.csv");
        administrator.Answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        await administrator.OpenAsync("/trail.csv?from=2027-01-01");
        administrator.Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_page_of_the_system_tells_the_limits()
    {
        using var administrator = await SignedInAsync(Roles.Administrator);
        await administrator.OpenAsync("/system");
        administrator.Text.ShouldContain("Dossiers openen3");
        administrator.Text.ShouldContain("Rijen meenemen in bestanden10");
    }

    private async Task<Visitor> SignedInAsync(string role)
    {
        var visitor = new Visitor(host);
        await visitor.SignInAsync($"{role}@regenboog.example", password);
        return visitor;
    }
}
