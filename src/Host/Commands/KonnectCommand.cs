using System.CommandLine;
using System.CommandLine.Invocation;
using Konnect.BuildingBlocks.Infrastructure.CommandLine;
using Konnect.Host.Hosting;

namespace Konnect.Host.Commands;

/// <summary>The command line: what the host itself can do, and the commands that modules offer.</summary>
internal static class KonnectCommand
{
    private static readonly Option<string?> Data = new("--data") { Description = "Directory of database, media and keys (default ./data, or KONNECT__DATA)", Recursive = true };

    /// <summary>Parses and runs; a setting or argument that cannot be used is told in a sentence.</summary>
    public static async Task<int> InvokeAsync(string[] args)
    {
        var parsed = Root().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await parsed.InvokeAsync(new() { Output = Console.Error });
            return ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
        }
        catch (SettingsException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return ExitCode.Refused;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Failed;
        }
    }

    /// <summary>Reads the settings as every command does; a fixed clock is allowed outside production and in demonstrations.</summary>
    public static KonnectSettings Settings(ParseResult parsed, bool demonstration = false)
    {
        var configuration = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true).AddEnvironmentVariables().Build();
        var production = (Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? "Production") == "Production";
        return KonnectSettings.Read(configuration, parsed.GetValue(Data), demonstration || !production);
    }

    private static RootCommand Root()
    {
        var root = new RootCommand("Konnect: the daily system of a childcare organisation") { Data };
        var serve = ServeCommand.Create();
        root.Add(serve);
        root.Add(DemoCommand.Create());
        root.Add(MigrateCommand.Create());
        foreach (var command in InstalledModules.All.OfType<ICommandSource>().SelectMany(m => m.Commands(new CommandRunner(parsed => Composition.Build(Settings(parsed), serve: false)))))
            root.Add(command);
        // Without a command it serves.
        foreach (var option in serve.Options)
            root.Add(option);
        root.Action = serve.Action as AsynchronousCommandLineAction;
        return root;
    }
}
