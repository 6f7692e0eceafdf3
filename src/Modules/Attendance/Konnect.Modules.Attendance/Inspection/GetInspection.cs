using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.BuildingBlocks.Time;
using Konnect.Modules.Attendance.Domain.Facts;
using Konnect.Modules.Planning.Contracts;
using MediatR;
using NodaTime;

namespace Konnect.Modules.Attendance.Inspection;

/// <summary>The days of a location that an inspector looks at, those that matter first, with the period in figures and the frame of the pedagogical plan.</summary>
internal static class GetInspection
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 15;

    /// <param name="Choice">What is inspected.</param>
    /// <param name="ByDate">True to sort by date alone.</param>
    /// <param name="Page">The page of the list, from 1.</param>
    [RequiresPermission(AttendancePermissions.Inspect)]
    [Recorded(UnlessHolding = AttendancePermissions.View)]
    public sealed record Query([property: Outlined] InspectionChoice Choice, bool ByDate = false, int Page = 1) : IRequest<Result<Response>>;

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Choice).NotNull();
            RuleFor(q => q.Page).InclusiveBetween(1, 1000);
        }
    }

    /// <param name="From">Start, local.</param>
    /// <param name="To">End, local.</param>
    /// <param name="Status">The judgement.</param>
    /// <param name="Children">Children present.</param>
    /// <param name="Staff">Staff that counts.</param>
    /// <param name="Required">Staff required; null when the group is too large.</param>
    public sealed record Part(LocalTime From, LocalTime To, string Status, int Children, int Staff, int? Required);

    /// <param name="Scope"><c>group</c> or <c>location</c>.</param>
    /// <param name="Code">Code of the group or location.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Date">The day.</param>
    /// <param name="Status">The worst judgement.</param>
    /// <param name="BreachMinutes">Minutes of breach and of a group that was too large.</param>
    /// <param name="DeviationMinutes">Minutes of deviation.</param>
    /// <param name="AllowanceMinutes">For how many minutes fewer staff were permitted.</param>
    /// <param name="Incomplete">True when a presence was never closed.</param>
    /// <param name="Parts">Its stretches.</param>
    public sealed record Row(string Scope, string Code, string Name, LocalDate Date, string Status, int BreachMinutes, int DeviationMinutes, int AllowanceMinutes, bool Incomplete, IReadOnlyList<Part> Parts);

    /// <param name="Scope"><c>group</c> or <c>location</c>.</param>
    /// <param name="Code">Its code.</param>
    /// <param name="Name">Its name.</param>
    public sealed record Measured(string Scope, string Code, string Name);

    /// <param name="Location">The location.</param>
    /// <param name="From">First day.</param>
    /// <param name="To">Last day.</param>
    /// <param name="Scopes">What was measured in these days.</param>
    /// <param name="Sample">The days of the sample; empty for all.</param>
    /// <param name="Total">How many rows there are in all.</param>
    /// <param name="Locations">The locations to choose from.</param>
    /// <param name="Granted">The days that may be seen; null for all.</param>
    /// <param name="Summary">The period in figures.</param>
    /// <param name="Rows">The rows of the page.</param>
    /// <param name="Frame">The text of the pedagogical plan, and since when; null when there is none.</param>
    /// <param name="Today">The day it is.</param>
    public sealed record Response(
        LocationInfo Location, LocalDate From, LocalDate To, IReadOnlyList<Measured> Scopes, IReadOnlyList<LocalDate> Sample, int Total, IReadOnlyList<LocationInfo> Locations, DaySpan? Granted, PeriodSummary Summary, IReadOnlyList<Row> Rows, (string Text, LocalDate Since)? Frame, LocalDate Today);

    public sealed class Handler(InspectionReader reader, ICurrentUser user, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var found = await reader.FindAsync(request.Choice, cancellationToken);
            if (!found.IsSuccess)
                return Result<Response>.Fail(found.Errors);
            var period = found.Value;
            var sorted = request.ByDate ? period.Days : [.. period.Days.OrderBy(Rank).ThenBy(d => d.Date)];
            var page = sorted.Skip((request.Page - 1) * PageSize).Take(PageSize).ToList();
            var segments = await reader.SegmentsAsync(period.Location.Code, page, cancellationToken);
            var frames = await reader.FramesAsync(period.Location.Code, cancellationToken);
            return new Response(
                period.Location,
                period.From,
                period.To,
                [.. period.Scopes.Select(s => new Measured(s.Scope, s.Code, period.NameOf(s.Scope, s.Code)))],
                period.Sample,
                period.Days.Count,
                await reader.LocationsAsync(cancellationToken),
                user.Scope.Days,
                PeriodSummary.Of(period, await reader.BreachesAsync(period, cancellationToken), clock.Zone),
                [.. page.Select(d => new Row(d.Scope, d.Code, period.NameOf(d.Scope, d.Code), d.Date, d.Status, d.BreachMinutes + d.OversizeMinutes, d.DeviationMinutes, d.AllowanceMinutes, d.Incomplete, [.. segments[(d.Scope, d.Code, d.Date)].Select(s => new Part(s.From.TimeIn(clock.Zone), s.To.TimeIn(clock.Zone), s.Status, s.Children, s.StaffPresent, s.StaffRequired))]))],
                frames is [{ Text.Length: > 0 } frame, ..] ? (frame.Text, frame.ChangedAt.DateIn(clock.Zone)) : null,
                clock.GetCurrentDate());
        }

        // What an inspector asks about first.
        private static int Rank(RatioDayFact day) => day switch
        {
            { BreachMinutes: > 0 } => 0,
            { OversizeMinutes: > 0 } => 1,
            { Incomplete: true } => 2,
            { DeviationMinutes: > 0 } => 3,
            _ => 4,
        };
    }
}
