using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Attendance.Sleep;

/// <summary>Sets every how many minutes a location looks at sleeping children.</summary>
internal static class SetSleepInterval
{
    [RequiresPermission(AttendancePermissions.SetSleepInterval)]
    public sealed record Command : IRequest<Result<Done>>
    {
        public string LocationCode { get; init; } = "";

        public int Minutes { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.LocationCode).NotEmpty();
            RuleFor(c => c.Minutes).InclusiveBetween(1, SleepRule.MostMinutes).WithErrorCode("attendance.sleep-minutes");
        }
    }

    public sealed class Handler(AttendanceDbContext db, LocationDays days, GroupAccess access) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (!access.Covers(request.LocationCode) || (await days.LocationsAsync(cancellationToken)).All(l => l.Code != request.LocationCode))
                return Error.NotFound("attendance.location-unknown", "LocationCode");
            if (await db.SleepRules.SingleOrDefaultAsync(r => r.LocationCode == request.LocationCode, cancellationToken) is { } rule)
                rule.Minutes = request.Minutes;
            else
                db.SleepRules.Add(new SleepRule { LocationCode = request.LocationCode, Minutes = request.Minutes });
            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}
