using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Domain;
using Konnect.Modules.Children.Persistence;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Modules.Children.Tests;

/// <summary>Who looks.</summary>
internal static class People
{
    /// <summary>Works on these groups.</summary>
    public static TestUser Practitioner(params string[] groups) => new("Lisa", new AccessScope(false, [], groups), ChildrenPermissions.View);

    /// <summary>Manages these locations.</summary>
    public static TestUser Manager(params string[] locations) => new("Ilse", new AccessScope(false, locations, []), ChildrenPermissions.View);

    /// <summary>Sees everybody.</summary>
    public static TestUser Office { get; } = new("Bo", AccessScope.Everything, ChildrenPermissions.View);

    /// <summary>Is the guardian with this number.</summary>
    public static async Task<TestUser> GuardianAsync(KonnectHost host, params string[] numbers)
    {
        var ids = await host.InScopeAsync(s => s.GetRequiredService<ChildrenDbContext>().Guardians.Where(g => numbers.Contains(g.Number)).Select(g => g.Id).ToListAsync());
        return new("Laura", AccessScope.Nothing with { Own = [.. ids.Select(id => new OwnPerson(Guardian.Subject, id))] }, ChildrenPermissions.ViewOwn);
    }
}
