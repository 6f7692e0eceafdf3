using System.CommandLine;
using Konnect.BuildingBlocks.Infrastructure.CommandLine;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.Modules.Audit.Domain;
using Spectre.Console;

namespace Konnect.Modules.Audit.Trails;

/// <summary><c>konnect check</c>: reads the audit trail's chain and every encrypted text; works while the server runs.</summary>
internal static class CheckCommand
{
    public static Command Create(CommandRunner runner)
    {
        var check = new Command("check", "Check that the audit trail is whole and what is encrypted can be read");
        check.SetAction((parsed, cancellationToken) => CommandRunner.Progress.Status().StartAsync("Reading the audit trail", status =>
        {
            var progress = new Progress<long>(lines => status.Status($"Reading the audit trail: {lines:N0} lines"));
            return runner.SendAsync(
                parsed,
                new CheckChain.Command(progress),
                async (state, services) =>
                {
                    Console.WriteLine(Said(state));
                    if (await CommandRunner.SendAsync(services, new CountSealed.Query(), cancellationToken) is not { IsSuccess: true } counted)
                        return ExitCode.Refused;
                    Console.WriteLine(Said(counted.Value));
                    return state.Fault == ChainFault.None && counted.Value.Unreadable == 0 ? ExitCode.Done : ExitCode.Failed;
                },
                cancellationToken);
        }));
        return check;
    }

    private static string Said(SealedCount count) => count.Unreadable == 0
        ? FormattableString.Invariant($"Encrypted texts: {count.Texts}, each can be read.")
        : FormattableString.Invariant($"Encrypted texts: {count.Unreadable} of {count.Texts} can't be read. Somebody changed the database, or a key that encrypted them is missing: put the files keys/texts*.key and the key ring back from the backup that belongs to the database.");

    private static string Said(ChainState state) => state.Fault switch
    {
        ChainFault.None => FormattableString.Invariant($"Audit trail: {state.Lines} lines, each as it was written."),
        ChainFault.Altered => FormattableString.Invariant($"Audit trail: line {state.At} is not as it was written; the {state.Lines} lines before it are. Somebody changed the database, or the key in keys/trail*.key is not the one it was written with."),
        ChainFault.Missing => FormattableString.Invariant($"Audit trail: line {state.At} is gone; the {state.Lines} lines before it are as they were written."),
        ChainFault.NoBeginning => FormattableString.Invariant($"Audit trail: it should begin with line {state.At}, which is gone. Lines were removed that Konnect did not remove."),
        _ => FormattableString.Invariant($"Audit trail: from line {state.At} on lines are gone that were there before; the {state.Lines} lines before them are as they were written."),
    };
}
