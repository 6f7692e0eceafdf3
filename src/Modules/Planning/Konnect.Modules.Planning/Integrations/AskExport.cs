using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Planning.Domain;
using Konnect.Modules.Planning.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Planning.Integrations;

/// <summary>Asks to take everything along; somebody else has to agree.</summary>
internal static class AskExport
{
    /// <summary>A reason is a few words.</summary>
    private const int FewestWords = 3;

    /// <param name="Reason">What it is for.</param>
    [RequiresPermission(PlanningPermissions.Export)]
    public sealed record Command(string Reason) : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).Cascade(CascadeMode.Stop).NotEmpty().MaximumLength(500)
            .Must(reason => reason.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length >= FewestWords).WithErrorCode("planning.export-reason");
    }

    public sealed class Handler(PlanningDbContext db, ICurrentUser user, IClock clock) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (user.Id is not { } account)
                return Error.Forbidden("access.not-allowed");
            var now = clock.GetCurrentInstant();
            var since = now - ExportRequest.Waits - ExportRequest.Holds;
            var earlier = await db.ExportRequests.AsNoTracking().Where(r => r.AskedBy == account && r.AskedAt > since).ToListAsync(cancellationToken);
            if (earlier.Exists(r => r.StateAt(now) is ExportState.Open or ExportState.Approved))
                return Error.Conflict("planning.export-asked");
            db.ExportRequests.Add(new(account, user.Name, request.Reason.Trim(), now));
            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}
