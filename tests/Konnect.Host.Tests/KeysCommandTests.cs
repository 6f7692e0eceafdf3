using Konnect.Testing;

namespace Konnect.Host.Tests;

/// <summary><c>konnect keys replace</c> and <c>konnect check</c>, as whoever runs the machine types them.</summary>
public sealed class KeysCommandTests : IDisposable
{
    private const string Clock = "2026-11-20T10:00";

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("konnect-keys-");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public async Task Keys_are_replaced_and_everything_is_still_whole()
    {
        (await RunAsync("check")).ExitCode.ShouldBe(0);
        (await RunAsync("keys", "replace")).ShouldSatisfyAllConditions(
            run => run.ExitCode.ShouldBe(0),
            run => run.Output.ShouldContain("texts: version 2"),
            run => run.Output.ShouldContain("trail: version 2"),
            run => run.Output.ShouldContain("Restart Konnect now."));
        (await RunAsync("check")).ShouldSatisfyAllConditions(
            run => run.ExitCode.ShouldBe(0),
            run => run.Output.ShouldContain("each as it was written."),
            run => run.Output.ShouldContain("Encrypted texts: 0, each can be read."));
    }

    private Task<(int ExitCode, string Output)> RunAsync(params string[] words) => KonnectProcess.RunAsync(Clock, [.. words, "--data", directory.FullName]);
}
