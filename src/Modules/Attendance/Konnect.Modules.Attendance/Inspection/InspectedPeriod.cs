using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Domain.Facts;
using Konnect.Modules.Attendance.Domain.Ratio;
using Konnect.Modules.Attendance.Persistence;
using Konnect.Modules.Planning.Contracts;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Inspection;

/// <summary>What is inspected, as somebody asks for it.</summary>
/// <param name="Location">Code of the location; the first that the sender sees when left out.</param>
/// <param name="From">First day; three months when left out.</param>
/// <param name="To">Last day; today, or the last that may be seen, when left out.</param>
/// <param name="Measured">One group or location, <c>group/CODE</c>; all when left out.</param>
/// <param name="Days">The days of the sample; all when left out.</param>
/// <param name="Seed">Draws the days of the sample by chance instead, so that anybody can draw the same ones again.</param>
internal sealed record InspectionChoice(string? Location, LocalDate? From, LocalDate? To, string? Measured = null, IReadOnlyList<LocalDate>? Days = null, int? Seed = null)
{
    /// <summary>As it stands in the trail.</summary>
    public override string ToString() => FormattableString.Invariant($"{Location} {From:uuuu-MM-dd} {To:uuuu-MM-dd} {Measured} {Seed}").Trim();
}

/// <summary>What of a location is inspected: the stored days of the groups that the sender may see.</summary>
/// <param name="Location">The location.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Groups">The groups that the sender may see.</param>
/// <param name="Scopes">Everything that was measured in these days, to filter by.</param>
/// <param name="Days">The days chosen, of the scopes chosen.</param>
/// <param name="Sample">The days of the sample, in order; empty for all.</param>
internal sealed record InspectedPeriod(
    LocationInfo Location, LocalDate From, LocalDate To, IReadOnlyList<GroupInfo> Groups, IReadOnlyList<(string Scope, string Code)> Scopes, IReadOnlyList<RatioDayFact> Days, IReadOnlyList<LocalDate> Sample)
{
    /// <summary>The name of a group, or of the location for its out-of-school care.</summary>
    public string NameOf(string scope, string code) => scope == ScopeKind.Location.Code() ? Location.Name : Location.Groups.FirstOrDefault(g => g.Code == code)?.Name ?? code;

    /// <summary>Codes of the groups whose people a scope covers.</summary>
    public IReadOnlyList<string> GroupsOf(string scope, string code) =>
        scope == ScopeKind.Location.Code() ? [.. Location.Groups.Where(g => g.CareType == CareType.OutOfSchoolCare).Select(g => g.Code)] : [code];
}

/// <summary>Finds what is inspected, within what the sender may see.</summary>
internal sealed class InspectionReader(AttendanceDbContext db, LocationDays days, GroupAccess access, ICurrentUser user, ZonedClock clock)
{
    /// <summary>The most days asked for at once.</summary>
    public const int MostDays = 366;

    /// <summary>The locations of which the sender sees something.</summary>
    public async Task<IReadOnlyList<LocationInfo>> LocationsAsync(CancellationToken cancellationToken) => [.. (await days.LocationsAsync(cancellationToken)).Where(l => access.GroupsOf(l).Any())];

    /// <summary>What was chosen; a refusal that does not tell whether there is anything outside of what the sender may see.</summary>
    public async Task<Result<InspectedPeriod>> FindAsync(InspectionChoice choice, CancellationToken cancellationToken)
    {
        var location = (await LocationsAsync(cancellationToken)).FirstOrDefault(l => choice.Location is null || l.Code == choice.Location);
        var to = choice.To ?? user.Scope.NearestDay(clock.GetCurrentDate());
        var from = choice.From ?? user.Scope.Days?.From ?? to.PlusMonths(-3).PlusDays(1);
        if (location is null || !user.Scope.CoversDays(from, to))
            return Error.NotFound("attendance.scope-unknown", nameof(InspectionChoice.Location));
        if (from > to || Period.DaysBetween(from, to) >= MostDays)
            return Error.Invalid("attendance.inspection-days", nameof(InspectionChoice.To), MostDays);

        var groups = access.GroupsOf(location).ToList();
        var codes = groups.Select(g => g.Code).ToList();
        var together = groups.Exists(g => g.CareType == CareType.OutOfSchoolCare);
        var found = (await db.RatioDays.AsNoTracking().Where(f => f.LocationCode == location.Code && f.Date >= from && f.Date <= to && f.Basis == Basis.Actual).ToListAsync(cancellationToken))
            .Where(f => f.Scope == ScopeKind.Location.Code() ? together : codes.Contains(f.Code)).OrderBy(f => f.Date).ThenBy(f => f.Scope, StringComparer.Ordinal).ThenBy(f => f.Code, StringComparer.Ordinal).ToList();
        var scopes = location.Groups.Select(g => (Scope: ScopeKind.Group.Code(), g.Code)).Append((Scope: ScopeKind.Location.Code(), location.Code)).Where(s => found.Exists(f => (f.Scope, f.Code) == s)).ToList();
        var chosen = string.IsNullOrEmpty(choice.Measured) ? found : found.FindAll(f => $"{f.Scope}/{f.Code}" == choice.Measured);
        var sample = choice.Seed is { } seed ? DrawnDays.Draw(seed, chosen.Select(f => f.Date)) : [.. (choice.Days ?? []).Where(d => d >= from && d <= to).Distinct().Order()];
        return new InspectedPeriod(location, from, to, groups, scopes, sample.Count == 0 ? chosen : chosen.FindAll(f => sample.Contains(f.Date)), sample);
    }

    /// <summary>The stretches of these days, in order of time.</summary>
    public async Task<ILookup<(string Scope, string Code, LocalDate Date), RatioSegmentFact>> SegmentsAsync(string location, IReadOnlyList<RatioDayFact> of, CancellationToken cancellationToken)
    {
        if (of.Count == 0)
            return Array.Empty<RatioSegmentFact>().ToLookup(s => (s.Scope, s.Code, s.Date));
        var (first, last, wanted) = (of.Min(d => d.Date), of.Max(d => d.Date), of.Select(d => d.Date).ToHashSet());
        var query = db.RatioSegments.AsNoTracking().Where(s => s.LocationCode == location && s.Basis == Basis.Actual && s.Date >= first && s.Date <= last);
        // A page of them, or a sample, is few days out of many.
        if (wanted.Count <= 50)
        {
            var few = wanted.ToList();
            query = query.Where(s => few.Contains(s.Date));
        }

        return (await query.OrderBy(s => s.From).ToListAsync(cancellationToken)).ToLookup(s => (s.Scope, s.Code, s.Date));
    }

    /// <summary>The stretches of breach and of groups that were too large, of these days.</summary>
    public async Task<IReadOnlyList<RatioSegmentFact>> BreachesAsync(InspectedPeriod period, CancellationToken cancellationToken)
    {
        var (breach, oversize) = (RatioStatus.Breach.Code(), RatioStatus.Oversize.Code());
        var chosen = period.Days.Select(d => (d.Scope, d.Code, d.Date)).ToHashSet();
        return (await db.RatioSegments.AsNoTracking()
            .Where(s => s.LocationCode == period.Location.Code && s.Basis == Basis.Actual && s.Date >= period.From && s.Date <= period.To && (s.Status == breach || s.Status == oversize))
            .OrderBy(s => s.From).ToListAsync(cancellationToken)).FindAll(s => chosen.Contains((s.Scope, s.Code, s.Date)));
    }

    /// <summary>The texts of a location's plan, the latest first.</summary>
    public async Task<IReadOnlyList<PlanFrame>> FramesAsync(string location, CancellationToken cancellationToken) =>
        await db.PlanFrames.AsNoTracking().Where(f => f.LocationCode == location).OrderByDescending(f => f.Id).Take(20).ToListAsync(cancellationToken);
}
