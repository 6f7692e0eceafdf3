using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Audit.Chain;
using Konnect.Modules.Audit.Domain;
using MediatR;

namespace Konnect.Modules.Audit.Trails;

/// <summary>Reads the whole trail and says whether every line is there and as it was written.</summary>
internal static class CheckChain
{
    /// <param name="Progress">Told how many lines were read.</param>
    [RequiresPermission(AuditPermissions.Search)]
    public sealed record Command(IProgress<long>? Progress = null) : IRequest<Result<ChainState>>;

    public sealed class Validator : AbstractValidator<Command>;

    public sealed class Handler(ChainReader chain) : IRequestHandler<Command, Result<ChainState>>
    {
        public async Task<Result<ChainState>> Handle(Command request, CancellationToken cancellationToken) => await chain.ReadAsync(request.Progress, cancellationToken);
    }
}
