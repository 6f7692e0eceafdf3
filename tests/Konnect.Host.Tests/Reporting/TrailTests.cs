using System.Net;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.BuildingBlocks.Security;

namespace Konnect.Host.Tests.Reporting;

/// <summary>Every request of somebody who signed in is told: what it asked in outline, what came of it, and no value.</summary>
public sealed class TrailTests : IAsyncLifetime
{
    private readonly ReportingHost host = new();

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData("", "", "sets", 200, 0)]
    [InlineData("$metadata", "", "model", 200, 0)]
    [InlineData("Readings", "Readings", "rows", 200, 60)]
    [InlineData("Readings/", "Readings", "rows", 200, 60)]
    [InlineData("Readings?$filter=Site eq 'a' and Count gt 3 or Site eq 'b'&$select=Id,Site,Count&$top=5", "Readings", "rows filter(Site,Count) select(3) top", 200, 5)]
    [InlineData("Readings?Top=2&$ORDERBY=Day desc,Id&skip=1&$count=true&$format=json", "Readings", "rows top orderby(Day,Id) skip count format", 200, 2)]
    [InlineData("Readings?$select=*&$top=1", "Readings", "rows select top", 200, 1)]
    [InlineData("Readings?mine=Site&$top=0", "Readings", "rows top", 200, 0)]
    [InlineData("Readings/$count?$filter=Flag", "Readings", "count filter(Flag)", 200, 0)]
    [InlineData("Sites('a')?$select=Name", "Sites", "row select(1)", 200, 1)]
    [InlineData("Sites('zz')", "Sites", "row", 404, 0)]
    [InlineData("Sites('a')/Name", "Sites", "part", 200, 1)]
    [InlineData("Readings?$filter=Label eq 'Site'", "Readings", "rows filter(Label)", 200, 0)]
    [InlineData("Readings?$filter=Label eq 'it''s Site'", "Readings", "rows filter(Label)", 200, 0)]
    [InlineData("Readings?$filter=Person eq 'Person 1'", "Readings", "rows filter", 400, 0)]
    [InlineData("Readings?$filter=Nope eq secret", "Readings", "rows filter", 400, 0)]
    [InlineData("Readings?$nope=secret", "Readings", "rows", 400, 0)]
    [InlineData("Readings?$search=secret", "Readings", "rows search", 200, 0)]
    [InlineData("Readings?$search=Label", "Readings", "rows search", 200, 0)]
    [InlineData("Sites?$expand=Tariffs($filter=Cents gt 1)", "Sites", "rows expand(Tariffs)", 200, 4)]
    [InlineData("Readings?$apply=filter(Label eq 'secret')/groupby((Site),aggregate(Count with sum as Secret))", "Readings", "rows apply(Label,Site,Count)", 200, 0)]
    [InlineData("secret", "", "unknown", 404, 0)]
    [InlineData("secret('x')?$filter=secret", "", "unknown", 404, 0)]
    [InlineData("Secrets", "", "unknown", 404, 0)]
    public async Task A_request_is_told_in_outline(string address, string set, string shape, int status, int rows)
    {
        using var response = await host.GetAsync(address);
        var length = (await response.Content.ReadAsByteArrayAsync()).Length;
        var read = await host.Trail.NextAsync();
        read.ShouldBe(new FeedRead(MeterData.Id(1), ReportingHost.Now, set, shape, status, rows, length, read.Milliseconds) { Refusal = read.Refusal, Origin = new("127.0.0.1", "") });
        (read.Refusal.Length > 0).ShouldBe(status >= 400);
        ((int)response.StatusCode).ShouldBe(status);
        read.Milliseconds.ShouldBeInRange(0, 60_000);
        read.ToString().ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_path_is_known_by_its_set_and_a_key_is_no_part_of_it()
    {
        using var response = await host.GetAsync("Tariffs(Site='b',Kind='it''s%2F50%25%20%2B',From=2026-01-01T00:00:00Z)");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var read = await host.Trail.NextAsync();
        (read.Set, read.Shape, read.Rows).ShouldBe(("Tariffs", "row", 1));
    }

    [Fact]
    public async Task Only_who_signed_in_is_told_of_also_when_it_may_not_read()
    {
        foreach (var token in (string?[])[null, "kt_expired", "kt_revoked", "kt_nobody"])
            (await host.GetAsync("Readings", token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await host.GetAsync("Readings?$filter=Site eq 'a'", TestTokens.Exchange)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var read = await host.Trail.NextAsync();
        (read.TokenId, read.Set, read.Shape, read.Status).ShouldBe((MeterData.Id(5), "", "unknown", 403));
        host.Trail.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task Trying_to_write_is_told_and_asking_without_the_body_sends_no_rows()
    {
        using var client = host.Client();
        await client.PostAsync(new Uri(host.Root + "Sites"), new StringContent("secret"));
        var refused = await host.Trail.NextAsync();
        (refused.Set, refused.Shape, refused.Status, refused.Rows).ShouldBe(("Sites", "rows", 405, 0));
        await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, new Uri(host.Root + "Sites")));
        var head = await host.Trail.NextAsync();
        (head.Status, head.Rows, head.Bytes).ShouldBe((200, 0, 0));
    }

    [Fact]
    public async Task An_answer_that_nobody_waited_for_is_told_as_that()
    {
        await using var slow = await LimitsTests.Running.StartAsync(new ReportingLimits());
        using var client = slow.Feed.Client();
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        await Should.ThrowAsync<OperationCanceledException>(() => client.GetAsync(new Uri(slow.Feed.Root + "Slow?$top=1"), patience.Token));
        var read = await slow.Feed.Trail.NextAsync();
        (read.Set, read.Shape, read.Status, read.Rows).ShouldBe(("Slow", "rows top", FeedRead.GoneAway, 0));
        read.Milliseconds.ShouldBeGreaterThan(300);
    }

    [Fact]
    public async Task An_answer_that_failed_half_way_is_told_with_what_was_sent()
    {
        await using var slow = await LimitsTests.Running.StartAsync(new ReportingLimits { Statement = TimeSpan.FromSeconds(3) });
        using var client = slow.Feed.Client();
        using var response = await client.GetAsync(new Uri(slow.Feed.Root + "Stuck"), HttpCompletionOption.ResponseHeadersRead);
        await Should.ThrowAsync<HttpRequestException>(() => response.Content.ReadAsStringAsync());
        var read = await slow.Feed.Trail.NextAsync();
        (read.Set, read.Status).ShouldBe(("Stuck", 503));
        read.Rows.ShouldBeGreaterThan(100);
        read.Bytes.ShouldBeGreaterThan(1000);
    }
}
