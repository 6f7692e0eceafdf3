using System.Diagnostics;
using System.Text.Json;
using Microsoft.OData.Edm;

namespace Konnect.Host.Tests.Reporting.Oracle;

/// <summary>What became of one request.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Refusal">The message of a refusal.</param>
/// <param name="Fault">What is wrong with the answer, or null.</param>
internal sealed record Outcome(int Status, string? Refusal, string? Fault);

/// <summary>Sends requests to the feed and looks at the answers.</summary>
internal sealed class Feed(ReportingHost host, HttpClient client, IEdmModel model)
{
    /// <summary>Sends a query whose answer is known.</summary>
    public async Task<Outcome> AskAsync(Query query, Expectation expected, string address)
    {
        var (outcome, response, body) = await SendAsync(address);
        using (response)
        {
            if (outcome.Fault is not null || outcome.Status is 400 or 501)
                return outcome;
            if (outcome.Status != expected.Status)
                return outcome with { Fault = $"status {outcome.Status} instead of {expected.Status}" };
            if (outcome.Status != 200)
                return outcome;
            try
            {
                if (query.Shape is Shape.Rows or Shape.Row)
                    await Answer.ReadAsync(host, response, model, query.Set, query.Shape == Shape.Row);
            }
            catch (Exception e)
            {
                return outcome with { Fault = $"not OData: {e.Message}" };
            }

            return outcome with { Fault = Difference(query, expected, body) };
        }
    }

    /// <summary>Sends a request that may be good or bad: it must be answered or refused, and in good form.</summary>
    public async Task<Outcome> AskAsync(string address)
    {
        var (outcome, response, _) = await SendAsync(address);
        response?.Dispose();
        return outcome;
    }

    private async Task<(Outcome Outcome, HttpResponseMessage Response, string Body)> SendAsync(string address)
    {
        var watch = Stopwatch.StartNew();
        var response = await client.GetAsync(new Uri(host.Root + address));
        var status = (int)response.StatusCode;
        var body = await response.Content.ReadAsStringAsync();
        if (status is not (200 or 204 or 400 or 404 or 501))
            return (new(status, null, $"status {status}: {body}"), response, body);
        if (watch.Elapsed > host.Limits.Statement)
            return (new(status, null, $"{watch.Elapsed} is longer than a statement may take"), response, body);
        try
        {
            response.Headers.GetValues("OData-Version").ShouldBe(["4.0"]);
            if (status >= 400)
                return (new(status, (await Answer.ErrorAsync(response)).Message, null), response, body);
            if (response.Content.Headers.ContentType?.MediaType == "application/json")
                using (JsonDocument.Parse(body))
                {
                }
        }
        catch (Exception e)
        {
            return (new(status, null, $"malformed: {e.Message}\n{body}"), response, body);
        }

        return (new(status, null, null), response, body);
    }

    private static string? Difference(Query query, Expectation expected, string body)
    {
        if (query.Shape is Shape.Count or Shape.Value)
            return body == expected.Text ? null : $"given: {body}";
        using var document = JsonDocument.Parse(body);
        var answer = document.RootElement;
        if (query.Shape != Shape.Rows)
        {
            var given = Canonical.Of(query.Shape == Shape.Property ? answer.GetProperty("value") : answer, query.Options);
            return given == expected.Text ? null : $"given: {given}";
        }

        long? count = answer.TryGetProperty("@odata.count", out var number) ? number.GetInt64() : null;
        if (count != expected.Count)
            return $"the count is {count}, not {expected.Count}";
        return expected.Fault([.. answer.GetProperty("value").EnumerateArray().Select(r => Canonical.Of(r, query.Options))]);
    }
}
