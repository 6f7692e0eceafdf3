using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Files;
using Konnect.Testing;
using NodaTime;

namespace Konnect.Modules.Children.Tests.Files;

public sealed class FindChildrenTests(Neighbourhood neighbourhood) : IClassFixture<Neighbourhood>
{
    private readonly KonnectHost host = neighbourhood.Host;

    [Fact]
    public async Task Who_sees_everything_finds_everybody_by_call_name() =>
        (await FindAsync(People.Office)).ShouldBe(["K003", "K005", "K006", "K004", "K002", "K001"]);

    [Theory]
    [InlineData("zoe", "K001")]
    [InlineData("zoé maria", "K001")]
    [InlineData("ozgur", "K002")]
    [InlineData("ÖZGÜR", "K002")]
    [InlineData("obrien", "K004")]
    [InlineData("k00", "K003 K005 K006 K004 K002 K001")]
    [InlineData("veen", "K002 K001")]
    [InlineData("bakker li", "K006")]
    [InlineData("%", "K003 K005 K006 K004 K002 K001")]
    [InlineData("nobody", "")]
    public async Task Finds_by_any_name_or_number(string text, string numbers) =>
        string.Join(' ', await FindAsync(People.Office, text: text)).ShouldBe(numbers);

    [Fact]
    public async Task A_practitioner_finds_the_children_of_the_own_group_and_who_just_left_it() =>
        (await FindAsync(People.Practitioner("L1-VLI"))).ShouldBe(["K004", "K001"]);

    [Theory]
    [InlineData("Emma")]
    [InlineData("K003")]
    [InlineData("Özgür")]
    [InlineData("Liam")]
    public async Task A_child_of_another_group_is_not_found(string text) => (await FindAsync(People.Practitioner("L1-VLI"), text: text)).ShouldBeEmpty();

    [Fact]
    public async Task Two_months_after_the_end_a_child_is_gone_and_a_new_one_comes_on_its_first_day()
    {
        await using var own = await Neighbourhood.CreateAsync();
        own.Clock.Now = KonnectHost.Zone.AtStrictly(new LocalDateTime(2026, 11, 30, 23, 59)).ToInstant();
        (await own.SendAsync(new FindChildren.Query(), People.Practitioner("L1-VLI"))).Value.Children.Select(c => c.Number).ShouldBe(["K004", "K001"]);

        own.Clock.Advance(Duration.FromMinutes(1));
        (await own.SendAsync(new FindChildren.Query(), People.Practitioner("L1-VLI"))).Value.Children.Select(c => c.Number).ShouldBe(["K005", "K001"]);
    }

    [Fact]
    public async Task An_installation_that_chose_no_months_shows_a_child_until_its_last_day()
    {
        await using var own = await Neighbourhood.CreateAsync(new VisibilitySettings { MonthsAfterEnd = 0 });
        (await own.SendAsync(new FindChildren.Query(), People.Practitioner("L1-VLI"))).Value.Children.Select(c => c.Number).ShouldBe(["K001"]);
    }

    [Fact]
    public async Task A_manager_finds_the_children_of_the_own_location_also_who_is_to_come() =>
        (await FindAsync(People.Manager("L1"))).ShouldBe(["K005", "K004", "K002", "K001"]);

    [Fact]
    public async Task A_group_holds_who_is_placed_there_now_or_soon() =>
        (await FindAsync(People.Office, group: "L1-VLI")).ShouldBe(["K005", "K001"]);

    [Theory]
    [InlineData("2026-11-16", "K003 K002 K001")]
    [InlineData("2026-11-17", "K001")]
    [InlineData("2026-11-18", "")]
    [InlineData("2026-11-24", "")]
    [InlineData("2026-11-25", "K001")]
    [InlineData("2026-11-30", "K003")]
    [InlineData("2026-12-03", "K005")]
    public async Task A_day_holds_who_is_expected_then(string day, string numbers) =>
        string.Join(' ', await FindAsync(People.Office, day: NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value)).ShouldBe(numbers);

    [Fact]
    public async Task Group_and_day_hold_together() =>
        (await FindAsync(People.Office, group: "L1-VIS", day: new LocalDate(2026, 11, 16))).ShouldBe(["K002"]);

    [Fact]
    public async Task A_filter_reaches_no_further_than_the_scope()
    {
        (await FindAsync(People.Practitioner("L1-VLI"), group: "L2-VLI")).ShouldBeEmpty();
        (await FindAsync(People.Practitioner("L1-VLI"), day: new LocalDate(2026, 11, 16))).ShouldBe(["K001"]);
    }

    [Theory]
    [InlineData("-name", "K001 K002 K004 K006 K005 K003")]
    [InlineData("age", "K006 K005 K002 K003 K001 K004")]
    [InlineData("-age", "K004 K001 K003 K002 K005 K006")]
    [InlineData("nonsense", "K003 K005 K006 K004 K002 K001")]
    public async Task Sorts_by_name_and_age(string sort, string numbers) =>
        string.Join(' ', (await AskAsync(new FindChildren.Query(Sort: sort), People.Office)).Children.Select(c => c.Number)).ShouldBe(numbers);

    [Fact]
    public async Task A_row_tells_age_groups_days_and_what_must_be_seen()
    {
        var zoe = (await AskAsync(new FindChildren.Query("Zoë"), People.Office)).Children.Single();
        zoe.FullName.ShouldBe("Zoë van der Veen");
        zoe.Age.ShouldBe(new(3, 3));
        zoe.Groups.ShouldBe(["Vlinders"]);
        zoe.Weekdays.ShouldBe([IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday]);
        zoe.Alerts.Select(a => $"{a.Kind}: {a.Text}").ShouldBe(["allergy: Kat", "allergy: Pinda", "medical: Inhalator bij inspanning", "diet: Geen varkensvlees"]);
    }

    [Fact]
    public async Task A_row_tells_when_a_child_comes_and_when_it_left()
    {
        var rows = (await AskAsync(new FindChildren.Query(), People.Office)).Children.ToDictionary(c => c.Number);
        rows["K005"].StartsOn.ShouldBe(new LocalDate(2026, 12, 1));
        rows["K004"].EndedOn.ShouldBe(new LocalDate(2026, 9, 30));
        rows["K006"].Groups.ShouldBeEmpty();
        rows["K006"].Age.ShouldBeNull();
    }

    [Fact]
    public async Task The_groups_to_choose_from_are_those_in_sight()
    {
        (await AskAsync(new FindChildren.Query(), People.Office)).Groups.Select(g => g.Code).ShouldBe(["L1-VIS", "L1-VLI", "L2-VLI"]);
        (await AskAsync(new FindChildren.Query(), People.Practitioner("L1-VLI"))).Groups.Select(g => g.Code).ShouldBe(["L1-VLI"]);
    }

    [Fact]
    public async Task Gives_a_page_at_a_time_and_the_last_one_past_the_end()
    {
        await using var own = await Neighbourhood.CreateAsync();
        var rows = string.Concat(Enumerable.Range(1, 53).Select(i => $"N{i:000},Kind{i:000},Test,2024-01-01\n"));
        await SampleOrganisation.ImportAsync(own, ("children.csv", "number,first_name,last_name,birth_date\n" + rows));

        var first = (await own.SendAsync(new FindChildren.Query("test"), People.Office)).Value;
        (first.Total, first.Page, first.Children.Count, first.Children[0].Number).ShouldBe((53, 1, FindChildren.PageSize, "N001"));
        var last = (await own.SendAsync(new FindChildren.Query("test", Page: 9), People.Office)).Value;
        (last.Total, last.Page, last.Children.Count, last.Children[0].Number).ShouldBe((53, 2, 3, "N051"));
        (await own.SendAsync(new FindChildren.Query("test", Page: -1), People.Office)).Value.Page.ShouldBe(1);
    }

    [Fact]
    public async Task A_search_of_a_whole_page_of_text_is_refused() =>
        (await host.SendAsync(new FindChildren.Query(new string('a', 101)), People.Office)).Errors.Single().Code.ShouldBe("input.too-long");

    [Fact]
    public async Task Who_lacks_the_permission_is_refused() =>
        (await host.SendAsync(new FindChildren.Query(), new TestUser("Sam", AccessScope.Everything))).Errors.Single().Kind.ShouldBe(ErrorKind.Forbidden);

    private async Task<IReadOnlyList<string>> FindAsync(ICurrentUser user, string? text = null, string? group = null, LocalDate? day = null) =>
        [.. (await AskAsync(new FindChildren.Query(text, group, day), user)).Children.Select(c => c.Number)];

    private async Task<FindChildren.Response> AskAsync(FindChildren.Query query, ICurrentUser user) => (await host.SendAsync(query, user)).Value;
}
