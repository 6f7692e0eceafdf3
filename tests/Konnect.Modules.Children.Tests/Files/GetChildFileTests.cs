using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Domain;
using Konnect.Modules.Children.Files;
using Konnect.Testing;
using NodaTime;

namespace Konnect.Modules.Children.Tests.Files;

public sealed class GetChildFileTests(Neighbourhood neighbourhood) : IClassFixture<Neighbourhood>
{
    private readonly KonnectHost host = neighbourhood.Host;

    [Fact]
    public async Task Tells_who_the_child_is()
    {
        var file = await ReadAsync("K001");
        (file.Number, file.FirstName, file.FullName, file.BirthDate, file.Age).ShouldBe(("K001", "Zoé Maria", "Zoë van der Veen", new LocalDate(2023, 8, 20), new Age(3, 3)));
        (file.Sex, file.HomeLanguage, file.School, file.Mentor).ShouldBe((Sex.Female, "pl", "De Akker", "Lisa van den Heuvel"));
    }

    [Fact]
    public async Task Guardians_stand_in_the_order_to_call_them()
    {
        var guardians = (await ReadAsync("K001")).Guardians;
        guardians.Select(g => (g.Name, g.Relation, g.HasAuthority, g.MayPickUp)).ShouldBe(
        [
            ("Laura van der Veen", GuardianRelation.Parent, true, true),
            ("Murat Aydin", GuardianRelation.Parent, true, false),
            ("Joke Visser", GuardianRelation.Foster, false, null),
        ]);
        guardians.Select(g => string.Join(' ', g.Phones)).ShouldBe(["06-00000001 053-0000001", "06-00000002", "053-0000003"]);
    }

    [Fact]
    public async Task Contacts_for_emergencies_come_first() =>
        (await ReadAsync("K001")).Contacts.Select(c => (c.Name, c.Relation, c.IsEmergency, c.MayPickUp)).ShouldBe([("Oma Corrie", "oma", true, true), ("Buurvrouw An", "buurvrouw", false, true)]);

    [Fact]
    public async Task Notes_stand_by_kind_what_must_be_seen_first() =>
        (await ReadAsync("K001")).Notes.Select(n => $"{n.Kind}: {string.Join(", ", n.Texts)}").ShouldBe(["allergy: Kat, Pinda", "medical: Inhalator bij inspanning", "diet: Geen varkensvlees", "sleep: Slaapt met beer"]);

    [Fact]
    public async Task Groups_are_told_with_their_period()
    {
        var group = (await ReadAsync("K004")).Groups.Single();
        (group.GroupName, group.From, group.To).ShouldBe(("Vlinders", new LocalDate(2025, 1, 1), new LocalDate(2026, 9, 30)));
    }

    [Fact]
    public async Task Siblings_have_a_guardian_in_common()
    {
        var brother = (await ReadAsync("K001")).Siblings.Single();
        (brother.Number, brother.FullName, brother.Age, brother.Groups.Single()).ShouldBe(("K002", "Özgür Veen", new Age(1, 10), "Vissen"));
        (await ReadAsync("K003")).Siblings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sibling_in_another_group_is_not_shown_to_who_may_not_see_it()
    {
        (await host.SendAsync(new GetChildFile.Query("K001"), People.Practitioner("L1-VLI"))).Value.Siblings.ShouldBeEmpty();
        (await host.SendAsync(new GetChildFile.Query("K001"), People.Practitioner("L1-VLI", "L1-VIS"))).Value.Siblings.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("K003")]
    [InlineData("K005")]
    [InlineData("K006")]
    public async Task A_child_out_of_sight_is_as_unknown_as_one_that_is_not_there(string number)
    {
        var practitioner = People.Practitioner("L1-VLI");
        var hidden = await host.SendAsync(new GetChildFile.Query(number), practitioner);
        var unknown = await host.SendAsync(new GetChildFile.Query("K999"), practitioner);

        hidden.Errors.Single().Kind.ShouldBe(ErrorKind.NotFound);
        hidden.Errors.Single().ShouldBe(unknown.Errors.Single() with { Args = hidden.Errors.Single().Args });
        hidden.Errors.Single().Args.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_lacks_the_permission_is_refused() =>
        (await host.SendAsync(new GetChildFile.Query("K001"), new TestUser("Sam", AccessScope.Everything))).Errors.Single().Kind.ShouldBe(ErrorKind.Forbidden);

    private async Task<GetChildFile.Response> ReadAsync(string number) => (await host.SendAsync(new GetChildFile.Query(number), People.Office)).Value;
}
