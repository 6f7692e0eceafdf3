using System.CommandLine;
using System.CommandLine.Parsing;
using Konnect.BuildingBlocks.Infrastructure.Localization;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Results;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;
using Spectre.Console;

namespace Konnect.BuildingBlocks.Infrastructure.CommandLine;

/// <summary>Exit codes of every command.</summary>
public static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>A fault.</summary>
    public const int Failed = 1;

    /// <summary>The input was refused; nothing changed.</summary>
    public const int Refused = 2;

    /// <summary>The command was written wrongly.</summary>
    public const int Usage = 64;
}

/// <summary>Implemented by a module's class that offers commands; like a page, a command only sends the module's use cases.</summary>
public interface ICommandSource
{
    /// <summary>The module's commands; two of the same name are merged into one with both their subcommands.</summary>
    IEnumerable<Command> Commands(CommandRunner runner);
}

/// <summary>Lets a command do its work in a migrated installation, spoken for by whoever may run programs on the machine.</summary>
/// <param name="build">Builds the product from the command's settings.</param>
public sealed class CommandRunner(Func<ParseResult, WebApplication> build)
{
    /// <summary>Runs work in a scope; its result is the exit code.</summary>
    public async Task<int> RunAsync(ParseResult parsed, Func<IServiceProvider, Task<int>> work, CancellationToken cancellationToken)
    {
        await using var app = build(parsed);
        await app.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(cancellationToken);
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().Become(new SystemUser(Environment.UserName));
        return await work(scope.ServiceProvider);
    }

    /// <summary>Sends one use case and shows its value; refusals go to standard error as sentences.</summary>
    public Task<int> SendAsync<T>(ParseResult parsed, IRequest<Result<T>> request, Func<T, IServiceProvider, Task<int>> show, CancellationToken cancellationToken) =>
        RunAsync(parsed, async services => await SendAsync(services, request, cancellationToken) is { IsSuccess: true } result ? await show(result.Value, services) : ExitCode.Refused, cancellationToken);

    /// <summary>Sends a use case in a scope; refusals go to standard error as sentences.</summary>
    public static async Task<Result<T>> SendAsync<T>(IServiceProvider services, IRequest<Result<T>> request, CancellationToken cancellationToken)
    {
        var result = await services.GetRequiredService<IMediator>().Send(request, cancellationToken);
        var texts = services.GetRequiredService<TextCatalog>().In("en");
        foreach (var error in result.Errors)
            await Console.Error.WriteLineAsync(error.Field.Length == 0 ? texts[error] : $"{error.Field}: {texts[error]}");
        return result;
    }

    /// <summary>A console for people: on standard error, and silent when that is not a terminal.</summary>
    public static IAnsiConsole Progress { get; } = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.IsErrorRedirected ? TextWriter.Null : Console.Error) });
}

/// <summary>Options that several commands have.</summary>
public static class CommandOptions
{
    /// <summary>An option that holds a date, <c>2026-11-20</c>.</summary>
    public static Option<LocalDate?> Date(string name, string description) => new(name)
    {
        Description = $"{description} (YYYY-MM-DD)",
        CustomParser = ReadDate,
        HelpName = "DATE",
    };

    private static LocalDate? ReadDate(ArgumentResult argument)
    {
        if (argument.Tokens is [var token] && LocalDatePattern.Iso.Parse(token.Value) is { Success: true } parsed)
            return parsed.Value;
        argument.AddError($"'{string.Join(' ', argument.Tokens)}' is not a date. Write YYYY-MM-DD, for example 2026-11-20.");
        return null;
    }
}
