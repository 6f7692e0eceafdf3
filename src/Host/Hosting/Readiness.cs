using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Konnect.Host.Hosting;

/// <summary>Known once the database is migrated.</summary>
internal sealed class Readiness
{
    /// <summary>True when requests can be answered.</summary>
    public bool IsReady { get; set; }
}

/// <summary>Answers <c>/health/ready</c>.</summary>
internal sealed class ReadyCheck(Readiness readiness) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(readiness.IsReady ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
}
