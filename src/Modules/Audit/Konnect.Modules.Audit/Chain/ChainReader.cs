using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.Modules.Audit.Domain;
using Konnect.Modules.Audit.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Audit.Chain;

/// <summary>What is wrong with the trail.</summary>
internal enum ChainFault
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>A line was changed, or made without the key.</summary>
    Altered,
    /// <summary>A line between others is gone.</summary>
    Missing,
    /// <summary>Lines at the beginning are gone that the product did not remove.</summary>
    NoBeginning,
    /// <summary>Lines at the end are gone that were there before.</summary>
    CutOff,
}

/// <summary>How the trail stands.</summary>
/// <param name="Lines">Lines that were read and fit.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="At">Number of the line at which it is; 0 when nothing is.</param>
internal sealed record ChainState(long Lines, ChainFault Fault, long At);

/// <summary>Reads the whole trail and says whether every line fits the one before.</summary>
internal sealed class ChainReader(AuditDbContext db, DatabaseSession session, TrailKeys keys, TrailMarks marks)
{
    private const int Batch = 5000;

    /// <summary>Reads from the oldest line to the newest, as one moment of the database; stops at the first fault.</summary>
    /// <param name="progress">Told how many lines were read.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<ChainState> ReadAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        await session.BeginSnapshotAsync(cancellationToken);
        try
        {
            return await ReadLinesAsync(progress, cancellationToken);
        }
        finally
        {
            await session.RollbackAsync();
        }
    }

    private async Task<ChainState> ReadLinesAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var anchor = await db.Anchors.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (anchor?.IsGenuine(keys.Chain) == false)
            return new(0, ChainFault.NoBeginning, anchor.Number + 1);
        var end = anchor?.End ?? TrailEnd.Nothing;
        var start = end.Number;
        var expected = marks.Read().Where(m => m.Number > start).ToDictionary(m => m.Number, m => m.Hash);
        while (true)
        {
            var after = end.Number;
            var lines = await db.Entries.AsNoTracking().Include(e => e.Records.OrderBy(r => r.Place)).Where(e => e.Number > after).OrderBy(e => e.Number).Take(Batch).ToListAsync(cancellationToken);
            foreach (var line in lines)
            {
                if (line.Number != end.Number + 1)
                    return new(end.Number - start, end.Number == start ? ChainFault.NoBeginning : ChainFault.Missing, end.Number + 1);
                if (!TrailChain.Fits(keys.Chain, end.Hash, line) || (expected.Remove(line.Number, out var marked) && !marked.AsSpan().SequenceEqual(line.Hash)))
                    return new(end.Number - start, ChainFault.Altered, line.Number);
                end = new(line.Number, line.Hash);
            }

            progress?.Report(end.Number - start);
            if (lines.Count < Batch)
                break;
        }

        return expected.Count > 0 ? new(end.Number - start, ChainFault.CutOff, end.Number + 1) : new(end.Number - start, ChainFault.None, 0);
    }
}
