using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.BuildingBlocks.Infrastructure.Localization;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using MediatR;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using NodaTime.Text;

namespace Konnect.Modules.Planning.Integrations;

/// <summary>
/// The exchange besides its pages: the download of an approved export, and for packages <c>POST /api/exchange/imports</c> and
/// <c>GET /api/exchange/export</c>. A package signs in with an API token of scope exchange; refusals are JSON,
/// <c>{"error":{"code":…,"message":…}}</c>.
/// </summary>
internal static class ExchangeEndpoints
{
    private const string Token = "An API token is checked before anything is read.";
    private const string DryRun = "dryRun", ReplaceFrom = "replacePlanningFrom";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost($"{ExportDownload.Page}/{{request:guid}}", TakeAsync).WithMetadata(new RequiresPermissionAttribute(PlanningPermissions.Export));
        endpoints.MapPost("/api/exchange/imports", ImportAsync).WithMetadata(new PublicAttribute(Token), new RequestSizeLimitAttribute(ExchangeLimits.RequestBytes));
        endpoints.MapGet("/api/exchange/export", ExportAsync).WithMetadata(new PublicAttribute(Token));
    }

    private static async Task<IResult> ImportAsync(HttpContext http, IApiTokens tokens, CurrentUser user, IMediator mediator, ExchangeUploads uploads, ExchangeLimits limits, Texts texts)
    {
        if (await RefuseAsync(http, tokens, user, PlanningPermissions.Import) is { } refusal)
            return refusal;
        if (!TryRead(http.Request.Query, out var dryRun, out var replaceFrom, out var unread))
            return Refused(StatusCodes.Status400BadRequest, "malformed", $"'{unread}' can't be read. Known are {DryRun}=true and {ReplaceFrom}=YYYY-MM-DD.");
        var upload = http.Request.ContentLength > limits.UploadBytes
            ? Error.Invalid("exchange.upload-too-large", "Upload", limits.UploadBytes >> 20)
            : await uploads.SaveAsync(http.Request.Body, http.RequestAborted);
        if (!upload.IsSuccess)
            return Refused(StatusCodes.Status413PayloadTooLarge, upload.Errors[0].Code, texts[upload.Errors[0]]);
        try
        {
            var result = await mediator.Send(new ImportExchange.Command(Upload: upload.Value, DryRun: dryRun, ReplacePlanningFrom: replaceFrom), http.RequestAborted);
            return result.IsSuccess
                ? Results.Json(ReportJson.Of(result.Value, texts), statusCode: result.Value.IsAccepted ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest)
                : Refused(StatusCodes.Status400BadRequest, result.Errors[0].Code, texts[result.Errors[0]]);
        }
        finally
        {
            uploads.Remove(upload.Value);
        }
    }

    private static async Task<IResult> TakeAsync(Guid request, HttpContext http, IAntiforgery antiforgery, ExportDownload download) => await antiforgery.IsRequestValidAsync(http)
        ? await download.AnswerAsync(path => new TakeExport.Command(request, path), http.RequestAborted)
        : Results.StatusCode(StatusCodes.Status400BadRequest);

    private static async Task<IResult> ExportAsync(HttpContext http, IApiTokens tokens, CurrentUser user, ExportDownload download) =>
        await RefuseAsync(http, tokens, user, PlanningPermissions.Export) ?? await download.AnswerAsync(path => new ExportExchange.Command(path), http.RequestAborted);

    /// <summary>Signs the package in for one permission; or says why not.</summary>
    private static async Task<IResult?> RefuseAsync(HttpContext http, IApiTokens tokens, CurrentUser user, string permission)
    {
        http.Response.Headers.CacheControl = "no-store";
        var (access, unknown) = await ApiSignIn.CheckAsync(http.Request, tokens, http.RequestAborted);
        if (access is null)
        {
            http.Response.Headers.WWWAuthenticate = ApiSignIn.Challenge;
            return Refused(StatusCodes.Status401Unauthorized, "unauthorized", unknown);
        }

        if (access.Kind != ApiScopeKind.Exchange)
            return Refused(StatusCodes.Status403Forbidden, "forbidden", "The API token is not made for import and export.");
        // A package of the exchange holds everything, so that a token which sees a part can't be kept to it.
        if (access.Locations is not null || access.From is not null || access.To is not null)
            return Refused(StatusCodes.Status403Forbidden, "forbidden", "The API token is limited to locations or days, but import and export are about everything. Make one without limits.");
        user.Become(new Package(access.TokenId, permission));
        return null;
    }

    private static bool TryRead(IQueryCollection query, out bool dryRun, out LocalDate? replaceFrom, out string unread)
    {
        (dryRun, replaceFrom, unread) = (false, null, "");
        foreach (var (name, values) in query)
        {
            unread = $"{name}={values}";
            // A name that is misspelt is refused: a dry run must never turn into an import.
            if (name.Equals(DryRun, StringComparison.OrdinalIgnoreCase) && bool.TryParse(values, out dryRun))
                continue;
            if (name.Equals(ReplaceFrom, StringComparison.OrdinalIgnoreCase) && LocalDatePattern.Iso.Parse(values.ToString()).TryGetValue(default, out var day))
                replaceFrom = day;
            else if (name != ApiSignIn.QueryKey)
                return false;
        }

        return true;
    }

    private static IResult Refused(int status, string code, string message) => Results.Json(new { error = new { code, message } }, statusCode: status);

    /// <summary>The package behind a token; may do what it asked for and nothing else.</summary>
    private sealed record Package(Guid TokenId, string Permission) : ICurrentUser
    {
        public Guid? Id => null;

        public string Name => $"API token {TokenId}";

        public bool IsAuthenticated => true;

        public AccessScope Scope => AccessScope.Everything;

        public bool Has(string permission) => permission == Permission;
    }
}
