using FluentValidation;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using MediatR;
using NodaTime;

namespace Konnect.Modules.Planning.Integrations;

/// <summary>
/// Brings a package of the exchange format into every module, or shows what it would do. A package with errors is no refusal of the use case:
/// its report tells them all, with nothing changed.
/// </summary>
internal static class ImportExchange
{
    /// <param name="Path">Folder, ZIP or CSV file on this machine; from the command line only.</param>
    /// <param name="Upload">Name of a stored upload, instead of a path.</param>
    /// <param name="DryRun">Show what would change, and change nothing.</param>
    /// <param name="ReplacePlanningFrom">From this day on, planning is exactly what the files hold.</param>
    /// <param name="Mapping">The source's mapping as JSON; null for a package in the exchange format.</param>
    /// <param name="Progress">Told how far it is.</param>
    [RequiresPermission(PlanningPermissions.Import)]
    public sealed record Command(
        string? Path = null,
        string? Upload = null,
        bool DryRun = false,
        LocalDate? ReplacePlanningFrom = null,
        string? Mapping = null,
        IProgress<ExchangeProgress>? Progress = null) : IRequest<Result<ImportReport>>;

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Path).NotEmpty().When(c => string.IsNullOrEmpty(c.Upload));
    }

    public sealed class Handler(ExchangeImport import, ExchangeUploads uploads) : IRequestHandler<Command, Result<ImportReport>>
    {
        public async Task<Result<ImportReport>> Handle(Command command, CancellationToken cancellationToken)
        {
            var path = string.IsNullOrEmpty(command.Upload) ? command.Path! : uploads.PathOf(command.Upload);
            if (path is null)
                return Error.NotFound("exchange.upload-gone", nameof(Command.Upload));
            var mapping = command.Mapping is { } json ? ExchangeMapping.Parse(json) : null;
            if (mapping is { IsSuccess: false })
                return Result<ImportReport>.Fail(mapping.Errors);
            var report = await import.RunAsync(path, new ImportOptions(command.DryRun, command.ReplacePlanningFrom, mapping?.Value, command.Progress), cancellationToken);
            if (command is { Upload.Length: > 0, DryRun: false } && report.IsAccepted)
                uploads.Remove(command.Upload);
            return report;
        }
    }
}
