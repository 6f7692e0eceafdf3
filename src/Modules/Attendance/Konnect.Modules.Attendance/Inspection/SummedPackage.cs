using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Konnect.Modules.Attendance.Inspection;

/// <summary>A ZIP that ends with the SHA-256 of every file in it, in the format that <c>sha256sum -c</c> reads. The order is that of writing.</summary>
internal sealed class SummedPackage(Stream to, DateTimeOffset at) : IAsyncDisposable
{
    /// <summary>Name of the list.</summary>
    public const string List = "SHA256SUMS";

    private readonly ZipArchive zip = new(to, ZipArchiveMode.Create, leaveOpen: true);
    private readonly StringBuilder sums = new();

    /// <summary>Adds a file that is written as it goes.</summary>
    public async Task AddAsync(string name, Func<Stream, Task> write)
    {
        using var hash = SHA256.Create();
        await using (var file = Open(name))
        {
            var hashed = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true);
            await using (hashed)
                await write(hashed);
        }

        sums.Append(Convert.ToHexStringLower(hash.Hash!)).Append("  ").Append(name).Append('\n');
    }

    /// <summary>Adds the list.</summary>
    /// <returns>The list.</returns>
    public async Task<string> FinishAsync()
    {
        var list = sums.ToString();
        await using var file = Open(List);
        await file.WriteAsync(Encoding.UTF8.GetBytes(list));
        return list;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        zip.Dispose();
        return ValueTask.CompletedTask;
    }

    private Stream Open(string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = at;
        return entry.Open();
    }
}
