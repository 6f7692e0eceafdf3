using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Xml;
using Konnect.Host.Tests.Reporting.Oracle;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;

namespace Konnect.Host.Tests.Reporting.Scopes;

/// <summary>Asks a served feed every question of every set as one token, and compares what it gets with what the token must see.</summary>
/// <param name="root">Address of the feed, with a slash at its end.</param>
/// <param name="belongings">Where and when the rows of each set belong.</param>
/// <param name="locations">Codes of all locations that there are.</param>
internal sealed class Matrix(Uri root, IReadOnlyList<Belonging> belongings, IReadOnlyList<string> locations) : IDisposable
{
    /// <summary>Failures that are shown before the rest is given up.</summary>
    private const int Shown = 10;

    /// <summary>Requests under way at a time; fewer than a token may have.</summary>
    private const int AtOnce = 3;

    private readonly HttpClient client = new();

    /// <summary>What a reader must see: what one of its kind without limits sees, sorted out here.</summary>
    public async Task<Sight> SightAsync(Reader reader, Reader unlimited)
    {
        var model = await ModelAsync(reader);
        var all = new Dictionary<string, IReadOnlyList<SeenRow>>();
        foreach (var set in model.EntityContainer.EntitySets())
        {
            var answer = JsonDocument.Parse(await TextAsync(set.Name, unlimited)).RootElement.GetProperty("value");
            all[set.Name] = [.. answer.EnumerateArray().Select(row => new SeenRow(row.EnumerateObject().ToDictionary(p => p.Name, p => p.Value)))];
        }

        return new(model, belongings, all, reader);
    }

    /// <summary>The model as a reader finds it.</summary>
    public async Task<IEdmModel> ModelAsync(Reader reader)
    {
        using var xml = XmlReader.Create(new StringReader(await TextAsync("$metadata", reader)));
        return CsdlReader.Parse(xml);
    }

    /// <summary>Asks everything; gives the number of questions.</summary>
    public async Task<int> CheckAsync(Reader reader, Reader unlimited)
    {
        var sight = await SightAsync(reader, unlimited);
        var failures = new ConcurrentBag<string>();
        var questions = sight.Sets.SelectMany(new Questions(sight, locations).Of).ToList();
        await Parallel.ForEachAsync(questions, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (question, cancelled) =>
        {
            using var response = await GetAsync(question.Address, reader);
            var answer = await AnswerOf(response, question.Ordered);
            if ((int)response.StatusCode != question.Status || answer != question.Answer)
                failures.Add($"\n{question.Address}\nmust be {question.Status} {question.Answer}\nand is {(int)response.StatusCode} {(answer.Length > 0 ? answer : await response.Content.ReadAsStringAsync(cancelled))}");
        });

        foreach (var set in sight.Sets)
        {
            var pages = await PagesAsync($"{set.Name}?$select={string.Join(',', set.Key)}", reader);
            if (Canonical.List(pages, ordered: false) != Canonical.List(set.Rows.Select(r => r.Text(set.Key)), ordered: false))
                failures.Add($"\n{set.Name} in pages is {Canonical.List(pages, ordered: false)}");
            var sheet = (await TextAsync($"{set.Name}?$select={set.Key[0]}&$format=csv", reader)).TrimStart('\ufeff').Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..];
            if (!sheet.Select(Unquoted).Order(StringComparer.Ordinal).SequenceEqual(set.Rows.Select(r => r.Of(set.Key[0])!).Order(StringComparer.Ordinal)))
                failures.Add($"\n{set.Name} as a sheet is {string.Join(" | ", sheet)}");
        }

        // A way that the metadata says is never empty never is.
        foreach (var (set, way) in sight.Sets.SelectMany(s => s.Ways.Where(w => w is { Many: false, MayBeEmpty: false }).Select(w => (s, w))))
            set.Rows.ShouldAllBe(row => sight.At(row, way).Count == 1, $"{reader.Name}: {set.Name}/{way.Name}");
        failures.Take(Shown).ShouldBeEmpty($"{reader.Name}: {failures.Count} of {questions.Count} answers");
        return questions.Count;
    }

    /// <summary>Asks as a reader.</summary>
    public async Task<HttpResponseMessage> GetAsync(string address, Reader reader, string? prefer = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(root + address));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"apikey:{reader.Token}")));
        if (prefer is not null)
            request.Headers.Add("Prefer", prefer);
        return await client.SendAsync(request);
    }

    /// <summary>An answer that must be given.</summary>
    public async Task<string> TextAsync(string address, Reader reader)
    {
        using var response = await GetAsync(address, reader);
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(200, $"{reader.Name}: {address}\n{text}");
        return text;
    }

    public void Dispose() => client.Dispose();

    private async Task<List<string>> PagesAsync(string address, Reader reader)
    {
        var rows = new List<string>();
        for (var next = address; next is not null;)
        {
            using var response = await GetAsync(next, reader, "odata.maxpagesize=7");
            var page = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
            rows.AddRange(page.GetProperty("value").EnumerateArray().Select(r => Canonical.Of(r, new())));
            next = page.TryGetProperty("@odata.nextLink", out var link) ? link.GetString()![root.ToString().Length..] : null;
        }

        return rows;
    }

    private static async Task<string> AnswerOf(HttpResponseMessage response, bool ordered)
    {
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode || response.Content.Headers.ContentType?.MediaType != "application/json")
            return response.IsSuccessStatusCode ? text : "";
        var answer = JsonDocument.Parse(text).RootElement;
        if (!answer.TryGetProperty("value", out var value) || value.ValueKind != JsonValueKind.Array)
            return Canonical.Of(answer, new());
        var count = answer.TryGetProperty("@odata.count", out var number) ? $"{number} " : "";
        return count + Canonical.List(value.EnumerateArray().Select(r => Canonical.Of(r, new())), ordered);
    }

    private static string Unquoted(string cell) => cell.StartsWith('"') ? cell[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : cell;
}
