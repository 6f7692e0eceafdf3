using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Domain;
using Konnect.Modules.Children.Files;
using Konnect.Testing;
using NodaTime;

namespace Konnect.Modules.Children.Tests.Files;

public sealed class GetChildHeadTests(Neighbourhood neighbourhood) : IClassFixture<Neighbourhood>
{
    private readonly KonnectHost host = neighbourhood.Host;

    [Fact]
    public async Task Tells_name_age_group_and_what_must_be_seen()
    {
        var head = (await host.SendAsync(new GetChildHead.Query("K001"), People.Practitioner("L1-VLI"))).Value;
        (head.Number, head.FullName, head.Age, head.Groups.Single()).ShouldBe(("K001", "Zoë van der Veen", new Age(3, 3), "Vlinders"));
        (head.StartsOn, head.EndedOn).ShouldBe((null, null));
        head.Alerts.Select(a => a.Kind).ShouldBe(["allergy", "allergy", "medical", "diet"]);
    }

    [Fact]
    public async Task Tells_when_a_child_comes_and_when_it_left()
    {
        (await host.SendAsync(new GetChildHead.Query("K005"), People.Office)).Value.StartsOn.ShouldBe(new LocalDate(2026, 12, 1));
        (await host.SendAsync(new GetChildHead.Query("K004"), People.Office)).Value.EndedOn.ShouldBe(new LocalDate(2026, 9, 30));
    }

    [Fact]
    public async Task A_child_out_of_sight_is_unknown() =>
        (await host.SendAsync(new GetChildHead.Query("K003"), People.Practitioner("L1-VLI"))).Errors.Single().Kind.ShouldBe(ErrorKind.NotFound);

    [Fact]
    public async Task Who_lacks_the_permission_is_refused() =>
        (await host.SendAsync(new GetChildHead.Query("K001"), new TestUser("Sam", AccessScope.Everything))).Errors.Single().Kind.ShouldBe(ErrorKind.Forbidden);
}
