using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Konnect.BuildingBlocks.Infrastructure.Components;
using Konnect.BuildingBlocks.Infrastructure.Localization;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Results;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Konnect.Host.Tests;

/// <summary>The shared components as the markup they give.</summary>
public sealed class ComponentsTests
{
    private sealed class Person
    {
        public string? Name { get; set; } = "Noor";
        public DateOnly? Birthday { get; set; } = new(2024, 3, 1);
        public TimeOnly? From { get; set; } = new(7, 42);
        public bool Twin { get; set; } = true;
    }

    private Person Input { get; } = new();

    [Fact]
    public async Task A_field_takes_name_value_type_and_label_from_its_property()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("nl-NL");
        var form = await RenderForm([]);
        var day = form.QuerySelector("input[name='Input.Birthday']")!;
        day.GetAttribute("type").ShouldBe("date");
        day.GetAttribute("value").ShouldBe("2024-03-01");
        form.QuerySelector($"label[for='{day.Id}']")!.TextContent.Trim().ShouldBe("Geboren");
        var time = form.QuerySelector("input[name='Input.From']")!;
        (time.GetAttribute("type"), time.GetAttribute("value")).ShouldBe(("time", "07:42"));
        form.QuerySelector("input[name='Input.Twin']")!.HasAttribute("checked").ShouldBeTrue();
    }

    [Fact]
    public async Task A_refusal_stands_at_its_field_and_in_the_summary_that_leads_to_it()
    {
        var form = await RenderForm([Error.Invalid("input.required", "Name"), Error.Invalid("input.invalid", "Person.Birthday")]);
        var field = form.QuerySelector("input[name='Input.Name']")!;
        field.GetAttribute("aria-invalid").ShouldBe("true");
        form.QuerySelector("#" + field.GetAttribute("aria-describedby"))!.TextContent.ShouldBe("Vul dit nog in.");
        var summary = form.QuerySelector("[role=alert]")!;
        summary.QuerySelectorAll("a").Select(a => (a.TextContent, a.GetAttribute("href"))).ShouldBe([("Naam", "#edit-name"), ("Geboren", "#edit-birthday")]);
        form.QuerySelector("input[name='Input.From']")!.HasAttribute("aria-invalid").ShouldBeFalse();
    }

    [Theory]
    [InlineData("Emma Jansen", "EJ")]
    [InlineData("Liam de Vries", "LV")]
    [InlineData("Bo", "BO")]
    [InlineData("Éva Øst", "ÉØ")]
    [InlineData("", "?")]
    public async Task Who_has_no_photo_has_initials(string name, string initials) =>
        (await Render<Avatar>(("Key", "x"), ("Name", name))).QuerySelector(".avatar")!.TextContent.ShouldBe(initials);

    [Fact]
    public async Task A_key_has_its_colour_for_ever_and_keys_spread_over_all_twelve()
    {
        async Task<string> Hue(string key) => (await Render<Avatar>(("Key", key), ("Name", "A B"))).QuerySelector(".avatar")!.ClassList.Single(c => c.StartsWith("hue-", StringComparison.Ordinal));
        var hues = new List<string>();
        for (var i = 0; i < 240; i++)
            hues.Add(await Hue($"R-{i:0000}"));
        hues.CountBy(h => h).Count().ShouldBe(12);
        hues.CountBy(h => h).Max(h => h.Value).ShouldBeLessThan(36);
        (await Hue("R-0001"), await Hue("R-0002")).ShouldBe(("hue-2", "hue-6"));
    }

    [Fact]
    public async Task A_strip_places_its_stretches_and_pales_what_lies_after_now()
    {
        var strip = await Render<DayStrip>(
            ("From", new LocalTime(8, 0)), ("To", new LocalTime(18, 0)), ("Now", (LocalTime?)new LocalTime(12, 0)),
            ("Segments", (IReadOnlyList<DaySegment>)[new(new(9, 0), new(13, 0), Tone.Met), new(new(13, 0), new(14, 30), Tone.Breach, "1 te weinig")]));
        var parts = strip.QuerySelectorAll("rect.part");
        parts.Select(p => (p.GetAttribute("x"), p.GetAttribute("width"))).ShouldBe([("10%", "30%"), ("40%", "10%"), ("50%", "15%")]);
        strip.QuerySelectorAll("g.later rect").Length.ShouldBe(2);
        parts.Select(p => p.GetAttribute("height")).Distinct().Count().ShouldBe(2, "a status shows by height too");
        strip.QuerySelector("svg")!.GetAttribute("aria-label")!.ShouldContain("13:00 – 14:30 1 te weinig");
    }

    [Fact]
    public async Task A_chart_has_its_numbers_as_a_table_too()
    {
        IReadOnlyList<DayStep> counts = [new(new(8, 0), 3), new(new(9, 0), 7), new(new(17, 0), 0)];
        IReadOnlyList<DayStep> staff = [new(new(8, 0), 1), new(new(9, 30), 2), new(new(17, 0), 0)];
        var chart = await Render<StepChart>(("Label", "Dag"), ("AreaName", "aantal"), ("RequiredName", "nodig"), ("PresentName", "er"), ("Area", counts), ("Required", staff), ("Present", staff));
        chart.QuerySelectorAll("details tbody tr").Select(r => string.Join('|', r.Children.Select(c => c.TextContent)))
            .ShouldBe(["08:00|3|1|1", "09:00|7|1|1", "09:30|7|2|2", "17:00|0|0|0"]);
    }

    [Theory]
    [InlineData(1, 312, "1–50 van 312", 1)]
    [InlineData(7, 312, "301–312 van 312", 1)]
    [InlineData(2, 1312, "51–100 van 1.312", 2)]
    [InlineData(1, 0, "Niets gevonden", 0)]
    public async Task A_pager_says_what_is_shown_and_leads_on(int page, int total, string said, int links)
    {
        var pager = await Render<Pager>(("Page", page), ("PageSize", 50), ("Total", total));
        pager.QuerySelector("[role=status]")!.TextContent.ShouldBe(said);
        pager.QuerySelectorAll("a").Length.ShouldBe(links);
    }

    [Fact]
    public async Task Links_keep_the_rest_of_the_address_and_never_name_the_host()
    {
        var switcher = await Render<DateSwitcher>(("Date", new LocalDate(2026, 11, 19)), ("Today", new LocalDate(2026, 11, 20)));
        switcher.QuerySelectorAll("a").Select(a => a.GetAttribute("href")).ShouldBe(["/list?unit=v&date=2026-11-18", "/list?unit=v", "/list?unit=v"]);
        switcher.QuerySelector("input[type=hidden]")!.GetAttribute("name").ShouldBe("unit");
    }

    private Task<IElement> RenderForm(IReadOnlyList<Error> errors) => Render<PostForm>(
        ("Name", "edit"),
        ("Errors", errors),
        ("ChildContent", (RenderFragment)(builder =>
        {
            builder.AddContent(0, Field("Naam", () => Input.Name));
            builder.AddContent(1, Field("Geboren", () => Input.Birthday));
            builder.AddContent(2, Field("Vanaf", () => Input.From));
            builder.AddContent(3, Field("Tweeling", () => Input.Twin));
        })));

    private static RenderFragment Field(string label, System.Linq.Expressions.Expression<Func<object?>> property) => builder =>
    {
        builder.OpenComponent<FormField>(0);
        builder.AddComponentParameter(1, "Label", label);
        builder.AddComponentParameter(2, "For", property);
        builder.CloseComponent();
    };

    private static async Task<IElement> Render<TComponent>(params (string Name, object? Value)[] parameters) where TComponent : IComponent
    {
        await using var services = new ServiceCollection()
            .AddTexts()
            .AddScoped<NavigationManager, StandingStill>()
            .AddScoped(_ => new FreshSignIn(new SystemUser("Test"), SystemClock.Instance))
            .AddScoped<AntiforgeryStateProvider, NoToken>()
            .BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(parameters.ToDictionary(p => p.Name, p => p.Value)))).ToHtmlString());
        return new HtmlParser().ParseDocument(html).Body!;
    }

    private sealed class StandingStill : NavigationManager
    {
        public StandingStill() => Initialize("https://konnect.test/", "https://konnect.test/list?unit=v&date=2026-11-19");
    }

    private sealed class NoToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}
