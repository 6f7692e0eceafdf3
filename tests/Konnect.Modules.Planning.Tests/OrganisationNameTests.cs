using Konnect.BuildingBlocks.Infrastructure.Components;
using Konnect.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Modules.Planning.Tests;

public sealed class OrganisationNameTests
{
    [Fact]
    public async Task Is_the_name_of_the_location_and_of_the_first_with_several()
    {
        await using var host = await KonnectHost.CreateAsync();
        (await NameAsync(host)).ShouldBeNull();
        await SampleOrganisation.ImportAsync(host, ("locations.csv", "code,name,opens,closes\nL1,Het Kompas,07:30,18:30\n"));
        (await NameAsync(host)).ShouldBe("Het Kompas");
        await SampleOrganisation.ImportAsync(host, ("locations.csv", "code,name,opens,closes\nL2,De Regenboog,07:30,18:30\nL3,Het Zand,07:30,18:30\n"));
        (await NameAsync(host)).ShouldBe("De Regenboog +2");
    }

    private static Task<string?> NameAsync(KonnectHost host) => host.InScopeAsync(s => s.GetRequiredService<IOrganisationName>().GetAsync(CancellationToken.None).AsTask());
}
