using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Audit.Chain;
using Konnect.Modules.Audit.Contracts;
using Konnect.Modules.Audit.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Audit.PublicApi;

internal sealed class FileTrail(AuditDbContext db, TrailKeys trailKeys) : IFileTrail
{
    public async Task<IReadOnlyList<FileTrailLine>> ListAsync(IReadOnlyCollection<string> keys, long? before, int most, CancellationToken cancellationToken)
    {
        var limit = before ?? long.MaxValue;
        var numbers = await db.Records.Where(r => keys.Contains(r.SubjectKey) && r.EntryNumber < limit).Select(r => r.EntryNumber).Distinct()
            .OrderByDescending(n => n).Take(most).ToListAsync(cancellationToken);
        var entries = await db.Entries.AsNoTracking().Where(e => numbers.Contains(e.Number) && e.Outcome == "").OrderByDescending(e => e.Number).ToListAsync(cancellationToken);
        var records = (await db.Records.AsNoTracking().Where(r => numbers.Contains(r.EntryNumber) && keys.Contains(r.SubjectKey)).ToListAsync(cancellationToken))
            .OrderBy(r => r.Place).ToLookup(r => r.EntryNumber);
        return [.. entries.Select(e => new FileTrailLine(
            e.Number, e.At, e.Kind, e.UserName,
            [.. records[e.Number].Where(r => r.Act != TrailAct.Named).Select(r => new FileTrailChange(r.Act, r.Record, trailKeys.Open(r.Fields, r.SealedValues)))]))];
    }
}
