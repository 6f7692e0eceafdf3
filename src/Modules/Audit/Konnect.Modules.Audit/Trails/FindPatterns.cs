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
    /// <summary>Lines that are looked at: more are not made in a day, but by who tries and tries.</summary>
    private const int Most = 20_000;

    [RequiresPermission(AuditPermissions.Search)]
    public sealed record Query : IRequest<Result<Response>>;

    /// <param name="Patterns">What stands out, the most striking first.</param>
    public sealed record Response(IReadOnlyList<Pattern> Patterns);

    public sealed class Handler(AuditDbContext db, IClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var from = clock.GetCurrentInstant() - Pattern.Period;
            var first = await db.Entries.Where(e => e.At >= from).OrderBy(e => e.At).ThenBy(e => e.Number).Select(e => (long?)e.Number).FirstOrDefaultAsync(cancellationToken);
            if (first is null)
                return new Response([]);
            // A day is a few thousand lines at the end of the trail: they are read and counted here, where a database would walk an index of the whole year.
            var lines = await db.Entries.Where(e => e.Number >= first).OrderByDescending(e => e.Number).Take(Most)
                .Select(e => new { e.Number, e.UserId, e.UserName, e.Address, IsRefused = e.Outcome != "" }).ToListAsync(cancellationToken);
            var oldest = lines[^1].Number;
            var named = (await db.Records.Where(r => r.EntryNumber >= oldest && r.Act == TrailAct.Named).Select(r => r.EntryNumber).Distinct().ToListAsync(cancellationToken)).ToHashSet();
            var users = lines.Where(l => l.UserId is not null).GroupBy(l => l.UserId).Select(user => (
                Key: user.Key.ToString()!,
                Name: user.First().UserName,
                Addresses: user.Where(l => l.Address.Length > 0).Select(l => l.Address).Distinct().Count(),
                Opened: user.Count(l => named.Contains(l.Number)))).ToList();
            return new Response(
                [.. lines.Where(l => l.IsRefused && l.Address.Length > 0).GroupBy(l => l.Address).Select(a => new Pattern(PatternKind.RefusalsFromOneAddress, a.Key, a.Key, a.Count())).Where(p => p.Times >= Pattern.ManyRefusals)
                    .Concat(users.Where(u => u.Addresses >= Pattern.ManyAddresses).Select(u => new Pattern(PatternKind.OneUserFromManyAddresses, u.Key, u.Name, u.Addresses)))
                    .Concat(users.Where(u => u.Opened >= Pattern.ManyFiles).Select(u => new Pattern(PatternKind.ManyFilesOpened, u.Key, u.Name, u.Opened)))
                    .OrderByDescending(p => p.Times)]);
        }
    }
}
