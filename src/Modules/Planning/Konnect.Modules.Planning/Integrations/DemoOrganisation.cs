using Konnect.BuildingBlocks.Infrastructure.Demonstration;
using MediatR;

namespace Konnect.Modules.Planning.Integrations;

/// <summary>Brings the demo organisation in, the way any organisation comes in.</summary>
internal sealed class DemoOrganisation(IMediator mediator) : IDemonstration
{
    public int Order => 1;

    public async Task<IReadOnlyList<string>> FillAsync(string directory, CancellationToken cancellationToken)
    {
        var report = (await mediator.Send(new ImportExchange.Command(Path: directory), cancellationToken)).Value;
        return report.IsAccepted
            ? [$"Demo organisation: {report.Files.Sum(f => f.Rows)} rows in {report.Files.Count} files"]
            : throw new InvalidOperationException($"The demo organisation was refused: {string.Join("; ", report.Errors.Take(3).Select(e => $"{e.File}:{e.Line} {e.Column} {e.Reason.Code}"))}");
    }
}
