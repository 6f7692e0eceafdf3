using System.CommandLine;
using Konnect.BuildingBlocks.Infrastructure.CommandLine;
using Konnect.BuildingBlocks.Security;

namespace Konnect.Modules.Access.Tokens;

/// <summary><c>konnect token add</c>: prints the token, and nothing else, on standard output.</summary>
internal static class TokenCommand
{
    public static Command Create(CommandRunner runner)
    {
        var name = new Argument<string>("name") { Description = "What it is for" };
        var scope = new Option<string>("--scope") { Description = "What it opens: bi, inspection, exchange or admin", Required = true };
        scope.AcceptOnlyFromAmong([.. Enum.GetNames<ApiScopeKind>().Select(n => n.ToLowerInvariant())]);
        var locations = new Option<string[]>("--location") { Description = "Codes of the locations it sees (default: all)", AllowMultipleArgumentsPerToken = true };
        var from = CommandOptions.Date("--from", "First day it sees");
        var to = CommandOptions.Date("--to", "Last day it sees");
        var expires = CommandOptions.Date("--expires", "Last day on which it works (default: a year from now)");
        var add = new Command("add", "Make a token for a program") { name, scope, locations, from, to, expires };
        add.SetAction((parsed, cancellationToken) => runner.SendAsync(
            parsed,
            new CreateToken.Command(parsed.GetValue(name)!, Enum.Parse<ApiScopeKind>(parsed.GetValue(scope)!, ignoreCase: true), parsed.GetValue(locations) ?? [], parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(expires)),
            (made, _) =>
            {
                Console.WriteLine(made.Token);
                return Task.FromResult(ExitCode.Done);
            },
            cancellationToken));
        return new Command("token", "Tokens for programs") { add };
    }
}
