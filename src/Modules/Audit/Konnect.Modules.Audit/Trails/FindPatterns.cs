using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Audit.Domain;
using Konnect.Modules.Audit.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Audit.Trails;

/// <summary>What stands out in the last 24 hours: many refusals from one address, somebody from many addresses, many files opened by one person, a limit that was reached.</summary>
internal static class FindPatterns
{
    /// <summary>Lines that are looked at: more are not made in a day, but by who tries and tries.</summary>
    private const int Most = 20_000;

    [RequiresPermission(AuditPermissions.Search)]
    public sealed record Query : IRequest<Result<Response>>;

    /// <param name="Patterns">What stands out: limits first, then the most striking.</param>
    public sealed record Response(IReadOnlyList<Pattern> Patterns);

    public sealed class Handler(AuditDbContext db, ICurrentUser user, IClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var now = clock.GetCurrentInstant();
            var from = now - Pattern.Period;
            var limits = await LimitsAsync(from, UseHour.StartOf(now), cancellationToken);
            var first = await db.Entries.Where(e => e.At >= from).OrderBy(e => e.At).ThenBy(e => e.Number).Select(e => (long?)e.Number).FirstOrDefaultAsync(cancellationToken);
            return new Response(first is null ? limits : [.. limits, .. await LinesAsync(first.Value, cancellationToken)]);
        }

        private async Task<IReadOnlyList<Pattern>> LinesAsync(long first, CancellationToken cancellationToken)
        {
            // A day is a few thousand lines at the end of the trail: they are read and counted here, where a database would walk an index of the whole year.
            var lines = await db.Entries.Where(e => e.Number >= first).OrderByDescending(e => e.Number).Take(Most)
                .Select(e => new { e.Number, e.UserId, e.UserName, e.Address, e.Outcome }).ToListAsync(cancellationToken);
            var oldest = lines[^1].Number;
            var named = (await db.Records.Where(r => r.EntryNumber >= oldest && r.Act == TrailAct.Named).Select(r => r.EntryNumber).Distinct().ToListAsync(cancellationToken)).ToHashSet();
            var users = lines.Where(l => l.UserId is not null).GroupBy(l => l.UserId).Select(user => (
                Key: user.Key.ToString()!,
                Name: user.First().UserName,
                Addresses: user.Where(l => l.Address.Length > 0).Select(l => l.Address).Distinct().Count(),
                Opened: user.Count(l => named.Contains(l.Number)))).ToList();
            return
            [
                .. lines.Where(l => IsGuess(l.Outcome) && l.Address.Length > 0).GroupBy(l => l.Address).Select(a => new Pattern(PatternKind.RefusalsFromOneAddress, a.Key, a.Key, a.Count())).Where(p => p.Times >= Pattern.ManyRefusals)
                    .Concat(users.Where(u => u.Addresses >= Pattern.ManyAddresses).Select(u => new Pattern(PatternKind.OneUserFromManyAddresses, u.Key, u.Name, u.Addresses)))
                    .Concat(users.Where(u => u.Opened >= Pattern.ManyFiles).Select(u => new Pattern(PatternKind.ManyFilesOpened, u.Key, u.Name, u.Opened)))
                    .OrderByDescending(p => p.Times),
            ];
        }

        /// <summary>A refusal by which somebody may have tried the door; a query of a program that could not be answered is none.</summary>
        private static bool IsGuess(string outcome) => outcome.Length > 0 && !outcome.StartsWith("reporting.", StringComparison.Ordinal);

        private async Task<IReadOnlyList<Pattern>> LimitsAsync(Instant from, Instant hour, CancellationToken cancellationToken)
        {
            var reached = await db.ReachedLimits.AsNoTracking().Where(l => l.At >= from).OrderByDescending(l => l.At).ToListAsync(cancellationToken);
            return [.. from limit in reached.GroupBy(l => (l.AccountId, l.Use))
                let last = limit.First()
                select new Pattern(
                    last.Use == Use.FileOpened ? PatternKind.FileLimitReached : PatternKind.RowLimitReached,
                    last.AccountId.ToString(), last.AccountName, limit.Count(),
                    last.Hour != hour || last.AccountId == user.Id ? Lifting.Closed : last.LiftedAt is not null ? Lifting.Done : Lifting.Possible)];
        }
    }
}
