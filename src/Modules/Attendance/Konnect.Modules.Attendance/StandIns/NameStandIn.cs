using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.StandIns;

/// <summary>Names who can be at a location within 15 minutes when somebody works there alone. An empty name: nobody any more.</summary>
internal static class NameStandIn
{
    [RequiresPermission(AttendancePermissions.NameStandIn)]
    public sealed record Command : IRequest<Result<Done>>
    {
        public string LocationCode { get; init; } = "";

        public string Name { get; init; } = "";

        public string Phone { get; init; } = "";
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.LocationCode).NotEmpty();
            RuleFor(c => c.Name).MaximumLength(100);
            RuleFor(c => c.Phone).MaximumLength(40);
            RuleFor(c => c.Phone).NotEmpty().WithErrorCode("attendance.stand-in-phone").When(c => !string.IsNullOrWhiteSpace(c.Name));
        }
    }

    public sealed class Handler(AttendanceDbContext db, LocationDays days, GroupAccess access, IClock clock) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (!access.Covers(request.LocationCode) || (await days.LocationsAsync(cancellationToken)).All(l => l.Code != request.LocationCode))
                return Error.NotFound("attendance.location-unknown", "LocationCode");
            var (known, name, phone) = (await db.StandIns.SingleOrDefaultAsync(s => s.LocationCode == request.LocationCode, cancellationToken), request.Name.Trim(), request.Phone.Trim());
            if (name.Length == 0 && known is not null)
                db.StandIns.Remove(known);
            else if (known is not null)
                (known.Name, known.Phone, known.ModifiedAt) = (name, phone, clock.GetCurrentInstant());
            else if (name.Length > 0)
                db.StandIns.Add(new StandIn { LocationCode = request.LocationCode, Name = name, Phone = phone, ModifiedAt = clock.GetCurrentInstant() });
            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}
