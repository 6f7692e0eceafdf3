using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain;
using MediatR;
using NodaTime;

namespace Konnect.Modules.Attendance.AbsenceRules;

/// <summary>Until when absences are to be told, by reason.</summary>
internal static class ListAbsenceRules
{
    [RequiresPermission(AttendancePermissions.SetAbsenceRules)]
    public sealed record Query : IRequest<Result<IReadOnlyList<Line>>>;

    /// <param name="DaysBefore">Days before the day of care.</param>
    /// <param name="At">The local time of that day.</param>
    public sealed record Line(AbsenceReason Reason, int DaysBefore, LocalTime At);

    public sealed class Handler(AbsenceRegister register) : IRequestHandler<Query, Result<IReadOnlyList<Line>>>
    {
        public async Task<Result<IReadOnlyList<Line>>> Handle(Query request, CancellationToken cancellationToken) =>
            (await register.RulesAsync(cancellationToken)).Values.Select(r => new Line(r.Reason, r.DaysBefore, r.At)).ToList();
    }
}
