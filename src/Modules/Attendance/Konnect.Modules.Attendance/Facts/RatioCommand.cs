using System.CommandLine;
using Konnect.BuildingBlocks.Infrastructure.CommandLine;
using Spectre.Console;

namespace Konnect.Modules.Attendance.Facts;

/// <summary><c>konnect ratio recompute</c>.</summary>
internal static class RatioCommand
{
    public static Command Create(CommandRunner runner)
    {
        var from = CommandOptions.Date("--from", "First day");
        var to = CommandOptions.Date("--to", "Last day");
        var recompute = new Command("recompute", "Compute stored ratio facts again and report differences") { from, to };
        recompute.SetAction((parsed, cancellationToken) => CommandRunner.Progress.Status().StartAsync("Computing…", status => runner.SendAsync(
            parsed,
            new RecomputeFacts.Command { From = parsed.GetValue(from), To = parsed.GetValue(to), Progress = new Count(status) },
            (found, _) =>
            {
                foreach (var difference in found.Differences)
                    Console.Error.WriteLine($"{difference.Date:uuuu-MM-dd} {difference.LocationCode} {difference.Fact}: was other than computed; repaired");
                Console.WriteLine($"{found.Days} location-days computed, {found.DifferingRows} rows differed");
                return Task.FromResult(found.DifferingRows == 0 ? ExitCode.Done : ExitCode.Failed);
            },
            cancellationToken)));
        return new Command("ratio", "Staff-child ratio") { recompute };
    }

    private sealed class Count(StatusContext status) : IProgress<int>
    {
        private int days;

        public void Report(int value) => status.Status($"{Interlocked.Add(ref days, value)} location-days");
    }
}
