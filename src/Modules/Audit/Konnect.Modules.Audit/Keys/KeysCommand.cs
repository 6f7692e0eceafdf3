using System.CommandLine;
using Konnect.BuildingBlocks.Infrastructure.CommandLine;

namespace Konnect.Modules.Audit.Keys;

/// <summary><c>konnect keys replace</c>.</summary>
internal static class KeysCommand
{
    public static Command Create(CommandRunner runner)
    {
        var replace = new Command("replace", "Make new keys for what is encrypted in the database; what the earlier ones encrypted is encrypted anew, or goes after a year");
        replace.SetAction((parsed, cancellationToken) => runner.SendAsync(
            parsed,
            new ReplaceKeys.Command(),
            (replaced, _) =>
            {
                foreach (var key in replaced.Secrets)
                    Console.WriteLine(FormattableString.Invariant($"{key.Secret}: version {key.Version}"));
                Console.WriteLine("Restart Konnect now. Keep the earlier files in keys, and back the new ones up.");
                return Task.FromResult(ExitCode.Done);
            },
            cancellationToken));
        return new Command("keys", "Keys of what is encrypted in the database") { replace };
    }
}
