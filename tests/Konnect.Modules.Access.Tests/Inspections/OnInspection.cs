using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Inspections;
using Konnect.Testing;
using NodaTime;

namespace Konnect.Modules.Access.Tests.Inspections;

/// <summary>What tests of the inspector's link begin with.</summary>
internal static class OnInspection
{
    public static readonly LocalDate From = new(2026, 9, 1);
    public static readonly LocalDate To = new(2026, 11, 19);

    /// <summary>A served installation with two locations.</summary>
    public static async Task<KonnectHost> ServeAsync()
    {
        var host = await Installation.ServeAsync();
        await host.AddPlacesAsync();
        return host;
    }

    public static GiveInspection.Command Grant(string location = "L1", LocalDate? expires = null) => new("Karin de Wit", "GGD Twente", null, location, From, To, expires);

    public static Task<Result<GiveInspection.Response>> GiveAsync(this KonnectHost host, string location = "L1", LocalDate? expires = null, ICurrentUser? by = null) => host.SendAsync(Grant(location, expires), by);

    /// <summary>A manager of the first location.</summary>
    public static TestUser Manager { get; } = new("Mo", new AccessScope(false, ["L1"], []), AccessPermissions.GiveInspection);

    /// <summary>An inspector who has opened the link.</summary>
    public static async Task<Visitor> OpenedAsync(this KonnectHost host, string code)
    {
        var visitor = new Visitor(host);
        await visitor.OpenAsync($"/inspect/{code}");
        await visitor.SubmitAsync("open");
        return visitor;
    }
}
