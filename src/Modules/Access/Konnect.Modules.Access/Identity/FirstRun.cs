using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Persistence;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Konnect.Modules.Access.Identity;

/// <summary>
/// An installation without accounts: its console shows the set-up code when it starts to serve, and every page leads to the set-up page.
/// Once there is an account, the set-up page is gone.
/// </summary>
internal sealed class FirstRun(IServiceScopeFactory scopes, SetUpCode code, IHostApplicationLifetime lifetime) : IPageGate, IHostedService
{
    public const string SetUpPath = "/set-up";

    private volatile bool hasAccount;

    public async ValueTask<IResult?> AnswerInsteadAsync(HttpContext context)
    {
        var isSetUp = context.Request.Path.Equals(SetUpPath, StringComparison.OrdinalIgnoreCase);
        var isDone = await HasAccountAsync(context.RequestServices, context.RequestAborted);
        return (isSetUp, isDone) switch
        {
            (false, false) => Results.Redirect(SetUpPath),
            (true, true) => Results.NotFound(),
            _ => null,
        };
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (!await HasAccountAsync(scope.ServiceProvider, cancellationToken))
            lifetime.ApplicationStarted.Register(() => Console.WriteLine($"There is no account yet. Open {SetUpPath} in a browser and give this code, once: {code.Text}"));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async ValueTask<bool> HasAccountAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        hasAccount = hasAccount || await services.GetRequiredService<AccessDbContext>().Accounts.AnyAsync(cancellationToken);
}
