using System.Net;
using Konnect.BuildingBlocks.Infrastructure.Demonstration;
using Konnect.BuildingBlocks.Infrastructure.Messaging;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Konnect.Host.Tests;

/// <summary>
/// A day of work, mistakes, attacks and faults, told in full to a log that listens: no name, address, number or note of anybody stands in it, nor in a message between
/// modules, nor on a page that tells of an error.
/// </summary>
public sealed class NothingPersonalInLogsTests : IAsyncLifetime, IDisposable
{
    private static readonly string[] Personal =
    [
        "Kind1", "Kind7", "De Vries", "Sanne", "Jansen", "Quinten", "Zandbergen", "quinten.zandbergen@", "06-99887766", "Ooievaarslaan", "7512XY", "Tante Truus", "06-11223344", "hazelnoot",
        "practitioner@regenboog.example", "wrong-wrong-wrong",
    ];

    private readonly Listener log = new();
    private readonly List<string> errorPages = [];
    private KonnectHost host = null!;
    private string password = "";

    public async Task InitializeAsync()
    {
        host = await KonnectHost.ServeAsync();
        host.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        await SampleOrganisation.LoadAsync(
            host,
            ("guardians.csv", """
            number,first_name,last_name,email,phone_mobile,street,house_number,postal_code,city,country
            D1,Quinten,Zandbergen,quinten.zandbergen@example.org,06-99887766,Ooievaarslaan,12,7512XY,Enschede,NL
            """),
            ("child_guardians.csv", """
            child_number,guardian_number,relation,has_authority,may_pick_up,contact_order
            K1,D1,parent,true,true,1
            """),
            ("contacts.csv", """
            child_number,name,phone,relation,is_emergency,may_pick_up
            K1,Tante Truus,06-11223344,tante,true,true
            """),
            ("notes.csv", """
            child_number,kind,text
            K1,allergy,hazelnoot
            """));
        var lines = await host.InScopeAsync(services => services.GetServices<IDemonstration>().MaxBy(d => d.Order)!.FillAsync("", CancellationToken.None));
        password = lines[0].Split("password ")[1].TrimEnd(':');
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    public void Dispose() => log.Dispose();

    [Fact]
    public async Task Nobody_is_named_in_logs_messages_and_error_pages()
    {
        await WorkAsync();
        var messages = await host.InScopeAsync(services => services.GetRequiredService<MessagingDbContext>().Outbox.Select(m => m.Type + m.StreamKey + m.Body + m.LastFault).ToListAsync());
        messages.ShouldNotBeEmpty();
        await BreakAsync();

        log.Lines.ShouldContain(line => line.Contains("Exception", StringComparison.Ordinal), "a fault was expected to be logged");
        errorPages.Count.ShouldBeGreaterThan(5);
        Found(messages).ShouldBeEmpty("in messages");
        Found(log.Lines).ShouldBeEmpty("in logs");
        Found(errorPages).ShouldBeEmpty("on error pages");
    }

    /// <summary>What people do all day, and do wrong.</summary>
    private async Task WorkAsync()
    {
        using var practitioner = new Visitor(host);
        await practitioner.SignInAsync("practitioner@regenboog.example", "wrong-wrong-wrong");
        await practitioner.SignInAsync("practitioner@regenboog.example", password);
        var board = await practitioner.OpenAsync("/groups/L1-A");
        // What follows from a tap fails, so that its message stays and can be read.
        await DropAsync("attendance", "occupancy");
        await practitioner.SubmitAsync("tap", ("Input.Tap", board.QuerySelector("button[name='Input.Tap']")!.GetAttribute("value")!));
        // A page repeats the address that its visitor typed, a log must not.
        foreach (var path in new[] { "/children?q=Kind1", "/children/Kind1%20De%20Vries", "/nowhere/De%20Vries", "/odata/v1/Children?$filter=Name%20eq%20'De%20Vries'", "/accounts?q=Sanne" })
            await practitioner.OpenAsync(path);
        foreach (var path in new[] { "/children/K1", "/children/K7", "/groups/L1-B", "/accounts", "/trail", "/odata/v1/" })
            await OpenAsync(practitioner, path);
        using var office = new Visitor(host);
        await office.SignInAsync("office@regenboog.example", password);
        await OpenAsync(office, "/import");
        await office.UploadAsync("upload", [("Input.Upload", "children.csv", "number,first_name,last_name,birth_date\nK1,Quinten,Zandbergen,not a date\n"u8.ToArray())]);
        using var stranger = new HttpClient { BaseAddress = host.Address };
        foreach (var (path, body) in new[] { ("/sign-in", "Input.Email=quinten.zandbergen@example.org"), ("/api/exchange/imports", "number,first_name\nK1,Quinten") })
        {
            using var answer = await stranger.PostAsync(path, new StringContent(body));
            await KeepAsync(answer);
        }
    }

    /// <summary>The database loses a table under people's hands.</summary>
    private async Task BreakAsync()
    {
        using var practitioner = new Visitor(host);
        await practitioner.SignInAsync("practitioner@regenboog.example", password);
        var board = await practitioner.OpenAsync("/groups/L1-A");
        await DropAsync("audit", "records");
        await practitioner.SubmitAsync("tap", ("Input.Tap", board.QuerySelectorAll("button[name='Input.Tap']")[1].GetAttribute("value")!));
        await KeepAsync(practitioner.Answer);
        await OpenAsync(practitioner, "/children/K1");
        practitioner.Answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
    }

    private Task DropAsync(string module, string table) => host.InScopeAsync(async services =>
    {
        await using var command = services.GetRequiredService<DatabaseSession>().Connection.CreateCommand();
#pragma warning disable CA2100 // only the constants above
        command.CommandText = services.GetRequiredService<DatabaseSettings>().IsPostgres ? $"DROP TABLE {module}.{table}" : $"DROP TABLE {module}_{table}";
#pragma warning restore CA2100
        return await command.ExecuteNonQueryAsync();
    });

    private async Task OpenAsync(Visitor visitor, string path)
    {
        await visitor.OpenAsync(path);
        await KeepAsync(visitor.Answer);
    }

    private async Task KeepAsync(HttpResponseMessage answer)
    {
        if ((int)answer.StatusCode >= 400)
            errorPages.Add(await answer.Content.ReadAsStringAsync());
    }

    private static List<string> Found(IEnumerable<string> texts) =>
        [.. from text in texts from word in Personal where text.Contains(word, StringComparison.OrdinalIgnoreCase) select $"{word}: {text[..Math.Min(text.Length, 300)]}"];
}
