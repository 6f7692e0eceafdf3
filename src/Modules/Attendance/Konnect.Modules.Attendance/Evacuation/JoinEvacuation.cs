using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Persistence;
using MediatR;

namespace Konnect.Modules.Attendance.Evacuation;

/// <summary>
/// Somebody opens the list. Kept once for each name instead of at every look: a list that several devices follow is fetched with every tick, and the trail would hold
/// little else.
/// </summary>
internal static class JoinEvacuation
{
    [RequiresPermission(AttendancePermissions.Evacuate)]
    public sealed record Command(Guid EvacuationId) : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.EvacuationId).NotEmpty();
    }

    public sealed class Handler(AttendanceDbContext db, EvacuationRegister register) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            var found = await register.FindAsync(request.EvacuationId, cancellationToken);
            if (!found.IsSuccess)
                return Result<Done>.Fail(found.Errors);
            await register.ReadAsync(found.Value.Id, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}
