using System.Collections.Frozen;
using Konnect.BuildingBlocks.Security;

namespace Konnect.BuildingBlocks.Infrastructure.Security;

/// <summary>Which role holds which permission, from the modules' declarations. What nobody declared, nobody holds.</summary>
public sealed class PermissionTable
{
    private readonly FrozenDictionary<string, FrozenSet<string>> rolesByPermission;

    /// <summary>Builds the table; a permission declared twice stops the start.</summary>
    public PermissionTable(IEnumerable<Permission> permissions) =>
        rolesByPermission = permissions.ToFrozenDictionary(p => p.Name, p => p.Roles.ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>Every declared permission.</summary>
    public IEnumerable<string> Permissions => rolesByPermission.Keys;

    /// <summary>True when the role holds the permission.</summary>
    public bool Holds(string role, string permission) => rolesByPermission.TryGetValue(permission, out var roles) && roles.Contains(role);
}
