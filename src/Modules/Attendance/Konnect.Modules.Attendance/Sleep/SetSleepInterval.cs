using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Attendance.Sleep;

/// <summary>Sets every how many minutes the location of a group looks at sleeping children.</summary>
internal static class SetSleepInterval
{
    [RequiresPermission(AttendancePermissions.SetSleepInterval)]
    public sealed record Command : IRequest<Result<Done>>
    {
        public string GroupCode { get; init; } = "";

        public int Minutes { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.GroupCode).NotEmpty();
            RuleFor(c => c.Minutes).InclusiveBetween(1, SleepRule.MostMinutes).WithErrorCode("attendance.sleep-minutes");
        }
    }

    public sealed class Handler(AttendanceDbContext db, GroupAccess access) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            var found = await access.FindAsync(request.GroupCode, cancellationToken);
            if (!found.IsSuccess)
                return Result<Done>.Fail(found.Errors);
            if (await db.SleepRules.SingleOrDefaultAsync(r => r.LocationCode == found.Value.Code, cancellationToken) is { } rule)
                rule.Minutes = request.Minutes;
            else
                db.SleepRules.Add(new SleepRule { LocationCode = found.Value.Code, Minutes = request.Minutes });
            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}
