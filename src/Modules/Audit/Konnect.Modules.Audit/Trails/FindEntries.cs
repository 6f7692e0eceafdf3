using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Audit.Domain;
using Konnect.Modules.Audit.Persistence;
using Konnect.Modules.Audit.Persons;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Audit.Trails;

/// <summary>Lines of the trail, newest first: about somebody, by somebody, from an address, of some days, of one kind, or refused.</summary>
internal static class FindEntries
{
    /// <summary>Lines of a page.</summary>
    public const int PageSize = 50;

    /// <summary>Persons whom a text may mean.</summary>
    private const int MostPersons = 20;

    /// <summary>Persons named in a line of the list; the rest is for the line's own page.</summary>
    private const int NamedInList = 3;

    /// <param name="Person">Part of the name, or the number or key, of whom it is about.</param>
    /// <param name="User">Part of the name or address, or the key, of who did it.</param>
    /// <param name="Address">The network address.</param>
    /// <param name="Kind">What was done.</param>
    /// <param name="From">First local day.</param>
    /// <param name="Until">Last local day.</param>
    /// <param name="OnlyRefused">Only what was refused.</param>
    /// <param name="Before">Only lines before this one: the next page.</param>
    [RequiresPermission(AuditPermissions.Search)]
    public sealed record Query(
        string? Person = null, string? User = null, string? Address = null, string? Kind = null, LocalDate? From = null, LocalDate? Until = null, bool OnlyRefused = false, long? Before = null)
        : IRequest<Result<Response>>;

    /// <param name="Lines">One page.</param>
    /// <param name="Next">Where the next page begins; null on the last.</param>
    /// <param name="Persons">Whom the text for a person means; null when none was given.</param>
    /// <param name="Users">Whom the text for a user means; null when none was given.</param>
    public sealed record Response(IReadOnlyList<Line> Lines, long? Next, IReadOnlyList<TrailSubject>? Persons, IReadOnlyList<TrailSubject>? Users);

    /// <param name="Number">Its place.</param>
    /// <param name="At">When, local.</param>
    /// <param name="Kind">What: <c>module.use-case</c>.</param>
    /// <param name="UserId">The account, or null.</param>
    /// <param name="UserName">The name then.</param>
    /// <param name="Address">Network address.</param>
    /// <param name="Device">The device in words.</param>
    /// <param name="Outcome">Empty when it was done, else the code of the refusal.</param>
    /// <param name="Outline">What it was about in a line.</param>
    /// <param name="Persons">Whom it was about, the first few.</param>
    /// <param name="More">True when it was about more.</param>
    public sealed record Line(
        long Number, LocalDateTime At, string Kind, Guid? UserId, string UserName, string Address, string Device, string Outcome, string Outline, IReadOnlyList<TrailSubject> Persons, bool More);

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Person).MaximumLength(100);
            RuleFor(q => q.User).MaximumLength(100);
            RuleFor(q => q.Address).MaximumLength(64);
            RuleFor(q => q.Kind).MaximumLength(100);
            RuleFor(q => q.Until).Must((q, until) => until is null || q.From is null || until >= q.From).WithErrorCode("audit.until-before-from");
        }
    }

    public sealed class Handler(AuditDbContext db, SubjectNames names, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var persons = await MeantAsync(request.Person, null, cancellationToken);
            var users = await MeantAsync(request.User, SubjectNames.Account, cancellationToken);
            var found = Of(request, await BetweenAsync(request, cancellationToken));
            if (users is not null)
            {
                var ids = users.SelectMany(u => u.Keys).Select(key => Guid.TryParse(key, out var id) ? id : (Guid?)null).OfType<Guid>().ToList();
                found = found.Where(e => e.UserId != null && ids.Contains(e.UserId.Value));
            }

            if (persons is not null)
            {
                var keys = persons.SelectMany(p => p.Keys).ToList();
                // From the few lines about these persons to the lines, not the other way round.
                found = from number in db.Records.Where(r => keys.Contains(r.SubjectKey)).Select(r => r.EntryNumber).Distinct()
                        join entry in found on number equals entry.Number
                        select entry;
            }

            var page = await found.AsNoTracking().OrderByDescending(e => e.Number).Take(PageSize + 1).ToListAsync(cancellationToken);
            var shown = page.Take(PageSize).ToList();
            return new Response(await LinesAsync(shown, cancellationToken), page.Count > PageSize ? shown[^1].Number : null, persons, users);
        }

        private async Task<IReadOnlyList<TrailSubject>?> MeantAsync(string? text, string? kind, CancellationToken cancellationToken) =>
            string.IsNullOrWhiteSpace(text) ? null : await names.FindAsync(text.Trim(), kind, MostPersons, cancellationToken);

        private IQueryable<TrailEntry> Of(Query request, (long First, long Last) between)
        {
            var entries = db.Entries.Where(e => e.Number >= between.First && e.Number <= between.Last);
            if (request.Address is { Length: > 0 } address)
                entries = entries.Where(e => e.Address == address);
            if (request.Kind is { Length: > 0 } kind)
                entries = entries.Where(e => e.Kind == kind);
            return request.OnlyRefused ? entries.Where(e => e.Outcome != "") : entries;
        }

        /// <summary>The numbers of the days asked for: every list is by number, which rises with time.</summary>
        private async Task<(long First, long Last)> BetweenAsync(Query request, CancellationToken cancellationToken)
        {
            var (first, last) = (0L, request.Before - 1 ?? long.MaxValue);
            if (request.From is { } from)
            {
                var start = clock.Zone.AtStartOfDay(from).ToInstant();
                first = await db.Entries.Where(e => e.At >= start).OrderBy(e => e.At).ThenBy(e => e.Number).Select(e => (long?)e.Number).FirstOrDefaultAsync(cancellationToken) ?? long.MaxValue;
            }

            if (request.Until is { } until)
            {
                var end = clock.Zone.AtStartOfDay(until.PlusDays(1)).ToInstant();
                last = long.Min(last, await db.Entries.Where(e => e.At < end).OrderByDescending(e => e.At).ThenByDescending(e => e.Number).Select(e => (long?)e.Number).FirstOrDefaultAsync(cancellationToken) ?? 0);
            }

            return (first, last);
        }

        private async Task<IReadOnlyList<Line>> LinesAsync(List<TrailEntry> shown, CancellationToken cancellationToken)
        {
            var numbers = shown.ConvertAll(e => e.Number);
            var about = (await db.Records.AsNoTracking().Where(r => numbers.Contains(r.EntryNumber) && r.Place <= NamedInList && r.SubjectKey != "")
                .Select(r => new { r.EntryNumber, r.Place, r.SubjectKind, r.SubjectKey }).ToListAsync(cancellationToken)).OrderBy(r => r.Place).ToLookup(r => r.EntryNumber);
            var known = await names.OfAsync(about.SelectMany(a => a).Select(r => (r.SubjectKind, r.SubjectKey)), cancellationToken);
            return [.. from e in shown
                let persons = about[e.Number].Select(r => known[(r.SubjectKind, r.SubjectKey)]).DistinctBy(p => (p.Kind, p.Name)).ToList()
                select new Line(
                    e.Number, e.At.InZone(clock.Zone).LocalDateTime, e.Kind, e.UserId, e.UserName, e.Address, e.Device, e.Outcome, e.Outline,
                    [.. persons.Take(NamedInList)], about[e.Number].Any(r => r.Place == NamedInList))];
        }
    }
}
