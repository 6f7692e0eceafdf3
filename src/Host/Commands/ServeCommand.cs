using System.CommandLine;
using Konnect.BuildingBlocks.Infrastructure.CommandLine;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.Host.Hosting;

namespace Konnect.Host.Commands;

/// <summary><c>konnect serve</c>: migrates, then serves until stopped.</summary>
internal static class ServeCommand
{
    public const string DefaultUrl = "http://localhost:5080";

    private static readonly Option<string?> Urls = new("--urls") { Description = $"Addresses to listen on, separated by ; (default {DefaultUrl}, or ASPNETCORE_URLS)" };

    public static Command Create()
    {
        var command = new Command("serve", "Serve the application (default)") { Urls };
        command.SetAction((parsed, cancellationToken) => ServeAsync(KonnectCommand.Settings(parsed), Addresses(parsed.GetValue(Urls)), cancellationToken));
        return command;
    }

    /// <summary>Serves until stopped; <paramref name="prepare"/> runs on the migrated database before the first request.</summary>
    public static async Task<int> ServeAsync(KonnectSettings settings, string[] urls, CancellationToken cancellationToken, Func<IServiceProvider, CancellationToken, Task>? prepare = null)
    {
        Transport.Check(settings, urls);
        await using var app = Composition.Build(settings, serve: true, urls);
        await app.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(cancellationToken);
        if (prepare is not null)
            await prepare(app.Services, cancellationToken);
        app.Services.GetRequiredService<Readiness>().IsReady = true;
        await app.StartAsync(cancellationToken);
        Console.WriteLine($"Konnect serves on {string.Join(", ", app.Urls)}");
        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Done;
    }

    /// <summary>The addresses of <c>--urls</c>, else of <c>ASPNETCORE_URLS</c>, else the default.</summary>
    public static string[] Addresses(string? urls) =>
        (urls ?? Environment.GetEnvironmentVariable("ASPNETCORE_URLS") ?? DefaultUrl).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
