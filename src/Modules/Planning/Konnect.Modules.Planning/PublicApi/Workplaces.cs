using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Planning.Contracts;

namespace Konnect.Modules.Planning.PublicApi;

internal sealed class Workplaces(ILocationDirectory locations) : IWorkplaces
{
    public async Task<IReadOnlyList<Workplace>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await locations.ListAsync(cancellationToken)).Select(l => new Workplace(l.Code, l.Name, [.. l.Groups.Select(g => new WorkplaceGroup(g.Code, g.Name))]))];
}
