namespace Konnect.Modules.Access.Contracts;

/// <summary>Knows who holds a role, for modules that need somebody who may decide, or must be told.</summary>
public interface IRoleHolders
{
    /// <summary>Everybody who can sign in and holds one of these roles, by name.</summary>
    Task<IReadOnlyList<RoleHolder>> ListAsync(IReadOnlyCollection<string> roles, CancellationToken cancellationToken);
}

/// <summary>Somebody who holds a role.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Name">The name.</param>
/// <param name="Email">E-mail address.</param>
/// <param name="Language">Two letters, or the default.</param>
public sealed record RoleHolder(Guid AccountId, string Name, string Email, string Language);
