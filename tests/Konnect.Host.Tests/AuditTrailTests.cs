using Konnect.BuildingBlocks.Infrastructure.Demonstration;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Infrastructure.Trail;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Host.Tests;

/// <summary>What people do in the product, as its audit trail tells it.</summary>
public sealed class AuditTrailTests : IAsyncLifetime
{
    private KonnectHost host = null!;
    private string password = "";

    public async Task InitializeAsync()
    {
        host = await KonnectHost.ServeAsync();
        await SampleOrganisation.LoadAsync(host);
        var lines = await host.InScopeAsync(services => services.GetServices<IDemonstration>().MaxBy(d => d.Order)!.FillAsync("", CancellationToken.None));
        password = lines[0].Split("password ")[1].TrimEnd(':');
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Signing_in_and_failing_to_stand_in_the_trail_with_address_and_device()
    {
        using var visitor = new Visitor(host);
        await visitor.SignInAsync("practitioner@regenboog.example", "wrong-wrong-wrong");
        await visitor.SignInAsync("practitioner@regenboog.example", password);
        using var administrator = await SignedInAsync(Roles.Administrator);
        await administrator.OpenAsync("/trail?kind=access.sign-in");
        var rows = Rows(administrator);
        rows[^1].ShouldContain("Geweigerd");
        rows[^1].ShouldContain("account Practitioner");
        rows[^1].ShouldContain("Niet ingelogd");
        rows[^2].ShouldContain("Inloggen");
        rows[^2].ShouldContain("account Practitioner Practitioner");
        rows[^2].ShouldContain("127.0.0.1");
    }

    [Fact]
    public async Task Opening_a_file_is_told_with_whose_it_was()
    {
        using var office = await SignedInAsync(Roles.Office);
        await office.OpenAsync("/children/K1");
        using var administrator = await SignedInAsync(Roles.Administrator);
        await administrator.OpenAsync("/trail?about=K1");
        Rows(administrator).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            row => row.ShouldContain("Dossier van kind geopend"),
            row => row.ShouldContain("kind Kind1 De Vries"),
            row => row.ShouldContain("Office"));
        await administrator.OpenAsync("/trail?about=K2");
        administrator.Text.ShouldContain("Geen regels");
    }

    [Fact]
    public async Task A_tap_and_its_line_are_one_transaction()
    {
        using var practitioner = await SignedInAsync(Roles.Practitioner);
        var board = await practitioner.OpenAsync("/groups/L1-A");
        var tap = board.QuerySelector("button[name='Input.Tap']")!.GetAttribute("value")!;
        await practitioner.SubmitAsync("tap", ("Input.Tap", tap));
        using var administrator = await SignedInAsync(Roles.Administrator);
        await administrator.OpenAsync("/trail?kind=attendance.check-in-children");
        var row = Rows(administrator).ShouldHaveSingleItem();
        row.ShouldContain("Practitioner");
        await administrator.OpenAsync(administrator.Page.QuerySelector("main table a[href^='/trail/']")!.GetAttribute("href")!);
        administrator.Text.ShouldContain("toegevoegd: aanwezigheid");
        administrator.Text.ShouldContain("aankomst");
    }

    [Fact]
    public async Task Without_its_line_a_tap_is_not_registered()
    {
        using var practitioner = await SignedInAsync(Roles.Practitioner);
        var board = await practitioner.OpenAsync("/groups/L1-A");
        await host.InScopeAsync(async services =>
        {
            var session = services.GetRequiredService<DatabaseSession>();
            await using var command = session.Connection.CreateCommand();
            command.CommandText = services.GetRequiredService<DatabaseSettings>().IsPostgres ? "DROP TABLE audit.records" : "DROP TABLE audit_records";
            return await command.ExecuteNonQueryAsync();
        });
        await practitioner.SubmitAsync("tap", ("Input.Tap", board.QuerySelector("button[name='Input.Tap']")!.GetAttribute("value")!));
        ((int)practitioner.Answer.StatusCode).ShouldBe(500);
        (await practitioner.OpenAsync("/groups/L1-A")).QuerySelectorAll(".tile.tone-met").ShouldBeEmpty();
    }

    [Fact]
    public void Every_kind_of_line_has_a_sentence_in_every_language()
    {
        var kinds = host.Services.GetRequiredService<RecordedKinds>().All;
        kinds.ShouldContain("attendance.check-in-children");
        kinds.ShouldContain("children.get-child-file");
        foreach (var language in new[] { "nl", "en" })
        {
            var texts = host.Services.GetRequiredService<BuildingBlocks.Infrastructure.Localization.TextCatalog>().In(language);
            kinds.Where(kind => !texts.Has($"trail.{kind}")).ShouldBeEmpty(language);
        }
    }

    [Fact]
    public void Every_record_and_field_has_a_sentence_in_every_language()
    {
        using var scope = host.Scope();
        var entities = scope.ServiceProvider.GetServices<ModuleContext>().Select(c => (DbContext)scope.ServiceProvider.GetRequiredService(c.Type)).SelectMany(c => c.Model.GetEntityTypes())
            .Select(e => e.ClrType).Distinct().Where(t => !t.IsDefined(typeof(NoPersonalDataAttribute), false) && !t.IsDefined(typeof(NotRecordedAttribute), false)).ToList();
        entities.Count.ShouldBeGreaterThan(10);
        foreach (var language in new[] { "nl", "en" })
        {
            var texts = host.Services.GetRequiredService<BuildingBlocks.Infrastructure.Localization.TextCatalog>().In(language);
            entities.Select(e => $"trail.record.{e.Name}").Where(key => !texts.Has(key)).ShouldBeEmpty(language);
            entities.SelectMany(e => e.GetProperties()).Where(p => p.IsDefined(typeof(PersonalDataAttribute), true) && !p.IsDefined(typeof(NotRecordedAttribute), true))
                .Select(p => $"trail.field.{p.Name}").Distinct().Where(key => !texts.Has(key)).ShouldBeEmpty(language);
        }
    }

    [Fact]
    public async Task The_trail_can_be_taken_along_and_read_by_a_program()
    {
        using var administrator = await SignedInAsync(Roles.Administrator);
        await administrator.OpenAsync("/trail.csv");
        var csv = await administrator.Answer.Content.ReadAsStringAsync();
        csv.ShouldContain("access.sign-in");
        await administrator.OpenAsync("/trail.csv?from=2027-01-01");
        (await administrator.Answer.Content.ReadAsStringAsync()).ShouldNotContain("access.sign-in");
        // A day that is none, or beyond the calendar, is no filter.
        foreach (var odd in new[] { "/trail?until=9999-12-31", "/trail?from=yesterday", "/trail.csv?until=9999-12-31", "/trail?before=x", "/trail/1?page=2147483647" })
        {
            await administrator.OpenAsync(odd);
            ((int)administrator.Answer.StatusCode).ShouldBe(200, odd);
        }

        using var office = await SignedInAsync(Roles.Office);
        await office.OpenAsync("/trail.csv");
        ((int)office.Answer.StatusCode).ShouldBe(403);
    }

    private static List<string> Rows(Visitor visitor) => [.. visitor.Page.QuerySelectorAll("main tbody tr").Select(r => string.Join(' ', r.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];

    private async Task<Visitor> SignedInAsync(string role)
    {
        var visitor = new Visitor(host);
        await visitor.SignInAsync($"{role}@regenboog.example", password);
        return visitor;
    }
}
