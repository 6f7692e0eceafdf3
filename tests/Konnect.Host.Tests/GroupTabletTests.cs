using System.Net;
using Konnect.BuildingBlocks.Infrastructure.Demonstration;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Audit.Contracts;
using Konnect.Testing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Host.Tests;

/// <summary>A day on a group tablet: what it shows without a PIN, with one, and what the audit trail tells of it.</summary>
public sealed class GroupTabletTests : IAsyncLifetime, IDisposable
{
    private KonnectHost host = null!;
    private Visitor administrator = null!, device = null!;
    private string pin = "";

    public async Task InitializeAsync()
    {
        host = await KonnectHost.ServeAsync();
        await SampleOrganisation.LoadAsync(host, ("staff.csv", """
            number,first_name,last_name,email,job,counts_in_ratio,register_checked_on,starts_on
            S1,Sanne,Jansen,practitioner@regenboog.example,practitioner,true,2024-01-01,2024-01-01
            S2,Murat,Kaya,,practitioner,true,2024-01-01,2024-01-01
            S3,Iris,Bos,,practitioner,true,2024-01-01,2024-01-01
            """));
        var lines = await host.InScopeAsync(services => services.GetServices<IDemonstration>().MaxBy(d => d.Order)!.FillAsync("", CancellationToken.None));
        pin = lines[^1][^6..];
        administrator = new(host);
        await administrator.SignInAsync("administrator@regenboog.example", "samen-spelen-2026");
        await administrator.OpenAsync("/tablets");
        await administrator.SubmitAsync("add", ("Input.Place", "L1-A"), ("Input.Name", "Wit"));
        var code = administrator.Page.QuerySelector("main code")!.TextContent;
        device = new(host);
        await device.OpenAsync("/tablet");
        await device.SubmitAsync("enrol", ("Input.Code", code));
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    public void Dispose()
    {
        administrator.Dispose();
        device.Dispose();
    }

    [Fact]
    public async Task One_PIN_opens_the_board_and_a_child_comes_with_one_tap_also_when_nobody_in_person_is_at_it()
    {
        await OpenAsync();
        host.Clock.Advance(Duration.FromMinutes(6));
        await device.OpenAsync("/groups/L1-A");
        device.Page.QuerySelector("footer strong")!.TextContent.ShouldBe("Wit");
        var child = device.Page.QuerySelector("button[name='Input.Tap']")!.GetAttribute("value")!;
        await device.SubmitAsync("tap", ("Input.Tap", child));
        device.Page.QuerySelectorAll(".tile.tone-met").Length.ShouldBe(1);
        // Who may collect is there with the child on one arm.
        await device.OpenAsync(device.Page.QuerySelector("a.tile.tone-met")!.GetAttribute("href")!);
        device.Page.QuerySelector("#panel").ShouldNotBeNull();
    }

    [Fact]
    public async Task What_is_personal_asks_for_the_PIN_and_goes_on_where_one_was()
    {
        await OpenAsync();
        host.Clock.Advance(Duration.FromMinutes(6));
        await device.OpenAsync("/children/K1");
        device.Address.ShouldBe("/tablet?return=%2Fchildren%2FK1");
        await GiveAsync();
        device.Address.ShouldBe("/children/K1");
        device.Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await device.OpenAsync("/children/K7");
        device.Answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Own_presence_needs_the_own_PIN_and_one_tap()
    {
        await OpenAsync();
        device.Text.ShouldContain("Ik ben er");
        await device.SubmitAsync("own-in");
        device.Page.QuerySelector(".member strong")!.TextContent.ShouldBe("Sanne");
        device.Text.ShouldNotContain("Ik ben er");

        host.Clock.Advance(Duration.FromMinutes(6));
        var forms = device.Page;
        await device.OpenAsync("/groups/L1-A");
        device.Page.QuerySelector("form .member, form.member").ShouldBeNull();
        device.Page.QuerySelector("a[href^='/tablet?return=']").ShouldNotBeNull();
        // The form that stood there before does nothing now.
        var left = forms.QuerySelectorAll("input[name=_handler]").Select(i => i.GetAttribute("value")!).First(v => v.StartsWith("staff-out-", StringComparison.Ordinal));
        left.ShouldNotBeNull();
        await device.OpenAsync("/groups/L1-A");
        device.Page.QuerySelectorAll(".team strong").Select(e => e.TextContent).ShouldContain("Sanne");
    }

    [Theory]
    [InlineData(Roles.Tablet)]
    [InlineData(Roles.AtTablet)]
    public async Task It_opens_the_pages_of_its_permissions_and_no_other(string role)
    {
        var permissions = host.Services.GetRequiredService<PermissionTable>();
        await OpenAsync();
        if (role == Roles.Tablet)
            host.Clock.Advance(Duration.FromMinutes(6));
        foreach (var page in RoleWalkTests.PagesOf(host).Where(p => p.Permission is not null))
        {
            await device.OpenAsync(page.Address);
            var isThere = permissions.Holds(role, page.Permission!);
            if (!isThere && permissions.Holds(Roles.AtTablet, page.Permission!))
                device.Address.ShouldStartWith("/tablet?return=", customMessage: page.Address);
            else
                device.Answer.StatusCode.ShouldBe(!isThere && page.Address != "/" ? HttpStatusCode.Forbidden : page.NamesSomething ? HttpStatusCode.NotFound : HttpStatusCode.OK, $"{role} at {page.Address}");
        }
    }

    [Fact]
    public async Task The_trail_names_the_tablet_and_who_was_at_it()
    {
        await OpenAsync();
        await device.OpenAsync("/children/K1");
        host.Clock.Advance(Duration.FromMinutes(6));
        await device.OpenAsync("/groups/L1-A");
        await device.SubmitAsync("tap", ("Input.Tap", device.Page.QuerySelector("button[name='Input.Tap']")!.GetAttribute("value")!));

        await administrator.OpenAsync("/trail");
        var lines = administrator.Page.QuerySelectorAll("tbody tr").Select(r => string.Join(' ', r.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToList();
        lines.ShouldContain(l => l.Contains("Pincode gegeven", StringComparison.Ordinal) && l.Contains("Sanne Jansen", StringComparison.Ordinal) && l.Contains("Wit", StringComparison.Ordinal));
        lines.ShouldContain(l => l.Contains("geopend", StringComparison.OrdinalIgnoreCase) && l.Contains("Sanne Jansen", StringComparison.Ordinal) && l.Contains("Wit", StringComparison.Ordinal));
        (await host.InScopeAsync(s => s.GetRequiredService<IFileTrail>().ListAsync(["K1"], null, 10, CancellationToken.None))).ShouldContain(l => l.UserName == "Sanne Jansen");
    }

    private async Task OpenAsync()
    {
        await device.OpenAsync("/tablet");
        await GiveAsync();
        device.Address.ShouldBe("/groups/L1-A");
    }

    private async Task GiveAsync()
    {
        var link = device.Page.QuerySelectorAll("a.tile").First(a => a.TextContent.Contains("Sanne J.", StringComparison.Ordinal));
        await device.OpenAsync(link.GetAttribute("href")!);
        await device.SubmitAsync("pin", ("Given.Pin", pin));
    }
}
