using FluentValidation;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using MediatR;

namespace Konnect.Modules.Audit.Keys;

/// <summary>Makes a new version of every secret that seals. The trail goes on under it at once; what is sealed elsewhere follows at the next start.</summary>
internal static class ReplaceKeys
{
    [RequiresPermission(AuditPermissions.ReplaceKeys)]
    public sealed record Command : IRequest<Result<Response>>;

    /// <param name="Secrets">Each secret.</param>
    public sealed record Response(IReadOnlyList<Replaced> Secrets);

    /// <param name="Secret">Name of the secret.</param>
    /// <param name="Version">The version that seals from now on.</param>
    public sealed record Replaced(string Secret, int Version);

    public sealed class Validator : AbstractValidator<Command>;

    public sealed class Handler(IEnumerable<SealingSecret> secrets, SealingKeys keys) : IRequestHandler<Command, Result<Response>>
    {
        public Task<Result<Response>> Handle(Command request, CancellationToken cancellationToken) => Task.FromResult<Result<Response>>(
            new Response([.. secrets.Select(s => s.Name).Order(StringComparer.Ordinal).Select(name => new Replaced(name, keys.Replace(name)))]));
    }
}
