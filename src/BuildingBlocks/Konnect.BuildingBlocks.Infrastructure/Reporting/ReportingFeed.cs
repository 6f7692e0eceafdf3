using System.Globalization;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>
/// Answers one request of the feed: signs in, then scan → parse → bind → translate → execute → write. Each step is a type that knows only what it is
/// handed; this one hands on, and where a set is read <see cref="SetReader"/> does.
/// </summary>
internal sealed class ReportingFeed(ReportingModels models, ReportingGate gate, SetReader sets, IReportingTrail trail, IClock clock, ILogger<ReportingFeed> logger) : IReportingDownload
{
    /// <summary>Where the feed is.</summary>
    public const string Root = "/odata/v1";

    /// <summary>Answers a request, whatever it is: with rows, or with a refusal in OData's form.</summary>
    public Task AnswerAsync(HttpContext http)
    {
        http.Response.Headers["OData-Version"] = "4.0";
        return FollowAsync(http, async read =>
        {
            RefuseEarlierVersions(http.Request);
            var (access, unknown) = await ApiSignIn.CheckAsync(http.Request, http.RequestServices.GetRequiredService<IApiTokens>(), http.RequestAborted);
            await ReadAsync(http, read, access ?? throw new ReportingRefusal(StatusCodes.Status401Unauthorized, "unauthorized", unknown), http.FeedPath(), http.Request.QueryString.Value ?? "");
        });
    }

    /// <inheritdoc/>
    public Task SendAsync(HttpContext http, ApiAccess access, string set, string query) =>
        FollowAsync(http, read => ReadAsync(http, read, access, Uri.EscapeDataString(set), query, rows => CountAsync(http, set, rows)));

    private async Task FollowAsync(HttpContext http, Func<FollowedRead, Task> answer)
    {
        http.Response.Headers.CacheControl = "no-store";
        var read = new FollowedRead(http, clock.GetCurrentInstant());
        try
        {
            await answer(read);
        }
        catch (ReportingRefusal refusal) when (!HasBegun(http))
        {
            read.Refusal = refusal.Code;
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
            if (HasBegun(http))
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

    /// <summary>A client may say what it understands and what it speaks (Protocol 8.1.5, 8.2.7): the feed speaks 4.0, which later versions include.</summary>
    private static void RefuseEarlierVersions(HttpRequest request)
    {
        foreach (var header in (string[])["OData-MaxVersion", "OData-Version"])
        {
            if (request.Headers[header].ToString() is { Length: > 0 } version && !(decimal.TryParse(version, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= 4))
                throw new ReportingRefusal(StatusCodes.Status400BadRequest, "version", $"The feed speaks OData 4.0, and {header} asks for another version.");
        }
    }

    /// <summary>True when a part of the answer was sent, or waits to be: nothing else can be said then.</summary>
    private static bool HasBegun(HttpContext http) => http.Response.HasStarted || http.Response.BodyWriter.UnflushedBytes > 0;

    /// <summary>Counts the rows that somebody is about to take along; too many of them are refused before the first one is sent.</summary>
    private static async Task CountAsync(HttpContext http, string set, long rows)
    {
        var services = http.RequestServices;
        var session = services.GetRequiredService<DatabaseSession>();
        await session.BeginAsync(http.RequestAborted);
        var tooMany = await services.GetRequiredService<IUseLimits>().CountAsync(services.GetRequiredService<ICurrentUser>(), Use.RowsTaken, $"{set} {Guid.CreateVersion7()}", rows, http.RequestAborted);
        await session.CommitAsync(http.RequestAborted);
        if (tooMany is not null)
            throw new ReportingRefusal(StatusCodes.Status429TooManyRequests, tooMany.Code, "More rows than may be taken along within an hour.") { Shown = tooMany };
    }

    private async Task ReadAsync(HttpContext http, FollowedRead read, ApiAccess access, string path, string query, Func<long, Task>? admit = null)
    {
        (read.Access, read.Path) = (access, path);
        var model = read.Model = models.For(access.Kind) ?? throw new ReportingRefusal(StatusCodes.Status403Forbidden, "forbidden", "The API token is not made for reading reports.");
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
            throw new ReportingRefusal(StatusCodes.Status405MethodNotAllowed, "read-only", "The feed is for reading only.");

        var scanned = read.Scanned = RequestScanner.Scan(path, query);
        var parsed = RequestParser.Parse(model.Edm, scanned);
        var format = scanned.Options.GetValueOrDefault("format");
        switch (RequestBinder.Bind(model, parsed))
        {
            case ReadMetadata:
                AnswerFormat.RefuseSheet(http.Request, format);
                await SendMetadataAsync(http, model);
                break;
            case ReadServiceDocument:
                var list = AnswerFormat.Negotiate(http.Request, format, rows: false);
                await http.SendAsync(list.ContentType, new AnswerWriter(http.FeedAddress(), list).ServiceDocument(model));
                break;
            case ReadSet plan:
                using (await gate.EnterAsync(access, http.RequestAborted))
                    await sets.SendAsync(new(http, access, scanned, plan, read, admit));
                break;
        }
    }

    private static async Task SendMetadataAsync(HttpContext http, ReportingModel model)
    {
        http.Response.Headers.ETag = model.ETag;
        http.Response.Headers.CacheControl = "private, no-cache";
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Tag == "*" || tag.Compare(EntityTagHeaderValue.Parse(model.ETag), useStrongComparison: false)))
            http.Response.StatusCode = StatusCodes.Status304NotModified;
        else
            await http.SendAsync("application/xml;charset=utf-8", model.Metadata);
    }

    private async Task RefuseAsync(HttpContext http, ReportingRefusal refusal)
    {
        if (refusal.Shown is { } shown)
        {
            TooMany.Answer(http, shown, clock);
            return;
        }

        http.Response.StatusCode = refusal.Status;
        http.Response.Headers.CacheControl = "no-store";
        if (refusal.Status == StatusCodes.Status401Unauthorized)
            http.Response.Headers.WWWAuthenticate = ApiSignIn.Challenge;
        if (refusal.Status == StatusCodes.Status405MethodNotAllowed)
            http.Response.Headers.Allow = "GET, HEAD";
        if (refusal.RetryAfter is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await http.SendAsync("application/json;odata.metadata=minimal;charset=utf-8", AnswerWriter.Error(refusal.Code, refusal.Message));
    }
}
