using System.Security.Cryptography;
using System.Text;

namespace Konnect.BuildingBlocks.Naming;

/// <summary>Keys that are the same each time the same thing is made: a request sent twice, a fact computed twice.</summary>
public static class StableId
{
    /// <summary>The key of a part of something.</summary>
    public static Guid Of(Guid owner, string part)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{owner:N}/{part}"), hash);
        return new Guid(hash[..16]);
    }
}
