using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Microsoft.AspNetCore.DataProtection;

namespace Konnect.BuildingBlocks.Infrastructure.Security;

/// <summary>A secret of the installation that seals, so that it is known which there are.</summary>
/// <param name="Name">Its name, and that of its files.</param>
public sealed record SealingSecret(string Name);

/// <summary>
/// The secrets that seal what lies in the database, in versions, in the data directory's <c>keys</c>: <c>trail.key</c> is the first of <c>trail</c>, <c>trail.2.key</c> the second.
/// The installation's key ring encrypts them. The newest seals; what an earlier one sealed is opened as long as its file is there.
/// </summary>
public sealed class SealingKeys(DatabaseSettings settings, IDataProtectionProvider protection)
{
    private const int First = 1;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, int> newest = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Secret, int Version, string Purpose), byte[]> keys = new();
    private readonly Lock making = new();

    private string Folder => Path.Combine(settings.DataDirectory, "keys");

    /// <summary>The version that seals: the newest there was when it was first asked for, or is since <see cref="Replace"/>. The first is made when there is none.</summary>
    public int Newest(string secret)
    {
        if (newest.TryGetValue(secret, out var known))
            return known;
        lock (making)
        {
            var found = Versions(secret).DefaultIfEmpty().Max();
            if (found == 0)
                Make(secret, found = First);
            return newest.GetOrAdd(secret, found);
        }
    }

    /// <summary>A key of 32 bytes for one purpose; null when there is no such version, or when the key ring is not the one that encrypted it.</summary>
    public byte[]? Find(string secret, int version, string purpose)
    {
        if (keys.TryGetValue((secret, version, purpose), out var known))
            return known;
        // What is not there, or can't be opened, is not remembered: another process may be making it, or the ring that encrypted it.
        return version >= First && File.Exists(FileOf(secret, version)) && Derive(secret, version, purpose) is { } key ? keys.GetOrAdd((secret, version, purpose), key) : null;
    }

    /// <summary>Makes a new version that seals from now on, in other processes from their next start.</summary>
    /// <returns>The version.</returns>
    public int Replace(string secret)
    {
        lock (making)
        {
            var next = Versions(secret).DefaultIfEmpty().Max() + 1;
            Make(secret, next);
            return newest[secret] = next;
        }
    }

    private byte[]? Derive(string secret, int version, string purpose)
    {
        try
        {
            return HKDF.DeriveKey(HashAlgorithmName.SHA256, Protector(secret).Unprotect(File.ReadAllBytes(FileOf(secret, version))), 32, info: Encoding.UTF8.GetBytes(purpose));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Makes a version, unless another process just made it: then that one is read.</summary>
    private void Make(string secret, int version)
    {
        Directory.CreateDirectory(Folder);
        using var turn = TakeTurn();
        var file = FileOf(secret, version);
        if (File.Exists(file))
            return;
        // On the disk before anything is sealed with it: a text without its key is lost.
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream($"{file}.new", options))
        {
            stream.Write(Protector(secret).Protect(RandomNumberGenerator.GetBytes(32)));
            stream.Flush(flushToDisk: true);
        }

        File.Move($"{file}.new", file);
    }

    /// <summary>Waits until no other process makes a secret. A file that only one may open is let go also by a process that is killed; moving a file would overwrite another's.</summary>
    private FileStream TakeTurn()
    {
        for (var waited = Stopwatch.StartNew(); ; Thread.Sleep(10))
        {
            try
            {
                return new FileStream(Path.Combine(Folder, "making.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited.Elapsed < Patience)
            {
                // Another process has it.
            }
        }
    }

    private IEnumerable<int> Versions(string secret) => !Directory.Exists(Folder) ? [] :
        from file in Directory.EnumerateFiles(Folder, $"{secret}*.key")
        let name = Path.GetFileNameWithoutExtension(file)
        let version = name == secret ? First : name.StartsWith($"{secret}.", StringComparison.Ordinal) && int.TryParse(name.AsSpan(secret.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0
        where version > 0
        select version;

    private string FileOf(string secret, int version) => Path.Combine(Folder, version == First ? $"{secret}.key" : string.Create(CultureInfo.InvariantCulture, $"{secret}.{version}.key"));

    private IDataProtector Protector(string secret) => protection.CreateProtector($"konnect.{secret}");
}
