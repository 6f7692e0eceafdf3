using Konnect.BuildingBlocks.Infrastructure.Components;
using Konnect.Modules.Planning.Contracts;

namespace Konnect.Modules.Planning;

/// <summary>The organisation goes by the name of its location; with several, by the first one and how many more there are.</summary>
internal sealed class OrganisationName(ILocationDirectory locations) : IOrganisationName
{
    public async ValueTask<string?> GetAsync(CancellationToken cancellationToken)
    {
        var all = await locations.ListAsync(cancellationToken);
        return all.Count switch { 0 => null, 1 => all[0].Name, var n => $"{all[0].Name} +{n - 1}" };
    }
}
