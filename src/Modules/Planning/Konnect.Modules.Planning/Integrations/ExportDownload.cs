using System.Net.Mime;
using System.Security.Cryptography;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
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
    /// <summary>The page of exports.</summary>
    public const string Page = "/export";

    private static readonly Duration KeptFor = Duration.FromHours(1);

    /// <summary>The ZIP that a use case writes; or 403, or 500 when it can't be written; or the way to the page, after the proof who one is where that is wanted.</summary>
    /// <param name="useCase">Makes the request that writes to a path.</param>
    /// <param name="cancellationToken">Stops the export.</param>
    public async Task<IResult> AnswerAsync(Func<string, IRequest<Result<ExportReport>>> useCase, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Folder(), $"{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}.zip");
        var result = await mediator.Send(useCase(path), cancellationToken);
        if (result.IsSuccess)
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None, 1 << 16, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
            return Results.File(file, MediaTypeNames.Application.Zip, $"konnect-{LocalDatePattern.Iso.Format(clock.GetCurrentDate())}.zip");
        }

        // Somebody else was first, and this one's package is nobody's.
        File.Delete(path);
        if (fresh.IsWanted)
            return Results.LocalRedirect(FreshSignIn.PathFrom(Page));
        return result.Errors[0].Kind switch
        {
            ErrorKind.Forbidden => Results.StatusCode(StatusCodes.Status403Forbidden),
            ErrorKind.Conflict => Results.LocalRedirect(Page),
            _ => Results.StatusCode(StatusCodes.Status500InternalServerError),
        };
    }

    private string Folder()
    {
        var folder = Path.Combine(settings.DataDirectory, "exports");
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // What a host that broke off has left behind.
        foreach (var old in new DirectoryInfo(folder).EnumerateFiles().Where(f => clock.GetCurrentInstant() - Instant.FromDateTimeUtc(f.LastWriteTimeUtc) > KeptFor))
            old.Delete();
        return folder;
    }
}
