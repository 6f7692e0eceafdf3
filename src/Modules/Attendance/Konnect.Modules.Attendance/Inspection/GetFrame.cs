using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using MediatR;
using NodaTime;

namespace Konnect.Modules.Attendance.Inspection;

/// <summary>What a location's pedagogical plan says about fewer staff for a while, with what it said before.</summary>
internal static class GetFrame
{
    [RequiresPermission(AttendancePermissions.Inspect)]
    public sealed record Query(string Location) : IRequest<Result<Response>>;

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Location).NotEmpty();
    }

    /// <param name="LocationName">The location.</param>
    /// <param name="Texts">The texts, the latest first.</param>
    public sealed record Response(string LocationName, IReadOnlyList<Line> Texts);

    /// <param name="Text">The text; empty when it was taken away.</param>
    /// <param name="By">Who wrote it.</param>
    /// <param name="At">When, local.</param>
    public sealed record Line(string Text, string By, LocalDateTime At);

    public sealed class Handler(InspectionReader reader, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            if ((await reader.LocationsAsync(cancellationToken)).FirstOrDefault(l => l.Code == request.Location) is not { } location)
                return Error.NotFound("attendance.scope-unknown");
            return new Response(location.Name, [.. (await reader.FramesAsync(location.Code, cancellationToken)).Select(f => new Line(f.Text, f.ChangedBy, f.ChangedAt.InZone(clock.Zone).LocalDateTime))]);
        }
    }
}
