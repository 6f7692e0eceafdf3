using System.IO.Compression;
using Konnect.BuildingBlocks.Results;

namespace Konnect.BuildingBlocks.Infrastructure.Exchange;

/// <summary>One file of a package.</summary>
/// <param name="Name">Its name, without folders.</param>
/// <param name="Length">Its bytes, unpacked.</param>
/// <param name="Open">Opens it for one reading from the start.</param>
internal sealed record PackageFile(string Name, long Length, Func<Stream> Open);

/// <summary>The files of a folder or of a ZIP. A ZIP is distrusted: what its directory says is checked before and while it is unpacked.</summary>
internal sealed class ExchangePackage : IDisposable
{
    private readonly IDisposable? archive;

    private ExchangePackage(IReadOnlyList<PackageFile> files, IDisposable? archive)
    {
        Files = files;
        this.archive = archive;
        foreach (var twice in files.GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            throw new RefusedPackageException(twice.Key, Error.Invalid("exchange.file-twice"));
    }

    /// <summary>The files, in the order of their names.</summary>
    public IReadOnlyList<PackageFile> Files { get; }

    /// <summary>Opens a folder, a ZIP or one CSV file.</summary>
    /// <exception cref="RefusedPackageException">There is no such thing, or it can't be trusted.</exception>
    public static ExchangePackage Open(string path, ExchangeLimits limits)
    {
        try
        {
            if (Directory.Exists(path))
                return new ExchangePackage([.. Directory.EnumerateFiles(path).Order(StringComparer.Ordinal).Select(OnDisk)], null);
            if (!File.Exists(path))
                throw new RefusedPackageException(Path.GetFileName(path), Error.NotFound("exchange.path-missing"));
            return path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)
                ? new ExchangePackage([OnDisk(path)], null)
                : OpenZip(path, limits);
        }
        catch (UnauthorizedAccessException)
        {
            throw new RefusedPackageException(Path.GetFileName(path), Error.Invalid("exchange.path-unreadable"));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => archive?.Dispose();

    private static PackageFile OnDisk(string path) =>
        new(Path.GetFileName(path), new FileInfo(path).Length, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, useAsync: false));

    private static ExchangePackage OpenZip(string path, ExchangeLimits limits)
    {
        var name = Path.GetFileName(path);
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            var archive = new ZipArchive(file, ZipArchiveMode.Read);
            var entries = archive.Entries.Where(e => !e.FullName.EndsWith('/')).ToList();
            if (entries.FirstOrDefault(e => LeavesArchive(e.FullName)) is { } outside)
                throw new RefusedPackageException(name, Error.Invalid("exchange.zip-path", args: [Shown(outside.FullName)]));
            if (entries.FirstOrDefault(e => e.IsEncrypted) is { } locked)
                throw new RefusedPackageException(name, Error.Invalid("exchange.zip-encrypted", args: [Shown(locked.Name)]));
            // Entries that overlap, the trick of the densest bombs, claim more packed bytes than the archive has.
            if (entries.Count > limits.Files || entries.Sum(e => e.Length) > limits.UnpackedBytes
                || entries.Sum(e => e.CompressedLength) > file.Length || entries.Any(e => IsBomb(e.Length, e.CompressedLength, limits)))
                throw new RefusedPackageException(name, Error.Invalid("exchange.zip-bomb"));
            return new ExchangePackage([.. entries.OrderBy(e => e.Name, StringComparer.Ordinal).Select(InZip)], archive);
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException or ArgumentException or OverflowException)
        {
            file.Dispose();
            throw new RefusedPackageException(name, Error.Invalid("exchange.zip-damaged"));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static PackageFile InZip(ZipArchiveEntry entry) => new(entry.Name, entry.Length, () =>
    {
        try
        {
            return new UnpackedStream(entry);
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException or NotSupportedException)
        {
            throw new RefusedPackageException(entry.Name, Error.Invalid("exchange.zip-damaged"));
        }
    });

    private static bool IsBomb(long unpacked, long packed, ExchangeLimits limits) => unpacked > 1 << 20 && unpacked / limits.UnpackRatio > packed;

    private static bool LeavesArchive(string name) =>
        name.StartsWith('/') || name.Contains('\\', StringComparison.Ordinal) || name.Contains(':', StringComparison.Ordinal) || name.Split('/').Contains("..");

    private static string Shown(string name) => name.Length <= 80 ? name : name[..80] + "…";

    /// <summary>Unpacks one entry and holds it to what the archive's directory says of its length and checksum.</summary>
    private sealed class UnpackedStream(ZipArchiveEntry entry) : Stream
    {
        private static readonly uint[] Table = MakeTable();
        private readonly Stream unpacking = entry.Open();
        private long total;
        private uint checksum = uint.MaxValue;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            int read;
            try
            {
                read = unpacking.Read(buffer);
            }
            catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException)
            {
                throw Damaged();
            }

            total += read;
            foreach (var b in buffer[..read])
                checksum = Table[(byte)(checksum ^ b)] ^ (checksum >> 8);
            if (total > entry.Length)
                throw new RefusedPackageException(entry.Name, Error.Invalid("exchange.zip-bomb"));
            if (read == 0 && buffer.Length > 0 && (total < entry.Length || ~checksum != entry.Crc32))
                throw Damaged();
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return ValueTask.FromResult(Read(buffer.Span));
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer, offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                unpacking.Dispose();
            base.Dispose(disposing);
        }

        private static uint[] MakeTable()
        {
            var table = new uint[256];
            for (var i = 0u; i < 256; i++)
            {
                var value = i;
                for (var bit = 0; bit < 8; bit++)
                    value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB88320;
                table[i] = value;
            }

            return table;
        }

        private RefusedPackageException Damaged() => new(entry.Name, Error.Invalid("exchange.zip-damaged"));
    }
}

/// <summary>A package, or a file in it, turns out to be unusable while it is read.</summary>
internal sealed class RefusedPackageException(string file, Error reason) : IOException(reason.Code)
{
    /// <summary>The package or the file in it.</summary>
    public string File { get; } = file;

    /// <summary>What is wrong with it.</summary>
    public Error Reason { get; } = reason;
}
