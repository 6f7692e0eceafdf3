using System.Diagnostics;
using System.IO.Pipelines;
using System.Text.RegularExpressions;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>Follows one request from its begin to its end, for the trail: what it asks in outline, and how much it got.</summary>
internal sealed partial class FollowedRead
{
    private readonly HttpContext http;
    private readonly Instant at;
    private readonly long began = Stopwatch.GetTimestamp();
    private readonly IHttpResponseBodyFeature body;
    private readonly CountedBody counted;

    /// <summary>Begins to follow, and to count what is sent.</summary>
    public FollowedRead(HttpContext http, Instant at)
    {
        (this.http, this.at) = (http, at);
        body = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        counted = new(body);
        http.Features.Set<IHttpResponseBodyFeature>(counted);
    }

    /// <summary>Who asks; null until the token is known to be valid.</summary>
    public ApiAccess? Access { get; set; }

    /// <summary>The feed as the token finds it.</summary>
    public ReportingModel? Model { get; set; }

    /// <summary>The address after the root, as it was sent.</summary>
    public string Path { get; set; } = "";

    /// <summary>The request's options, once they are known to be safe.</summary>
    public ScannedRequest? Scanned { get; set; }

    /// <summary>The rows that the answer is made of.</summary>
    public RowStream? Rows { get; set; }

    /// <summary>The code of the refusal; empty when there was none.</summary>
    public string Refusal { get; set; } = "";

    /// <summary>How it ended, where the status that was sent does not tell.</summary>
    public int? Status { get; set; }

    /// <summary>Stops following and tells the trail, unless nobody was signed in.</summary>
    public void TellTo(IReportingTrail trail)
    {
        http.Features.Set(body);
        if (Access is null)
            return;
        var (set, shape) = Outline();
        // One row was looked for before the answer could begin: who asks without the body gets none.
        var rows = HttpMethods.IsHead(http.Request.Method) ? 0 : Rows?.Given ?? 0;
        trail.Record(new(Access.TokenId, at, set?.Set.Name ?? "", shape, Status ?? http.Response.StatusCode, rows, counted.Bytes, (int)Stopwatch.GetElapsedTime(began).TotalMilliseconds)
        {
            Refusal = Refusal,
            Origin = RequestOrigin.Of(http),
        });
    }

    /// <summary>Only names that the feed itself gave: whatever else the request says could be a value.</summary>
    private (ModelSet? Set, string Shape) Outline()
    {
        var path = Uri.UnescapeDataString(Path);
        var end = path.IndexOfAny(['(', '/']);
        var (name, rest) = end < 0 ? (path, "") : (path[..end], path[end..]);
        if (Model?.Sets.FirstOrDefault(s => s.Set.Name == name) is not { } set)
            return (null, name switch { "" when Model is not null => "sets", "$metadata" => "model", _ => "unknown" });
        var what = rest switch
        {
            "" or "/" => "rows",
            "/$count" => "count",
            ['(', .., ')'] => "row",
            _ => "part",
        };
        var names = set.Properties.Select(p => p.Name).Concat(set.Relations.Select(r => r.Navigation.Name)).ToHashSet();
        // A search holds values only, also where one is spelled like a column.
        var options = Scanned?.Options.Select(o => Option(o.Key, o.Key == "search" ? [] : [.. Word().Matches(o.Value).Select(m => m.Value).Where(names.Contains).Distinct()])) ?? [];
        return (set, string.Join(' ', options.Prepend(what)));
    }

    private static string Option(string name, string[] columns) =>
        columns.Length == 0 ? name : name == "select" ? $"{name}({columns.Length})" : $"{name}({string.Join(',', columns)})";

    /// <summary>A text in quotes, which is a value and no column's name; or a word.</summary>
    [GeneratedRegex("'(?:[^']|'')*'|[A-Za-z_][A-Za-z0-9_]*")]
    private static partial Regex Word();

    /// <summary>The response's body, counted as it is written.</summary>
    private sealed class CountedBody(IHttpResponseBodyFeature inner) : PipeWriter, IHttpResponseBodyFeature
    {
        private Stream? stream;

        public long Bytes { get; private set; }

        public PipeWriter Writer => this;

        public Stream Stream => stream ??= AsStream(leaveOpen: true);

        public override bool CanGetUnflushedBytes => inner.Writer.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.Writer.UnflushedBytes;

        public override void Advance(int bytes)
        {
            Bytes += bytes;
            inner.Writer.Advance(bytes);
        }

        public override Memory<byte> GetMemory(int sizeHint = 0) => inner.Writer.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => inner.Writer.GetSpan(sizeHint);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.Writer.FlushAsync(cancellationToken);

        public override void CancelPendingFlush() => inner.Writer.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => inner.Writer.Complete(exception);

        public void DisableBuffering() => inner.DisableBuffering();

        public Task StartAsync(CancellationToken cancellationToken = default) => inner.StartAsync(cancellationToken);

        public Task CompleteAsync() => inner.CompleteAsync();

        public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
            SendFileFallback.SendFileAsync(Stream, path, offset, count, cancellationToken);
    }
}
