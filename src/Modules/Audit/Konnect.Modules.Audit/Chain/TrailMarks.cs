using System.Globalization;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.Modules.Audit.Domain;

namespace Konnect.Modules.Audit.Chain;

/// <summary>
/// Marks outside the database of how far the trail had come: a line's number and hash, now and then. Who cuts lines off the end of the trail leaves a chain that
/// fits, but not these.
/// </summary>
internal sealed class TrailMarks(DatabaseSettings settings)
{
    private readonly Lock writing = new();

    private string File => Path.Combine(settings.DataDirectory, "keys", "trail.marks");

    /// <summary>Every mark, oldest first; a line half written by a crash is no mark.</summary>
    public IReadOnlyList<TrailEnd> Read()
    {
        lock (writing)
            return System.IO.File.Exists(File) ? [.. System.IO.File.ReadLines(File).Select(Parse).OfType<TrailEnd>()] : [];
    }

    /// <summary>Adds a mark, unless the trail has not grown since the last one.</summary>
    public void Add(TrailEnd end)
    {
        lock (writing)
        {
            if (end.Number == 0 || (System.IO.File.Exists(File) && Parse(System.IO.File.ReadLines(File).LastOrDefault() ?? "")?.Number == end.Number))
                return;
            Directory.CreateDirectory(Path.GetDirectoryName(File)!);
            System.IO.File.AppendAllText(File, string.Create(CultureInfo.InvariantCulture, $"{end.Number} {Convert.ToHexStringLower(end.Hash)}\n"));
        }
    }

    /// <summary>Removes the marks of lines up to a number, which were removed.</summary>
    public void Forget(long upTo)
    {
        lock (writing)
        {
            if (!System.IO.File.Exists(File))
                return;
            var kept = System.IO.File.ReadLines(File).Where(line => Parse(line) is { } mark && mark.Number > upTo).ToList();
            System.IO.File.WriteAllLines($"{File}.new", kept);
            System.IO.File.Move($"{File}.new", File, overwrite: true);
        }
    }

    private static TrailEnd? Parse(string line) =>
        line.Split(' ') is [var number, { Length: 64 } hash] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && hash.All(char.IsAsciiHexDigit) ? new(n, Convert.FromHexString(hash), KeyVersion: 0) : null;
}
