using System.CommandLine;
using Konnect.BuildingBlocks.Infrastructure.Localization;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Results;
using Konnect.Host.Hosting;
using MediatR;

namespace Konnect.Host.Commands;

/// <summary>Exit codes of every command.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Refused = 2;
    public const int Usage = 64;
}

/// <summary>The command line: the same use cases as the pages, spoken for by whoever may run programs on the machine.</summary>
internal static class KonnectCommand
{
    public static readonly Option<string?> Data = new("--data") { Description = "Directory of database, media and keys (default ./data, or KONNECT__DATA)", Recursive = true };

    public static RootCommand Root()
    {
        var root = new RootCommand("Konnect: the daily system of a childcare organisation") { Data };
        var serve = ServeCommand.Create();
        root.Add(serve);
        foreach (var option in serve.Options)
            root.Add(option);
        root.SetAction(serve.Action is System.CommandLine.Invocation.AsynchronousCommandLineAction action ? action.InvokeAsync : throw new InvalidOperationException());
        return root;
    }

    /// <summary>Reads the settings as every command does; a fixed clock is allowed outside production and in demonstrations.</summary>
    public static KonnectSettings Settings(ParseResult parsed, bool allowFixedClock = false)
    {
        var configuration = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true).AddEnvironmentVariables().Build();
        var environment = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? "Production";
        return KonnectSettings.Read(configuration, parsed.GetValue(Data), allowFixedClock || environment != "Production");
    }

    /// <summary>Runs a command's work in a scope of a migrated installation and turns what comes of it into an exit code.</summary>
    public static async Task<int> RunAsync(ParseResult parsed, Func<IServiceProvider, CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var app = Composition.Build(Settings(parsed), serve: false);
            await app.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(cancellationToken);
            await using var scope = app.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentUser>().Become(new SystemUser(Environment.UserName));
            return await work(scope.ServiceProvider, cancellationToken);
        }
        catch (SettingsException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return ExitCode.Refused;
        }
    }

    /// <summary>Sends a use case; refusals go to standard error as sentences.</summary>
    public static async Task<(int ExitCode, T? Value)> SendAsync<T>(IServiceProvider services, IRequest<Result<T>> request, CancellationToken cancellationToken)
    {
        var result = await services.GetRequiredService<IMediator>().Send(request, cancellationToken);
        if (result.IsSuccess)
            return (ExitCode.Done, result.Value);
        var texts = services.GetRequiredService<TextCatalog>().In("en");
        foreach (var error in result.Errors)
            await Console.Error.WriteLineAsync(error.Field.Length == 0 ? texts[error] : $"{error.Field}: {texts[error]}");
        return (ExitCode.Refused, default);
    }
}
