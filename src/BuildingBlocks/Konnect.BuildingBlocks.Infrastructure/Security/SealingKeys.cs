using System.Collections.Concurrent;
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

    private readonly ConcurrentDictionary<string, int> newest = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Secret, int Version, string Purpose), byte[]?> keys = new();
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
        // A version that is not there now may come: another process makes it.
        return version >= First && File.Exists(FileOf(secret, version)) ? keys.GetOrAdd((secret, version, purpose), Derive) : null;
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

    private byte[]? Derive((string Secret, int Version, string Purpose) key)
    {
        try
        {
            var secret = Protector(key.Secret).Unprotect(File.ReadAllBytes(FileOf(key.Secret, key.Version)));
            return HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: Encoding.UTF8.GetBytes(key.Purpose));
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
        var file = FileOf(secret, version);
        var made = $"{file}.{Guid.NewGuid():N}";
        // On the disk before anything is sealed with it: a text without its key is lost.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(made, options))
        {
            stream.Write(Protector(secret).Protect(RandomNumberGenerator.GetBytes(32)));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(made, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(made);
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
