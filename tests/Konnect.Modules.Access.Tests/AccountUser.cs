using Konnect.BuildingBlocks.Security;

namespace Konnect.Modules.Access.Tests;

/// <summary>An account that is signed in, with every permission.</summary>
internal sealed record AccountUser(Guid Account) : ICurrentUser
{
    public Guid? Id => Account;

    public string Name => "Somebody";

    public bool IsAuthenticated => true;

    public AccessScope Scope => AccessScope.Everything;

    public bool Has(string permission) => true;
}
