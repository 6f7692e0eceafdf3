using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Konnect.BuildingBlocks.Infrastructure.Demonstration;
using Konnect.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Host.Tests;

/// <summary>Somebody may collect a child once: from the guardian's page to the door of the group, in the pages that people use.</summary>
public sealed partial class OneTimePermitPagesTests : IAsyncLifetime
{
    private const string Name = "<script>alert(1)</script> Jan";

    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    private KonnectHost host = null!;
    private string password = "";

    public async Task InitializeAsync()
    {
        host = await KonnectHost.ServeAsync();
        await SampleOrganisation.LoadAsync(
            host,
            ("guardians.csv", "number,first_name,last_name,email,phone_mobile\nD1,Laura,van der Veen,guardian@regenboog.example,06-1"),
            ("child_guardians.csv", "child_number,guardian_number,relation,has_authority,may_pick_up,contact_order\nK1,D1,parent,true,true,1"));
        var lines = await host.InScopeAsync(services => services.GetServices<IDemonstration>().MaxBy(d => d.Order)!.FillAsync("", CancellationToken.None));
        password = lines[0].Split("password ")[1].TrimEnd(':');
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task From_the_guardian_s_page_to_the_door_and_back()
    {
        using var guardian = await SignedInAsync("guardian");
        await guardian.OpenAsync("/my-children");
        guardian.Page.QuerySelector("a[href='/my-children/K1/permits']").ShouldNotBeNull();
        await guardian.OpenAsync("/my-children/K1/permits");
        await guardian.UploadAsync("give", [("Input.Photo", "jan.png", Png)], ("Input.Name", Name), ("Input.Relation", "buurman van oma"));
        guardian.Answer.StatusCode.ShouldBe(HttpStatusCode.OK, string.Join("; ", guardian.Refusals));
        var code = guardian.Page.QuerySelector(".clock")!.TextContent;
        code.ShouldMatch("^[0-9]{4}$");
        guardian.Text.ShouldContain($"Code {code}: laat deze zien bij het ophalen van");
        guardian.Text.ShouldContain(Name);
        guardian.Page.QuerySelectorAll("script:not([src])").ShouldAllBe(s => !s.TextContent.Contains("alert"));

        using var practitioner = await SignedInAsync("practitioner");
        await practitioner.OpenAsync("/groups/L1-A");
        await practitioner.SubmitAsync("tap", ("Input.Tap", practitioner.Page.QuerySelector("button[name='Input.Tap']")!.GetAttribute("value")!));
        await practitioner.OpenAsync("/groups/L1-A?child=K1");
        practitioner.Text.ShouldContain($"{Name} buurman van oma");
        practitioner.Text.ShouldContain("eenmalig");
        (await practitioner.Answer.Content.ReadAsStringAsync()).ShouldNotContain($">{code}<");
        var photo = practitioner.Page.QuerySelector("fieldset img")!.GetAttribute("src")!;
        await PhotoAsync(photo);

        var permit = photo.Split('/')[4];
        await practitioner.SubmitAsync("one", ("One.Do", "out"), ("One.Collector.Id", permit), ("One.Collector.Code", Other(code)));
        practitioner.Refusals.ShouldContain("Deze code klopt niet. Geef het kind niet mee. Pogingen over: 4.");
        practitioner.Page.QuerySelector($"input[value='{permit}']")!.HasAttribute("checked").ShouldBeTrue("what was chosen stands");
        practitioner.Page.QuerySelector("#one-code-error").ShouldNotBeNull();
        practitioner.Page.QuerySelectorAll(".tile.tone-met").Length.ShouldBe(1, "the child is still there");
        await practitioner.SubmitAsync("one", ("One.Do", "out"), ("One.Collector.Id", permit), ("One.Collector.Code", code));
        practitioner.Page.QuerySelectorAll(".tile.tone-met").ShouldBeEmpty();
        (await practitioner.AskAsync(new(HttpMethod.Get, photo))).StatusCode.ShouldBe(HttpStatusCode.NotFound, "used up");

        await guardian.OpenAsync("/my-children/K1/days");
        guardian.Text.ShouldContain($"Opgehaald door {Name}");
        await guardian.OpenAsync("/my-children/K1/permits");
        guardian.Text.ShouldContain("opgehaald om 10:00");
        guardian.Text.ShouldNotContain(code);
    }

    [Fact]
    public async Task What_is_no_photo_or_too_large_is_refused_in_words_and_what_was_filled_in_stays()
    {
        using var guardian = await SignedInAsync("guardian");
        foreach (var (content, words) in new (byte[], string)[] { ([.. "MZ"u8, .. new byte[500]], "Dit bestand is geen foto"), ([.. Png, .. new byte[3 << 20]], "De foto is groter dan 2 MB") })
        {
            await guardian.OpenAsync("/my-children/K1/permits");
            await guardian.UploadAsync("give", [("Input.Photo", "jan.jpg", content)], ("Input.Name", "Jan"));
            guardian.Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            guardian.Refusals.ShouldHaveSingleItem().ShouldContain(words);
            guardian.Page.QuerySelector("#give-name")!.GetAttribute("value").ShouldBe("Jan");
        }

        guardian.Page.QuerySelector(".clock").ShouldBeNull();
    }

    [Fact]
    public async Task The_group_that_was_called_reads_the_code_once()
    {
        using var practitioner = await SignedInAsync("practitioner");
        await practitioner.OpenAsync("/children/K1/permits");
        practitioner.Text.ShouldContain("06-1");
        var asker = practitioner.Page.QuerySelectorAll("select[name='Input.GuardianId'] option")[^1].GetAttribute("value")!;
        await practitioner.UploadAsync("give", [], ("Input.GuardianId", asker), ("Input.Name", "Jan"));
        practitioner.Refusals.ShouldHaveSingleItem().ShouldContain("Vul in hoe je zeker weet");
        await practitioner.UploadAsync("give", [], ("Input.GuardianId", asker), ("Input.Name", "Jan"), ("Input.Verified", "gebeld op bekend nummer"));
        var code = practitioner.Page.QuerySelector(".clock")!.TextContent;
        code.ShouldMatch("^[0-9]{4}$");
        await practitioner.OpenAsync("/children/K1/permits");
        practitioner.Page.QuerySelector(".clock").ShouldBeNull();
        practitioner.Text.ShouldContain("“gebeld op bekend nummer”");

        using var guardian = await SignedInAsync("guardian");
        await guardian.OpenAsync("/my-children/K1/permits");
        guardian.Page.QuerySelector(".clock")!.TextContent.ShouldBe(code);
        await guardian.SubmitAsync(Withdrawing().Match(guardian.Page.Body!.InnerHtml).Value);
        guardian.Page.QuerySelector(".clock").ShouldBeNull();
        guardian.Text.ShouldContain("ingetrokken door");
        using var office = await SignedInAsync("office");
        await office.OpenAsync("/children/K1/changes");
        office.Text.ShouldContain("Eenmalige toestemming om op te halen gegeven namens een ouder");
        office.Text.ShouldNotContain(code);
    }

    private async Task PhotoAsync(string address)
    {
        using var practitioner = await SignedInAsync("practitioner");
        using var answer = await practitioner.AskAsync(new(HttpMethod.Get, address));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (answer.Content.Headers.ContentType!.MediaType, answer.Headers.CacheControl!.ToString()).ShouldBe(("image/png", "no-store, private"));
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBe(Png);
        (await practitioner.AskAsync(new(HttpMethod.Get, address.Replace("L1-A", "L1-B", StringComparison.Ordinal)))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var role in new[] { "guardian", "administrator", "inspector", "coordinator" })
        {
            using var other = await SignedInAsync(role);
            (await other.AskAsync(new(HttpMethod.Get, address))).StatusCode.ShouldBe(HttpStatusCode.Forbidden, role);
        }

        using var nobody = new Visitor(host);
        (await nobody.AskAsync(new(HttpMethod.Get, address))).StatusCode.ShouldBeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.Redirect);
    }

    private static string Other(string code) => ((int.Parse(code, null) + 1) % 10_000).ToString("D4", null);

    private async Task<Visitor> SignedInAsync(string role)
    {
        var visitor = new Visitor(host);
        await visitor.SignInAsync($"{role}@regenboog.example", password);
        return visitor;
    }

    [GeneratedRegex("withdraw-[0-9a-f]{32}")]
    private static partial Regex Withdrawing();
}
