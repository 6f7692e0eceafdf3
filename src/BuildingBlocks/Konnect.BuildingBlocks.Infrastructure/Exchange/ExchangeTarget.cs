using System.IO.Compression;

namespace Konnect.BuildingBlocks.Infrastructure.Exchange;

/// <summary>Where an export goes: a folder or a ZIP. Everything is written beside its place and moved there at the end, so a fault leaves no half export.</summary>
internal abstract class ExchangeTarget : IDisposable
{
    private const string Unfinished = ".part";

    // A fixed time in the archive, so that the same data gives the same bytes.
    private static readonly DateTimeOffset EntryTime = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<string> finished = [];

    /// <summary>A ZIP when the path ends in <c>.zip</c>, else a folder, which is made.</summary>
    public static ExchangeTarget At(string path) => path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) ? new Zip(path) : new Folder(path);

    /// <summary>Starts a file; disposing the stream ends it.</summary>
    public abstract Stream Create(string name);

    /// <summary>Moves everything to its place.</summary>
    public virtual void Complete()
    {
        foreach (var file in finished)
            File.Move(file + Unfinished, file, overwrite: true);
        finished.Clear();
    }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        foreach (var file in finished)
            File.Delete(file + Unfinished);
    }

    private FileStream Start(string file)
    {
        finished.Add(file);
        return File.Create(file + Unfinished, 1 << 16);
    }

    private sealed class Folder(string path) : ExchangeTarget
    {
        private readonly string folder = Directory.CreateDirectory(path).FullName;

        public override Stream Create(string name) => Start(Path.Combine(folder, name));
    }

    private sealed class Zip : ExchangeTarget
    {
        private readonly ZipArchive archive;

        public Zip(string path) => archive = new ZipArchive(Start(path), ZipArchiveMode.Create);

        public override Stream Create(string name)
        {
            var entry = archive.CreateEntry(name);
            entry.LastWriteTime = EntryTime;
            return entry.Open();
        }

        public override void Complete()
        {
            archive.Dispose();
            base.Complete();
        }

        public override void Dispose()
        {
            archive.Dispose();
            base.Dispose();
        }
    }
}
