using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Konnect.BuildingBlocks.Infrastructure.Demonstration;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Testing;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Host.Tests;

/// <summary>Every page that is mapped, asked for by every role and by nobody: what a page declares is what it does.</summary>
public sealed partial class RoleWalkTests : IAsyncLifetime
{
    private KonnectHost host = null!;
    private string password = "";

    public async Task InitializeAsync()
    {
        host = await KonnectHost.ServeAsync();
        await SampleOrganisation.LoadAsync(host);
        var lines = await host.InScopeAsync(services => services.GetServices<IDemonstration>().MaxBy(d => d.Order)!.FillAsync("", CancellationToken.None));
        password = Password().Match(lines[0]).Groups[1].Value;
        lines.ShouldContain(line => line.Contains("practitioner@", StringComparison.Ordinal) && line.EndsWith(" L1-A", StringComparison.Ordinal));
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Who_is_not_signed_in_is_led_to_the_sign_in_page_from_every_page_that_is_not_public()
    {
        using var client = new PageClient(host.Address);
        foreach (var page in PagesOf(host))
        {
            using var answer = await client.GetAsync(page.Address);
            ((int)answer.StatusCode).ShouldBeLessThan(500, page.Address);
            if (page.Permission is null)
                answer.Headers.Location.ShouldBeNull(page.Address);
            else
                new Uri(host.Address, answer.Headers.Location.ShouldNotBeNull(page.Address)).AbsolutePath.ShouldBe("/sign-in", page.Address);
        }
    }

    public static TheoryData<string> EveryRole => [.. Roles.All];

    [Theory]
    [MemberData(nameof(EveryRole))]
    public async Task A_role_opens_the_pages_of_its_permissions_and_no_other(string role)
    {
        using var client = await SignedIn(role);
        var permissions = host.Services.GetRequiredService<PermissionTable>();
        foreach (var page in PagesOf(host).Where(page => page.Permission is not null))
        {
            using var answer = await client.GetAsync(page.Address);
            // An upload that is gone is told as such, with the way to a new one. Who may not see the first page is led to the first place of the own menu.
            var refused = page.Address == "/" ? HttpStatusCode.Redirect : HttpStatusCode.Forbidden;
            var expected = !permissions.Holds(role, page.Permission!) ? refused : page.NamesSomething && page.Address != "/import/unknown" ? HttpStatusCode.NotFound : HttpStatusCode.OK;
            answer.StatusCode.ShouldBe(expected, $"{role} at {page.Address}");
        }
    }

    [Fact]
    public async Task Every_page_shows_how_to_sign_out()
    {
        using var office = await SignedIn(Roles.Office);
        List<string> addresses = [.. PagesOf(host).Where(page => page is { Permission: not null, NamesSomething: false }).Select(page => page.Address), "/groups/L1-A", "/children/K1", "/ratio/group/L1-A"];
        var shown = 0;
        foreach (var address in addresses)
        {
            using var answer = await office.GetAsync(address);
            if (answer.StatusCode != HttpStatusCode.OK)
                continue;
            (await answer.Content.ReadAsStringAsync()).ShouldContain("action=\"/sign-out\"", Case.Sensitive, address);
            shown++;
        }

        shown.ShouldBeGreaterThan(12);
    }

    [Fact]
    public async Task What_is_of_another_group_is_not_there_for_a_practitioner()
    {
        using var office = await SignedIn(Roles.Office);
        using var practitioner = await SignedIn(Roles.Practitioner);
        foreach (var group in new[] { "L1-A", "L1-B" })
        {
            var board = await office.PageAsync($"/groups/{group}");
            var tap = board.QuerySelector("button[name='Input.Tap']")!.GetAttribute("value")!;
            (await office.SendAsync($"/groups/{group}", board, "tap", ("Input.Tap", tap))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }

        foreach (var (own, other) in new[]
        {
            ("/groups/L1-A", "/groups/L1-B"),
            ("/groups/L1-A", "/groups/L2-A"),
            ("/children/K1", "/children/K7"),
            ("/children/K1/planning", "/children/K7/planning"),
            ("/children/K1/attendance", "/children/K7/attendance"),
            ("/ratio/group/L1-A", "/ratio/group/L1-B"),
            (await PresenceAsync(office, "L1-A"), await PresenceAsync(office, "L1-B")),
        })
        {
            (await practitioner.GetAsync(own)).StatusCode.ShouldBe(HttpStatusCode.OK, own);
            (await practitioner.GetAsync(other)).StatusCode.ShouldBe(HttpStatusCode.NotFound, other);
            (await office.GetAsync(other)).StatusCode.ShouldBe(HttpStatusCode.OK, other);
        }
    }

    [Fact]
    public async Task A_form_sent_to_another_group_changes_nothing()
    {
        using var office = await SignedIn(Roles.Office);
        using var practitioner = await SignedIn(Roles.Practitioner);
        var child = (await office.PageAsync("/groups/L1-B")).QuerySelector("button[name='Input.Tap']")!.GetAttribute("value")!;
        var own = await practitioner.PageAsync("/groups/L1-A");
        foreach (var path in new[] { "/groups/L1-B", "/groups/L1-A" })
            ((int)(await practitioner.SendAsync(path, own, "tap", ("Input.Tap", child))).StatusCode).ShouldNotBe(302, path);
        (await office.PageAsync("/groups/L1-B")).QuerySelectorAll(".tile.tone-met").ShouldBeEmpty();
    }

    private static async Task<string> PresenceAsync(PageClient client, string group)
    {
        var board = await client.PageAsync($"/groups/{group}");
        var panel = await client.PageAsync(board.QuerySelector("a.tile.tone-met")!.GetAttribute("href")!);
        return panel.QuerySelector("a[href^='/presences/child/']")!.GetAttribute("href")!;
    }

    private async Task<PageClient> SignedIn(string role)
    {
        var client = new PageClient(host.Address);
        await client.SignInAsync($"{role}@regenboog.example", password);
        return client;
    }

    // Unknown ids stand where an address names something.
    internal static List<(string Address, bool NamesSomething, string? Permission)> PagesOf(KonnectHost host)
    {
        var pages = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
            .Select(endpoint => (
                Address: Parameter().Replace(endpoint.RoutePattern.RawText!, parameter => parameter.Groups[2].Value switch
                {
                    "guid" => Guid.NewGuid().ToString(),
                    "int" or "long" => 404.ToString(CultureInfo.InvariantCulture),
                    _ => parameter.Groups[1].Value switch { "Scope" => "group", "Kind" => "child", _ => "unknown" },
                }),
                NamesSomething: endpoint.RoutePattern.Parameters.Count > 0,
                endpoint.Metadata.GetMetadata<RequiresPermissionAttribute>()?.Permission))
            .ToList();
        pages.Count.ShouldBeGreaterThan(12);
        return pages;
    }

    [GeneratedRegex(@"\{(\w+)(?::(\w+))?\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"password (\S+):")]
    private static partial Regex Password();
}
