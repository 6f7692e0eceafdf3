using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Planning.Integrations;
using Konnect.Modules.Planning.Persistence;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Modules.Planning.Tests.Integrations;

/// <summary>Who asks for an export and who decides.</summary>
internal static class Exports
{
    public const string Reason = "Overstap naar een ander pakket";

    public static TestUser Asker { get; } = new("Bo", AccessScope.Everything, PlanningPermissions.Export, PlanningPermissions.DecideExport);

    public static TestUser Decider { get; } = new("Ilse", AccessScope.Everything, PlanningPermissions.DecideExport);

    /// <summary>Asks, and gives the request.</summary>
    public static async Task<Guid> AskAsync(this KonnectHost host, TestUser? by = null)
    {
        (await host.SendAsync(new AskExport.Command(Reason), by ?? Asker)).IsSuccess.ShouldBeTrue();
        return await host.InScopeAsync(services => services.GetRequiredService<PlanningDbContext>().ExportRequests.OrderByDescending(r => r.AskedAt).ThenByDescending(r => r.Id).Select(r => r.Id).FirstAsync());
    }

    /// <summary>Asks, and somebody else approves.</summary>
    public static async Task<Guid> ApprovedAsync(this KonnectHost host)
    {
        var request = await host.AskAsync();
        (await host.ApproveAsync(request)).IsSuccess.ShouldBeTrue();
        return request;
    }

    public static Task<Result<Done>> ApproveAsync(this KonnectHost host, Guid request, TestUser? by = null) => host.SendAsync(new ApproveExport.Command(request), by ?? Decider);

    public static Task<Result<Done>> RefuseAsync(this KonnectHost host, Guid request, TestUser? by = null) => host.SendAsync(new RefuseExport.Command(request), by ?? Decider);

    public static Task<Result<ExportReport>> TakeAsync(this KonnectHost host, Guid request, string file = "out.zip", TestUser? by = null) =>
        host.SendAsync(new TakeExport.Command(request, Path.Combine(host.DataDirectory, file)), by ?? Asker);

    /// <summary>The newest request as somebody sees it.</summary>
    public static async Task<ListExports.Row> NewestAsync(this KonnectHost host, TestUser? by = null) => (await host.SendAsync(new ListExports.Query(), by ?? Decider)).Value.Requests[0];

    public static string CodeOf<T>(Result<T> result) => result.Errors.Single().Code;
}
