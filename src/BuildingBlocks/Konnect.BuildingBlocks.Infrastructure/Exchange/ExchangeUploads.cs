using System.IO.Compression;
using System.Security.Cryptography;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Results;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Exchange;

/// <summary>
/// Keeps an uploaded package between its preview and its import, in the data directory, readable by nobody else. An upload is removed once
/// it is imported, and in any case by the first upload an hour later.
/// </summary>
public sealed class ExchangeUploads(DatabaseSettings settings, ExchangeLimits limits, IClock clock)
{
    private static readonly Duration KeptFor = Duration.FromHours(1);
    private readonly string folder = Path.Combine(settings.DataDirectory, "uploads");

    /// <summary>Stores a ZIP; the answer is the name by which <see cref="PathOf"/> finds it. An upload over the limit is refused as soon as it is.</summary>
    public Task<Result<string>> SaveAsync(Stream content, CancellationToken cancellationToken) => StoreAsync(async file =>
    {
        var buffer = new byte[1 << 16];
        for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (file.Length + read > limits.UploadBytes)
                return false;
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return true;
    });

    /// <summary>Stores CSV files, given by their names, as one package. Together they are held to the limit of an upload.</summary>
    public Task<Result<string>> SaveAsync(IReadOnlyList<(string Name, Stream Content)> files, CancellationToken cancellationToken) => StoreAsync(async file =>
    {
        if (files.Sum(f => f.Content.Length) > limits.UploadBytes)
            return false;
        await using var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, content) in files)
        {
            // Not compressed: rows that repeat themselves would look like a bomb.
            await using var entry = await archive.CreateEntry(name, CompressionLevel.NoCompression).OpenAsync(cancellationToken);
            await content.CopyToAsync(entry, cancellationToken);
        }

        return true;
    });

    /// <summary>The file of an upload; null when there is none of that name, or no longer.</summary>
    public string? PathOf(string id) => id.Length == 32 && id.All(char.IsAsciiHexDigitLower) && File.Exists(Path.Combine(folder, id)) ? Path.Combine(folder, id) : null;

    /// <summary>Forgets an upload.</summary>
    public void Remove(string id)
    {
        if (PathOf(id) is { } path)
            File.Delete(path);
    }

    private async Task<Result<string>> StoreAsync(Func<FileStream, Task<bool>> write)
    {
        Directory.CreateDirectory(folder);
        foreach (var old in new DirectoryInfo(folder).EnumerateFiles().Where(f => clock.GetCurrentInstant() - Instant.FromDateTimeUtc(f.LastWriteTimeUtc) > KeptFor))
            old.Delete();
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var path = Path.Combine(folder, id);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        bool fits;
        await using (var file = new FileStream(path, options))
            fits = await write(file);
        if (fits)
            return id;
        File.Delete(path);
        return Error.Invalid("exchange.upload-too-large", "Upload", limits.UploadBytes >> 20);
    }
}
