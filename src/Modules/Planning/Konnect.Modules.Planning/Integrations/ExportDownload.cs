using System.Net.Mime;
using System.Security.Cryptography;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Results;
using MediatR;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;

namespace Konnect.Modules.Planning.Integrations;

/// <summary>
/// An export as a download. It is written to a file first, so that a fault is told and no half package is sent; the file is gone once it is sent.
/// </summary>
internal sealed class ExportDownload(IMediator mediator, FreshSignIn fresh, DatabaseSettings settings, ZonedClock clock)
{
    private static readonly Duration KeptFor = Duration.FromHours(1);

    /// <summary>The ZIP, or 403, or 500 when it can't be written; or the way to prove who one is, and back to the page with the button.</summary>
    public async Task<IResult> AnswerAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(settings.DataDirectory, "exports");
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // What a host that broke off has left behind.
        foreach (var old in new DirectoryInfo(folder).EnumerateFiles().Where(f => clock.GetCurrentInstant() - Instant.FromDateTimeUtc(f.LastWriteTimeUtc) > KeptFor))
            old.Delete();
        var path = Path.Combine(folder, $"{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}.zip");
        var result = await mediator.Send(new ExportExchange.Command(path), cancellationToken);
        if (fresh.IsWanted)
            return Results.LocalRedirect(FreshSignIn.PathFrom("/import"));
        if (!result.IsSuccess)
            return Results.StatusCode(result.Errors[0].Kind == ErrorKind.Forbidden ? StatusCodes.Status403Forbidden : StatusCodes.Status500InternalServerError);
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None, 1 << 16, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        return Results.File(file, MediaTypeNames.Application.Zip, $"konnect-{LocalDatePattern.Iso.Format(clock.GetCurrentDate())}.zip");
    }
}
