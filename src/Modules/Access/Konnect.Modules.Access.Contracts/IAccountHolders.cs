using NodaTime;

namespace Konnect.Modules.Access.Contracts;

/// <summary>The people of the source system who may have an account, by the address they sign in with; answered by every module that knows some.</summary>
public interface IAccountHolders
{
    /// <summary>Everybody with an e-mail address, also who is gone.</summary>
    Task<IReadOnlyList<AccountHolder>> ListAsync(CancellationToken cancellationToken);
}

/// <summary>Somebody whom the source system knows.</summary>
/// <param name="Kind">The kind of person, as the audit trail names it.</param>
/// <param name="Key">The person's key.</param>
/// <param name="Email">E-mail address.</param>
/// <param name="Name">Full name.</param>
/// <param name="Roles">Names of the roles that hang on being this person: a guardian's, or those of staff.</param>
/// <param name="Until">Last local day on which this person may sign in as such; null without end.</param>
/// <param name="Places">Codes of the groups whose day this person works on; empty for who works on none.</param>
/// <param name="About">What this person is known by: names of the own children, or of the own groups.</param>
public sealed record AccountHolder(string Kind, Guid Key, string Email, string Name, IReadOnlyList<string> Roles, LocalDate? Until, IReadOnlyList<string> Places, IReadOnlyList<string> About);
