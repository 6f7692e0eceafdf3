using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Audit.Persistence;
using Konnect.Testing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Modules.Audit.Tests;

/// <summary>Writes lines into a host's trail as the pipeline does, and changes them behind its back.</summary>
internal static class Ledger
{
    public static readonly TestUser Administrator = new("Beheer", AccessScope.Everything, AuditPermissions.Search);

    /// <summary>Something that somebody did; only what matters to a test is given.</summary>
    public static TrailEvent Told(
        string kind = "attendance.check-in-children", Guid? user = null, string name = "Sanne Jansen", string address = "10.0.0.7", string outcome = "", Instant? at = null, params TrailItem[] items) =>
        new(at ?? Instant.FromUtc(2026, 11, 20, 9, 0), kind, user, name, address, "Chrome, Android", outcome, "", items);

    /// <summary>A record of somebody that was changed.</summary>
    public static TrailItem Changed(string subject, params TrailField[] fields) => new(TrailAct.Changed, "child", subject, "Child", subject, fields);

    /// <summary>A file that was opened.</summary>
    public static TrailItem Named(string subject) => new(TrailAct.Named, "child", subject, "", "", []);

    public static async Task WriteAsync(KonnectHost host, params TrailEvent[] events)
    {
        await using var scope = host.Scope();
        var session = scope.ServiceProvider.GetRequiredService<DatabaseSession>();
        await session.BeginAsync(CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<ITrail>().AppendAsync(events, CancellationToken.None);
        await session.CommitAsync(CancellationToken.None);
    }

    /// <summary>Counts a use as the pipeline does.</summary>
    public static async Task<Error?> CountAsync(KonnectHost host, ICurrentUser user, Use use, string subject, long amount)
    {
        await using var scope = host.Scope();
        var session = scope.ServiceProvider.GetRequiredService<DatabaseSession>();
        await session.BeginAsync(CancellationToken.None);
        var refusal = await scope.ServiceProvider.GetRequiredService<IUseLimits>().CountAsync(user, use, subject, amount, CancellationToken.None);
        await session.CommitAsync(CancellationToken.None);
        return refusal;
    }

    public static Task<T> InTrailAsync<T>(KonnectHost host, Func<AuditDbContext, Task<T>> work) => host.InScopeAsync(services => work(services.GetRequiredService<AuditDbContext>()));
}
