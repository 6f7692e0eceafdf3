using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Audit.Domain;
using Konnect.Modules.Audit.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Audit.Trails;

/// <summary>What stands out in the last 24 hours: many refusals from one address, somebody from many addresses, many files opened by one person.</summary>
internal static class FindPatterns
{
    [RequiresPermission(AuditPermissions.Search)]
    public sealed record Query : IRequest<Result<Response>>;

    /// <param name="Patterns">What stands out, the most striking first.</param>
    public sealed record Response(IReadOnlyList<Pattern> Patterns);

    public sealed class Handler(AuditDbContext db, IClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var from = clock.GetCurrentInstant() - Pattern.Period;
            var recent = db.Entries.AsNoTracking().Where(e => e.At >= from);
            var refused = await recent.Where(e => e.Outcome != "" && e.Address != "").GroupBy(e => e.Address)
                .Select(g => new { g.Key, Count = g.Count() }).Where(g => g.Count >= Pattern.ManyRefusals).ToListAsync(cancellationToken);
            var addresses = await recent.Where(e => e.UserId != null && e.Address != "").GroupBy(e => e.UserId)
                .Select(g => new { g.Key, Name = g.Max(e => e.UserName), Count = g.Select(e => e.Address).Distinct().Count() }).Where(g => g.Count >= Pattern.ManyAddresses).ToListAsync(cancellationToken);
            var opened = await recent.Where(e => e.UserId != null && db.Records.Any(r => r.EntryNumber == e.Number && r.Act == TrailAct.Named)).GroupBy(e => e.UserId)
                .Select(g => new { g.Key, Name = g.Max(e => e.UserName), Count = g.Count() }).Where(g => g.Count >= Pattern.ManyFiles).ToListAsync(cancellationToken);
            return new Response(
                [.. refused.Select(r => new Pattern(PatternKind.RefusalsFromOneAddress, r.Key, r.Key, r.Count))
                    .Concat(addresses.Select(a => new Pattern(PatternKind.OneUserFromManyAddresses, a.Key.ToString()!, a.Name ?? "", a.Count)))
                    .Concat(opened.Select(o => new Pattern(PatternKind.ManyFilesOpened, o.Key.ToString()!, o.Name ?? "", o.Count)))
                    .OrderByDescending(p => p.Times)]);
        }
    }
}
