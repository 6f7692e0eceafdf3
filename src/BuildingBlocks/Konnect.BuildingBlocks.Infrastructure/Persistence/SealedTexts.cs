using System.Security.Cryptography;
using System.Text;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Konnect.BuildingBlocks.Infrastructure.Persistence;

/// <summary>Seals and opens texts of entities, under the newest version of one secret and any of its versions.</summary>
internal sealed class SealedTexts(SealingKeys keys)
{
    /// <summary>The secret of every sealed text.</summary>
    public const string Secret = "texts";

    private const string Purpose = "konnect sealed texts";

    /// <summary>What stands before everything that is sealed as it would be today.</summary>
    public byte[] NewestHeader => Envelope.Header(keys.Newest(Secret));

    /// <summary>Encrypts.</summary>
    /// <exception cref="InvalidOperationException">It is no text, but what stands in the place of one that can't be read.</exception>
    /// <exception cref="CryptographicException">The newest key can't be opened.</exception>
    public byte[] Seal(SealedProperty property, string text)
    {
        if (text == SealedText.Unreadable)
            throw new InvalidOperationException($"{property.SealedName}: a text that can't be read is not stored as another.");
        var version = keys.Newest(Secret);
        return Envelope.Seal(
            keys.Find(Secret, version, Purpose) ?? throw new CryptographicException($"Version {version} of the key {Secret} can't be opened: the key ring is not the one that encrypted it."),
            version, property.SealedName, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Decrypts, or says that it can't be read.</summary>
    public string Open(SealedProperty property, byte[] sealedText)
    {
        try
        {
            return Envelope.VersionOf(sealedText) is { } version && keys.Find(Secret, version, Purpose) is { } key
                ? Encoding.UTF8.GetString(Envelope.Open(key, property.SealedName, sealedText))
                : SealedText.Unreadable;
        }
        catch (CryptographicException)
        {
            return SealedText.Unreadable;
        }
    }

    /// <summary>Seals what changed of the tracked entities, and only that: the same text is never sealed anew, as that would be a change.</summary>
    public void SealChanges(IEnumerable<EntityEntry> entries)
    {
        foreach (var entry in entries)
        {
            foreach (var property in SealedProperty.Of(entry.Metadata.ClrType))
            {
                var text = property.Read(entry.Entity);
                if (entry.State == EntityState.Added || (entry.State != EntityState.Deleted && Open(property, property.Stored(entry)) != text))
                    entry.Property(property.Column).CurrentValue = Seal(property, text);
            }
        }
    }
}
