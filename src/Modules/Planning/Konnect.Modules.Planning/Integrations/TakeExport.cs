using FluentValidation;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Planning.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Planning.Integrations;

/// <summary>Writes the export that somebody asked for and somebody else approved, and uses the approval up.</summary>
internal static class TakeExport
{
    /// <param name="Id">The approved request.</param>
    /// <param name="Path">The ZIP to write.</param>
    [RequiresPermission(PlanningPermissions.Export)]
    [RequiresFreshSignIn]
    public sealed record Command(Guid Id, string Path) : IRequest<Result<ExportReport>>;

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Path).NotEmpty();
    }

    public sealed class Handler(PlanningDbContext db, ExchangeExport export, ICurrentUser user, IClock clock) : IRequestHandler<Command, Result<ExportReport>>
    {
        public async Task<Result<ExportReport>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (!await IsApprovedAsync(request, cancellationToken))
                return Error.Conflict("planning.export-not-approved");
            // Written first: an export that fails uses nothing up. Of two at the same moment the second finds the approval used when it saves, and gets no file.
            var report = await export.RunAsync(request.Path, null, cancellationToken);
            if (!report.IsSuccess)
                return report;
            var asked = await db.ExportRequests.SingleAsync(r => r.Id == request.Id, cancellationToken);
            if (!asked.IsFor(user.Id, clock.GetCurrentInstant()))
                return Error.Conflict("planning.export-not-approved");
            asked.Use(clock.GetCurrentInstant());
            await db.SaveChangesAsync(cancellationToken);
            return report;
        }

        private async Task<bool> IsApprovedAsync(Command request, CancellationToken cancellationToken) =>
            await db.ExportRequests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == request.Id, cancellationToken) is { } asked && asked.IsFor(user.Id, clock.GetCurrentInstant());
    }
}
