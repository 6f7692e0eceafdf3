using System.Globalization;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>
/// Answers one request of the feed: signs in, then scan → parse → bind → translate → execute → write. Each step is a type that knows only what it is
/// handed; this one hands on.
/// </summary>
internal sealed class ReportingFeed(
    ReportingModels models, ReportingGate gate, QueryTranslator translator, QueryExecutor executor, IReportingTrail trail, IClock clock, ILogger<ReportingFeed> logger)
{
    /// <summary>Where the feed is.</summary>
    public const string Root = "/odata/v1";

    /// <summary>Answers a request, whatever it is: with rows, or with a refusal in OData's form.</summary>
    public async Task AnswerAsync(HttpContext http)
    {
        http.Response.Headers["OData-Version"] = "4.0";
        http.Response.Headers.CacheControl = "no-store";
        var read = new FollowedRead(http, clock.GetCurrentInstant());
        try
        {
            await ReadAsync(http, read);
        }
        catch (ReportingRefusal refusal) when (!http.Response.HasStarted)
        {
            await RefuseAsync(http, refusal);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client went away; nobody is left to tell.
            read.Status = FeedRead.GoneAway;
        }
        catch (Exception fault)
        {
            logger.LogError(fault, "The feed failed to answer");
            // Half an answer must not look like a whole one: the connection breaks off instead of ending.
            if (http.Response.HasStarted)
            {
                read.Status = fault is ReportingRefusal late ? late.Status : StatusCodes.Status500InternalServerError;
                http.Abort();
            }
            else
            {
                await RefuseAsync(http, new(StatusCodes.Status500InternalServerError, "fault", "The feed failed to answer. The administrator finds the reason in the log."));
            }
        }
        finally
        {
            read.TellTo(trail);
        }
    }

    private async Task ReadAsync(HttpContext http, FollowedRead read)
    {
        var (access, unknown) = await ApiSignIn.CheckAsync(http.Request, http.RequestServices.GetRequiredService<IApiTokens>(), http.RequestAborted);
        if (access is null)
            throw new ReportingRefusal(StatusCodes.Status401Unauthorized, "unauthorized", unknown);
        (read.Access, read.Path) = (access, PathOf(http));
        var model = models.For(access.Kind) ?? throw new ReportingRefusal(StatusCodes.Status403Forbidden, "forbidden", "The API token is not made for reading reports.");
        read.Model = model;
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
            throw new ReportingRefusal(StatusCodes.Status405MethodNotAllowed, "read-only", "The feed is for reading only.");

        var scanned = read.Scanned = RequestScanner.Scan(read.Path, http.Request.QueryString.Value ?? "");
        var parsed = RequestParser.Parse(model.Edm, scanned);
        switch (RequestBinder.Bind(model, parsed))
        {
            case ReadMetadata:
                await SendMetadataAsync(http, model);
                break;
            case ReadServiceDocument:
                var format = AnswerFormat.Negotiate(http.Request, scanned.Options.GetValueOrDefault("format"));
                await SendAsync(http, format.ContentType, new AnswerWriter(AddressOf(http), format).ServiceDocument(model));
                break;
            case ReadSet plan:
                using (await gate.EnterAsync(access, http.RequestAborted))
                    await SendSetAsync(http, plan, access, read, scanned.Options.GetValueOrDefault("format"));
                break;
        }
    }

    private async Task SendSetAsync(HttpContext http, ReadSet plan, ApiAccess access, FollowedRead read, string? formatOption)
    {
        // Every shape starts from the rows the token may see.
        var query = translator.Translate(plan, plan.Of.Set.Open(http.RequestServices, access));
        if (plan.Shape == ReadShape.Count)
        {
            var number = await executor.CountAsync(query, http.RequestAborted);
            await SendAsync(http, "text/plain;charset=utf-8", System.Text.Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)));
            return;
        }

        var format = AnswerFormat.Negotiate(http.Request, formatOption);
        var writer = new AnswerWriter(AddressOf(http), format);
        long? count = plan.WithCount ? await executor.CountAsync(query, http.RequestAborted) : null;
        await using var rows = await executor.OpenAsync(query, http.RequestAborted);
        read.Rows = rows;
        var hasRow = await rows.NextAsync();
        if (plan.Shape == ReadShape.Row && !hasRow)
            throw ReportingRefusal.NotFound($"{plan.Of.Set.Name} has no such row.");
        http.Response.ContentType = format.ContentType;
        if (HttpMethods.IsHead(http.Request.Method))
            return;
        http.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        if (plan.Shape == ReadShape.Row)
            await writer.WriteRowAsync(http.Response.BodyWriter, plan, rows, http.RequestAborted);
        else
            await writer.WriteRowsAsync(http.Response.BodyWriter, plan, count, rows, hasRow, http.RequestAborted);
    }

    private static async Task SendMetadataAsync(HttpContext http, ReportingModel model)
    {
        http.Response.Headers.ETag = model.ETag;
        http.Response.Headers.CacheControl = "private, no-cache";
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Tag == "*" || tag.Compare(EntityTagHeaderValue.Parse(model.ETag), useStrongComparison: false)))
            http.Response.StatusCode = StatusCodes.Status304NotModified;
        else
            await SendAsync(http, "application/xml;charset=utf-8", model.Metadata);
    }

    private static async Task RefuseAsync(HttpContext http, ReportingRefusal refusal)
    {
        http.Response.StatusCode = refusal.Status;
        http.Response.Headers.CacheControl = "no-store";
        if (refusal.Status == StatusCodes.Status401Unauthorized)
            http.Response.Headers.WWWAuthenticate = ApiSignIn.Challenge;
        if (refusal.Status == StatusCodes.Status405MethodNotAllowed)
            http.Response.Headers.Allow = "GET, HEAD";
        if (refusal.RetryAfter is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await SendAsync(http, "application/json;odata.metadata=minimal;charset=utf-8", AnswerWriter.Error(refusal.Code, refusal.Message));
    }

    private static Task SendAsync(HttpContext http, string contentType, byte[] content)
    {
        http.Response.ContentType = contentType;
        http.Response.ContentLength = content.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.Body.WriteAsync(content, http.RequestAborted).AsTask();
    }

    /// <summary>The service's own address as the client knows it, with a slash at its end.</summary>
    private static string AddressOf(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}{Root}/";

    /// <summary>The address after the root as it was sent: decoding it first would turn <c>%2F</c> in a key into a separator.</summary>
    private static string PathOf(HttpContext http)
    {
        var target = http.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var path = target.Split('?')[0];
        var at = path.IndexOf(Root, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? "" : path[(at + Root.Length)..].TrimStart('/');
    }
}
