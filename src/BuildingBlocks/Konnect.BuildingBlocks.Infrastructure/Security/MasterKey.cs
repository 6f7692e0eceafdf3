using System.Security.Cryptography;
using System.Text;

namespace Konnect.BuildingBlocks.Infrastructure.Security;

/// <summary>
/// The key that encrypts the installation's other keys. It comes from the environment or a file, never from the command line, which every process on the machine can
/// read, and is kept nowhere: a copy of the data directory without it opens nothing.
/// </summary>
public sealed class MasterKey
{
    /// <summary>Fewest characters: 32 random ones are more than anybody can guess.</summary>
    public const int Shortest = 32;

    private readonly byte[] key;
    private readonly MasterKey? earlier;

    /// <summary>From a secret text of at least <see cref="Shortest"/> characters.</summary>
    /// <param name="secret">The text.</param>
    /// <param name="earlier">The one in whose place it comes: what that encrypted is opened, and encrypted anew.</param>
    public MasterKey(string secret, MasterKey? earlier = null) =>
        (key, this.earlier) = (HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret.Trim()), 32, info: "konnect master key"u8.ToArray()), earlier);

    /// <summary>Encrypts.</summary>
    public byte[] Encrypt(byte[] plain) => Sealing.Seal(key, plain);

    /// <summary>Decrypts what <see cref="Encrypt"/> made, of this key or the earlier one.</summary>
    /// <exception cref="CryptographicException">It was made with another key, or changed.</exception>
    public byte[] Decrypt(byte[] sealedBytes) => IsOwn(sealedBytes) || earlier is null ? Sealing.Open(key, sealedBytes) : earlier.Decrypt(sealedBytes);

    /// <summary>True for what this key encrypted, not the earlier one.</summary>
    public bool IsOwn(byte[] sealedBytes)
    {
        try
        {
            Sealing.Open(key, sealedBytes);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
