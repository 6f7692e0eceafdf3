using System.Globalization;
using System.Text;
using Konnect.BuildingBlocks.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>A request that reads a set.</summary>
/// <param name="Http">The request, and its response.</param>
/// <param name="Access">What the token may see.</param>
/// <param name="Scanned">The request as text.</param>
/// <param name="Plan">What is asked.</param>
/// <param name="Followed">Learns how many rows are given.</param>
/// <param name="Admit">Told how many rows will be given, before the first one; refuses by throwing. Null when nobody counts them.</param>
internal sealed record SetRequest(HttpContext Http, ApiAccess Access, ScannedRequest Scanned, ReadSet Plan, FollowedRead Followed, Func<long, Task>? Admit = null)
{
    /// <summary>What the client would like.</summary>
    public RequestPreferences Preferences { get; } = RequestPreferences.Of(Http.Request);

    /// <summary>Where the rows are read.</summary>
    public DbContext Tables { get; } = Http.RequestServices.GetRequiredService<ReportingTables>().Context;

    /// <summary>Cancelled when the client goes away.</summary>
    public CancellationToken Aborted => Http.RequestAborted;
}

/// <summary>The last three steps for a request that reads a set: translate → execute → write.</summary>
internal sealed class SetReader(QueryTranslator translator, QueryExecutor executor, SkipTokens skipTokens, SheetAnswer sheets, ReportingLimits limits)
{
    private const string PlainText = "text/plain;charset=utf-8";

    /// <summary>Answers the request.</summary>
    /// <exception cref="ReportingRefusal">404 where a row of the address is missing, and whatever a step refuses.</exception>
    public async Task SendAsync(SetRequest request)
    {
        var (plan, http) = (request.Plan, request.Http);
        var format = FormatOf(request);
        var page = format.Sheet is null ? PageOf(request) : null;
        var query = translator.Translate(plan, request.Tables, request.Access, page);
        await RequireSourceAsync(request);
        if (plan.Shape == ReadShape.Count)
        {
            await http.SendAsync(PlainText, Encoding.ASCII.GetBytes((await executor.CountAsync(query, request.Aborted)).ToString(CultureInfo.InvariantCulture)));
            return;
        }

        if (request.Admit is { } admit)
            await admit(await executor.CountAsync(query with { Matching = query.Page }, request.Aborted));
        long? count = plan.Rows.WithCount && format.Sheet is null ? await executor.CountAsync(query, request.Aborted) : null;
        await using var rows = await executor.OpenAsync(query, request.Aborted);
        request.Followed.Rows = rows;
        var hasRow = await rows.NextAsync();
        if (!hasRow && plan.Steps is [.., { Key: not null }])
            throw ReportingRefusal.NotFound($"{plan.Rows.Of.Set.Name} has no such row.");
        if (format.Sheet is { } sheet)
        {
            await sheets.SendAsync(http, sheet, plan.Rows.Of.Set.Name, SheetColumn.Of(query.Answer, rows), rows, hasRow);
            return;
        }

        request.Preferences.SayApplied(http.Response);
        if (plan.Shape is ReadShape.Property or ReadShape.Value)
            await SendValueAsync(request, format, query, rows, hasRow);
        else if (plan.Shape == ReadShape.Row && !hasRow)
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await SendRowsAsync(request, format, query, rows, hasRow, new(AnswerContext.Of(plan, query.Answer), count), page is null ? null : new(page.Rows, r => NextAddress(request, query, page, r)));
    }

    private static async Task SendRowsAsync(SetRequest request, AnswerFormat format, TranslatedQuery query, RowStream rows, bool hasRow, AnswerHead head, PageEnd? page)
    {
        var response = request.Http.Response;
        var writer = new AnswerWriter(request.Http.FeedAddress(), format);
        response.ContentType = format.ContentType;
        if (HttpMethods.IsHead(request.Http.Request.Method))
            return;
        request.Http.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        if (request.Plan.Shape == ReadShape.Row)
            await writer.WriteRowAsync(response.BodyWriter, query.Answer, head, rows, request.Aborted);
        else
            await writer.WriteRowsAsync(response.BodyWriter, query.Answer, head, rows, hasRow, page, request.Aborted);
    }

    private static async Task SendValueAsync(SetRequest request, AnswerFormat format, TranslatedQuery query, RowStream rows, bool hasRow)
    {
        if (!hasRow || rows.Values.IsDBNull(0))
            request.Http.Response.StatusCode = StatusCodes.Status204NoContent;
        else if (request.Plan.Shape == ReadShape.Value)
            await request.Http.SendAsync(PlainText, AnswerWriter.Text(query.Answer, rows));
        else
            await request.Http.SendAsync(format.ContentType, new AnswerWriter(request.Http.FeedAddress(), format).Value(query.Answer, AnswerContext.OfValue(request.Plan, query, rows), rows));
    }

    /// <summary>Finding nothing is an answer where an address leads from a row to others, but not where the row itself is missing.</summary>
    private async Task RequireSourceAsync(SetRequest request)
    {
        var plan = request.Plan;
        if (plan.Steps is not [.., { Along: not null }])
            return;
        var source = new ReadSet(plan.From, [.. plan.Steps.SkipLast(1)], RowsPlan.AllOf(plan.From), ReadShape.Count, null, null);
        if (await executor.CountAsync(translator.Translate(source, request.Tables, request.Access, null), request.Aborted) == 0)
            throw ReportingRefusal.NotFound($"{plan.From.Set.Name} has no such row.");
    }

    private static AnswerFormat FormatOf(SetRequest request)
    {
        var option = request.Scanned.Options.GetValueOrDefault("format");
        if (request.Plan.Shape is not (ReadShape.Count or ReadShape.Value))
            return AnswerFormat.Negotiate(request.Http.Request, option, rows: request.Plan.Shape is ReadShape.Rows or ReadShape.Row) with { OmitNulls = request.Preferences.OmitNulls };
        AnswerFormat.RefuseSheet(request.Http.Request, option);
        return AnswerFormat.Default;
    }

    private Page? PageOf(SetRequest request)
    {
        if (request.Plan.Shape != ReadShape.Rows)
            return null;
        if (request.Plan.SkipToken is { } token)
            return skipTokens.Read(request.Access, request.Scanned, token) is var after ? new(after.Size, after) : null;
        return Math.Min(request.Preferences.PageSize ?? long.MaxValue, limits.Page ?? long.MaxValue) is < long.MaxValue and var size ? new(size, null) : null;
    }

    private string NextAddress(SetRequest request, TranslatedQuery query, Page page, RowStream rows)
    {
        var left = (page.After is { } after ? after.Left : request.Plan.Rows.Top) - page.Rows;
        var token = skipTokens.Write(request.Access, request.Scanned, page.Rows, left, query.Order, rows);
        // Never the API token: links end up in logs and mails.
        var options = request.Http.Request.QueryString.Value!.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(o => Uri.UnescapeDataString(o.Split('=')[0]).TrimStart('$').ToLowerInvariant() is not ("skiptoken" or "skip" or "api-key"));
        return $"{request.Http.FeedAddress()}{request.Http.FeedPath()}?{string.Join('&', options.Append($"$skiptoken={token}"))}";
    }
}
