using Konnect.BuildingBlocks.Security;

namespace Konnect.Modules.Accomplice.Domain;

[NoPersonalData]
internal sealed class Visit
{
    public Guid Id { get; private set; }
}
