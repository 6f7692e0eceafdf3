using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Microsoft.Extensions.Hosting;

namespace Konnect.Modules.Access.Identity;

/// <summary>
/// Rounds of PBKDF2 with SHA-512 for a password: as many as this machine does in a quarter of a second, measured once, beside the start. Never fewer than
/// OWASP's password storage sheet asks.
/// </summary>
internal sealed class PasswordCost : BackgroundService
{
    public const int Fewest = 210_000;

    public const int Most = 3_000_000;

    private const int Sample = 40_000;

    private static readonly TimeSpan Target = TimeSpan.FromMilliseconds(250);

    private readonly Lazy<int> rounds;

    public PasswordCost(SignInSettings settings) => rounds = new(() => settings.PasswordRounds ?? Measure());

    /// <summary>The rounds; waits for the measurement when somebody signs in that early.</summary>
    public int Rounds => rounds.Value;

    /// <summary>True for a hash so much cheaper than today's that it is renewed. The measurement itself is never twice the same.</summary>
    public bool IsCheap(int rounds) => rounds < Rounds * 0.8;

    /// <summary>The rounds for a machine that does so many in a time: whole thousands within the limits.</summary>
    public static int RoundsFor(int sample, TimeSpan took) =>
        Math.Clamp((int)Math.Min(Most, sample * (Target / took)) / 1000 * 1000, Fewest, Most);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => Rounds, stoppingToken);

    /// <summary>The best of three: another program may run at the same time.</summary>
    private static int Measure() => RoundsFor(Sample, Enumerable.Range(0, 3).Min(_ =>
    {
        var watch = Stopwatch.StartNew();
        Run("measure", new byte[16], Sample);
        return watch.Elapsed;
    }));

    /// <summary>Does the work of so many rounds.</summary>
    public static void Run(string password, byte[] salt, int rounds) => Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, rounds, HashAlgorithmName.SHA512, 32);
}
