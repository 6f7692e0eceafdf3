using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Security;
using Microsoft.AspNetCore.DataProtection;

namespace Konnect.Modules.Audit.Chain;

/// <summary>
/// The trail's own keys, one for the chain and one for values, from a secret in the data directory's <c>keys</c> that the installation's key ring encrypts. The
/// database alone can neither be read nor made to fit.
/// </summary>
internal sealed class TrailKeys(DatabaseSettings settings, IDataProtectionProvider protection)
{
    private readonly Lock making = new();
    private (byte[] Chain, byte[] Values)? keys;

    /// <summary>The key of <see cref="Domain.TrailChain"/>.</summary>
    public byte[] Chain => Keys.Chain;

    private (byte[] Chain, byte[] Values) Keys
    {
        get
        {
            lock (making)
                return keys ??= Derive(Secret());
        }
    }

    /// <summary>Encrypts old and new values; null when there are none.</summary>
    public byte[]? Seal(IReadOnlyList<TrailField> fields) => fields.All(f => f.Old is null && f.New is null)
        ? null
        : Sealing.Seal(Keys.Values, JsonSerializer.SerializeToUtf8Bytes(fields.Select(f => new[] { f.Name, f.Old, f.New })));

    /// <summary>Old and new values; only names when none are kept, or when they can't be opened any more.</summary>
    public IReadOnlyList<TrailField> Open(string names, byte[]? sealedValues)
    {
        try
        {
            if (sealedValues is not null)
                return [.. JsonSerializer.Deserialize<string?[][]>(Sealing.Open(Keys.Values, sealedValues))!.Select(f => new TrailField(f[0]!, f[1], f[2]))];
        }
        catch (CryptographicException)
        {
            // Changed behind the trail's back, which the check of the chain tells.
        }

        return [.. names.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => new TrailField(name, null, null))];
    }

    private static (byte[] Chain, byte[] Values) Derive(byte[] secret) => (Derived(secret, "konnect trail chain"), Derived(secret, "konnect trail values"));

    private static byte[] Derived(byte[] secret, string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: Encoding.UTF8.GetBytes(purpose));

    /// <summary>The stored secret, or a new one. Of several processes that start at once one makes it, and the others read it.</summary>
    private byte[] Secret()
    {
        var protector = protection.CreateProtector("konnect.trail");
        var file = Path.Combine(settings.DataDirectory, "keys", "trail.key");
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var made = $"{file}.{Guid.NewGuid():N}";
            File.WriteAllBytes(made, protector.Protect(RandomNumberGenerator.GetBytes(32)));
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(made, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            try
            {
                File.Move(made, file, overwrite: false);
            }
            catch (IOException) when (File.Exists(file))
            {
                File.Delete(made);
            }
        }

        return protector.Unprotect(File.ReadAllBytes(file));
    }
}
