using System.Net;
using Konnect.Host.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Konnect.Host.Tests;

/// <summary>Pages that draw themselves again wait for each other, and nobody who does something waits for them.</summary>
public sealed class RequestLimitTests
{
    [Fact]
    public async Task Who_taps_does_not_wait_for_pages_that_draw_themselves_again()
    {
        var (drawing, most, gate, open) = (0, 0, new Lock(), new TaskCompletionSource());
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddRequestLimit(null);
        await using var app = builder.Build();
        app.UseRateLimiter();
        app.MapGet("/board", async () =>
        {
            lock (gate)
                most = Math.Max(most, ++drawing);
            await open.Task;
            lock (gate)
                drawing--;
        });
        app.MapPost("/tap", () => Results.NoContent());
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new(app.Urls.First()) };

        var boards = Enumerable.Range(0, 50).Select(_ => SendAsync(client, HttpMethod.Get, "/board", byItself: true)).ToList();
        while (Volatile.Read(ref drawing) == 0)
            await Task.Delay(10);
        (await SendAsync(client, HttpMethod.Post, "/tap", byItself: false)).ShouldBe(HttpStatusCode.NoContent);
        // Nobody keeps the place by sending slowly what no page sends by itself.
        (await SendAsync(client, HttpMethod.Post, "/tap", byItself: true)).ShouldBe(HttpStatusCode.NoContent);
        boards.ShouldAllBe(b => !b.IsCompleted);

        open.SetResult();
        (await Task.WhenAll(boards)).ShouldAllBe(status => status == HttpStatusCode.OK);
        most.ShouldBe(Math.Max(1, Environment.ProcessorCount / 2));
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient client, HttpMethod method, string path, bool byItself)
    {
        using var request = new HttpRequestMessage(method, path);
        if (byItself)
            request.Headers.Add("X-Konnect-Swap", "main");
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
