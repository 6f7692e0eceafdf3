using Konnect.BuildingBlocks.Infrastructure.Components;
using Konnect.Modules.Planning.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Modules.Planning;

/// <summary>The organisation goes by the name of its location; with several, by the first one and how many more there are.</summary>
internal sealed class OrganisationName(IServiceScopeFactory scopes) : IOrganisationName
{
    public async ValueTask<string?> GetAsync(CancellationToken cancellationToken)
    {
        // The frame of a page is rendered beside the page, whose scope has one connection: it reads in a scope of its own.
        await using var scope = scopes.CreateAsyncScope();
        var all = await scope.ServiceProvider.GetRequiredService<ILocationDirectory>().ListAsync(cancellationToken);
        return all.Count switch { 0 => null, 1 => all[0].Name, var n => $"{all[0].Name} +{n - 1}" };
    }
}
