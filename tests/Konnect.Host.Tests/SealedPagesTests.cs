using System.Net;
using Konnect.BuildingBlocks.Infrastructure.Demonstration;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Host.Tests;

/// <summary>Pages that show notes, when one of them can't be read any more.</summary>
public sealed class SealedPagesTests : IAsyncLifetime
{
    private const string Said = "kan niet worden gelezen; meld het bij de beheerder";

    private KonnectHost host = null!;
    private string password = "";

    public async Task InitializeAsync()
    {
        host = await KonnectHost.ServeAsync();
        await SampleOrganisation.LoadAsync(host, ("notes.csv", """
            child_number,kind,text
            K1,allergy,Pinda
            K2,allergy,Kiwi
            """));
        var lines = await host.InScopeAsync(services => services.GetServices<IDemonstration>().MaxBy(d => d.Order)!.FillAsync("", CancellationToken.None));
        password = lines[0].Split("password ")[1].TrimEnd(':');
        await host.InScopeAsync(async services =>
        {
            await using var command = services.GetRequiredService<DatabaseSession>().Connection.CreateCommand();
            command.CommandText = services.GetRequiredService<DatabaseSettings>().IsPostgres
                ? "UPDATE children.notes SET sealed_text = '\\x010001' WHERE child_id = (SELECT id FROM children.children WHERE number = 'K1')"
                : "UPDATE children_notes SET sealed_text = x'010001' WHERE child_id = (SELECT id FROM children_children WHERE number = 'K1')";
            return await command.ExecuteNonQueryAsync();
        });
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Theory]
    [InlineData("/groups/L1-A")]
    [InlineData("/children")]
    public async Task A_list_says_so_at_its_child_and_shows_the_others(string address)
    {
        using var office = await SignedInAsync();
        await office.OpenAsync(address);
        office.Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        office.Text.ShouldContain(Said);
        office.Text.ShouldContain("Kiwi");
        office.Text.ShouldNotContain("Pinda");
    }

    [Fact]
    public async Task The_file_says_so_in_its_head_and_where_the_note_stands()
    {
        using var office = await SignedInAsync();
        await office.OpenAsync("/children/K1");
        office.Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        office.Page.QuerySelectorAll("dd p").Select(p => p.TextContent).ShouldContain(Said);
        office.Text.ShouldContain($"Allergie: {Said}");
    }

    private async Task<Visitor> SignedInAsync()
    {
        var visitor = new Visitor(host);
        await visitor.SignInAsync("office@regenboog.example", password);
        return visitor;
    }
}
