using NodaTime;

namespace Konnect.Modules.Access.Contracts;

/// <summary>The people of the source system who may have an account, by the address they sign in with; answered by every module that knows some.</summary>
public interface IAccountHolders
{
    /// <summary>Everybody with an e-mail address, also who is gone.</summary>
    Task<IReadOnlyList<AccountHolder>> ListAsync(CancellationToken cancellationToken);
}

/// <summary>Somebody whom the source system knows.</summary>
/// <param name="Email">E-mail address.</param>
/// <param name="Name">Full name.</param>
/// <param name="Roles">Names of the roles that hang on being this person: a guardian's, or those of staff.</param>
/// <param name="Until">Last local day on which this person may sign in as such; null without end.</param>
public sealed record AccountHolder(string Email, string Name, IReadOnlyList<string> Roles, LocalDate? Until);
