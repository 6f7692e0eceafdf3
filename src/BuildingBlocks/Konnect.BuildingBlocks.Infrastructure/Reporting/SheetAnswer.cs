using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>Sends rows as a file that spreadsheets open, row by row in constant memory.</summary>
internal sealed class SheetAnswer(ReportingLimits limits, IClock clock)
{
    /// <summary>Answers with the rows of a running query, from the current one on; a request for the head gets no rows.</summary>
    /// <param name="http">The request.</param>
    /// <param name="format">The kind of file.</param>
    /// <param name="set">Name of the set, which names the file and its sheet.</param>
    /// <param name="columns">The columns, left to right.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="hasRow">True when there is a current row.</param>
    public async Task SendAsync(HttpContext http, SheetFormat format, string set, IReadOnlyList<SheetColumn> columns, RowStream rows, bool hasRow)
    {
        var file = new ContentDispositionHeaderValue("attachment");
        file.SetHttpFileName($"Konnect-{set}-{clock.GetCurrentInstant().InUtc().Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)}.{format.Extension}");
        http.Response.ContentType = format.ContentType;
        http.Response.Headers.ContentDisposition = file.ToString();
        if (HttpMethods.IsHead(http.Request.Method))
            return;
        http.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        try
        {
            if (format == SheetFormat.Csv)
                await CsvSheet.WriteAsync(http.Response.Body, columns, rows, hasRow, http.RequestAborted);
            else
                await XlsxSheet.WriteAsync(http.Response.Body, set, limits.SheetRows, columns, rows, hasRow, http.RequestAborted);
        }
        catch when (!http.Response.HasStarted)
        {
            // The refusal that follows is no file.
            http.Response.Headers.ContentDisposition = default;
            throw;
        }
    }
}
