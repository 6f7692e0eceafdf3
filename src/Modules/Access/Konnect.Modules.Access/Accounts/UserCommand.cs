using System.CommandLine;
using Konnect.BuildingBlocks.Infrastructure.CommandLine;
using Konnect.Modules.Access.Contracts;

namespace Konnect.Modules.Access.Accounts;

/// <summary><c>konnect user add</c>.</summary>
internal static class UserCommand
{
    public static Command Create(CommandRunner runner)
    {
        var email = new Argument<string>("email") { Description = "Address to sign in with" };
        var name = new Option<string?>("--name") { Description = "Name to show (default: from the address)" };
        var roles = new Option<string[]>("--role") { Description = "Role; may be given more than once", Required = true, AllowMultipleArgumentsPerToken = true };
        roles.AcceptOnlyFromAmong([.. Roles.All]);
        var locations = new Option<string[]>("--location") { Description = "Codes of locations", AllowMultipleArgumentsPerToken = true };
        var groups = new Option<string[]>("--group") { Description = "Codes of groups", AllowMultipleArgumentsPerToken = true };
        var passwordStdin = new Option<bool>("--password-stdin") { Description = "Read the password from standard input instead of inviting" };
        var add = new Command("add", "Add an account; prints an invitation link unless a password is given") { email, name, roles, locations, groups, passwordStdin };
        add.SetAction(async (parsed, cancellationToken) => await runner.SendAsync(
            parsed,
            new AddAccount.Command(
                parsed.GetValue(email)!,
                parsed.GetValue(name),
                parsed.GetValue(roles) ?? [],
                parsed.GetValue(locations) ?? [],
                parsed.GetValue(groups) ?? [],
                parsed.GetValue(passwordStdin) ? (await Console.In.ReadLineAsync(cancellationToken) ?? "") : null),
            (added, _) =>
            {
                Console.WriteLine(added.InvitationPath ?? $"{parsed.GetValue(email)} can sign in");
                return Task.FromResult(ExitCode.Done);
            },
            cancellationToken));
        return new Command("user", "Accounts") { add };
    }
}
