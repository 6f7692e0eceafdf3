using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Results;

namespace Konnect.BuildingBlocks.Infrastructure.Exchange;

/// <summary>Writes every file of the exchange format, as one moment of the database; the same data gives the same bytes.</summary>
public sealed class ExchangeExport(IEnumerable<ExchangeFile> files, DatabaseSession session)
{
    private readonly List<ExchangeFile> owners = ExchangeImport.InOrder([.. files]);

    /// <summary>Exports to a ZIP when the path ends in <c>.zip</c>, else to a folder. It is whole or refused: a text that can't be read would be missed by nobody until it is needed.</summary>
    public async Task<Result<ExportReport>> RunAsync(string path, IProgress<ExchangeProgress>? progress, CancellationToken cancellationToken)
    {
        var written = new List<ExportedFile>();
        using var target = ExchangeTarget.At(path);
        await session.BeginSnapshotAsync(cancellationToken);
        try
        {
            foreach (var owner in owners)
            {
                await using var stream = target.Create(owner.Name);
                try
                {
                    var rows = await owner.ExportAsync(new CsvWriter(stream), done => progress?.Report(new ExchangeProgress(owner.Name, done, 0, 0)), cancellationToken);
                    progress?.Report(new ExchangeProgress(owner.Name, rows, 0, 0));
                    written.Add(new ExportedFile(owner.Name, rows));
                }
                catch (UnreadableTextException)
                {
                    return Error.Invalid("exchange.unreadable", "", owner.Name);
                }
            }
        }
        finally
        {
            await session.RollbackAsync();
        }

        session.Recorder.Tell(string.Join("; ", written.Select(f => FormattableString.Invariant($"{f.File} {f.Rows}"))));
        target.Complete();
        return new ExportReport(written);
    }
}

/// <summary>A row holds a sealed text that no key opens.</summary>
internal sealed class UnreadableTextException : Exception;
