using System.Net.Mime;
using System.Security.Cryptography;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using MediatR;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Konnect.Modules.Attendance.Inspection;

/// <summary><c>POST /inspection/package</c>: the package of what is chosen. It is written to a file first, so that a fault is told and no half package is sent; the file is gone once it is sent.</summary>
internal sealed class PackageDownload(IMediator mediator, DatabaseSettings settings, IClock clock)
{
    /// <summary>Its address.</summary>
    public const string Path = "/inspection/package";

    private static readonly Duration KeptFor = Duration.FromHours(1);

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(Path, async (HttpContext http, IAntiforgery antiforgery, PackageDownload download) =>
            await antiforgery.IsRequestValidAsync(http) ? await download.AnswerAsync(InspectionAddress.Read(name => http.Request.Form[name]), http.RequestAborted) : Results.StatusCode(StatusCodes.Status400BadRequest))
            .WithMetadata(new RequiresPermissionAttribute(AttendancePermissions.Inspect));

    private async Task<IResult> AnswerAsync(InspectionChoice choice, CancellationToken cancellationToken)
    {
        var path = System.IO.Path.Combine(Folder(), $"{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}.zip");
        var result = await mediator.Send(new MakePackage.Command(choice, path), cancellationToken);
        if (!result.IsSuccess)
        {
            File.Delete(path);
            return Results.StatusCode(result.Errors[0].Kind switch
            {
                ErrorKind.NotFound => StatusCodes.Status404NotFound,
                ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
                _ => StatusCodes.Status400BadRequest,
            });
        }

        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None, 1 << 16, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        return Results.File(file, MediaTypeNames.Application.Zip, result.Value.FileName);
    }

    private string Folder()
    {
        var folder = System.IO.Path.Combine(settings.DataDirectory, "packages");
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
