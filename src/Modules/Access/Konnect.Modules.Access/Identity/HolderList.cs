using Konnect.Modules.Access.Contracts;
using NodaTime;

namespace Konnect.Modules.Access.Identity;

/// <summary>Whom accounts are opened for in bulk.</summary>
internal enum Invitees
{
    /// <summary>Guardians: they see what is of their own children.</summary>
    Guardians,
    /// <summary>Staff who work on groups: practitioners on these.</summary>
    Staff,
}

/// <summary>The people of the source system, of every module that knows some.</summary>
internal sealed class HolderList(IEnumerable<IAccountHolders> sources, ZonedClock clock)
{
    /// <summary>The role that an account of them gets.</summary>
    public static string RoleOf(Invitees who) => who == Invitees.Guardians ? Roles.Guardian : Roles.Practitioner;

    /// <summary>Everybody whom a source knows with an address, also who is gone.</summary>
    public async Task<IReadOnlyList<AccountHolder>> AllAsync(CancellationToken cancellationToken)
    {
        var found = new List<AccountHolder>();
        foreach (var source in sources)
            found.AddRange(await source.ListAsync(cancellationToken));
        return found;
    }

    /// <summary>Everybody who may sign in as such, with an address and something to see.</summary>
    public async Task<IReadOnlyList<AccountHolder>> ListAsync(Invitees who, CancellationToken cancellationToken)
    {
        var today = clock.GetCurrentDate();
        return [.. (await AllAsync(cancellationToken))
            .Where(h => h.Roles.Contains(RoleOf(who)) && h.About.Count > 0 && (h.Places.Count > 0) == (who == Invitees.Staff) && (h.Until is null || h.Until >= today))];
    }
}
