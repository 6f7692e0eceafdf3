using FluentValidation;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using MediatR;

namespace Konnect.Modules.Audit.Trails;

/// <summary>How many texts lie encrypted in the database, and how many of them can't be read with the keys of the installation.</summary>
internal static class CountSealed
{
    [RequiresPermission(AuditPermissions.Search)]
    public sealed record Query : IRequest<Result<SealedCount>>;

    public sealed class Validator : AbstractValidator<Query>;

    public sealed class Handler(SealedRows rows) : IRequestHandler<Query, Result<SealedCount>>
    {
        public async Task<Result<SealedCount>> Handle(Query request, CancellationToken cancellationToken) => await rows.CountAsync(cancellationToken);
    }
}
