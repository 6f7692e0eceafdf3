using FluentValidation;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using MediatR;

namespace Konnect.Modules.Planning.Integrations;

/// <summary>Writes everything that the exchange format knows, so that it can be taken along or loaded into an empty installation; for programs and the command line.</summary>
internal static class ExportExchange
{
    /// <param name="Path">A ZIP when it ends in <c>.zip</c>, else a folder; files of the same names are replaced.</param>
    /// <param name="Progress">Told how far it is.</param>
    [RequiresPermission(PlanningPermissions.Export)]
    [RequiresFreshSignIn]
    public sealed record Command(string Path, IProgress<ExchangeProgress>? Progress = null) : IRequest<Result<ExportReport>>;

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Path).NotEmpty();
    }

    public sealed class Handler(ExchangeExport export, ICurrentUser user) : IRequestHandler<Command, Result<ExportReport>>
    {
        public async Task<Result<ExportReport>> Handle(Command command, CancellationToken cancellationToken)
        {
            // An account takes everything along with somebody else's approval only: that is TakeExport. Programs have a token for it, and the command line is on the machine.
            if (user.Id is not null)
                return Error.Forbidden("planning.export-not-approved");
            try
            {
                return await export.RunAsync(command.Path, command.Progress, cancellationToken);
            }
            catch (Exception fault) when (fault is UnauthorizedAccessException or IOException)
            {
                return Error.Invalid("exchange.path-unwritable", nameof(Command.Path));
            }
        }
    }
}
