using System.Globalization;
using System.Text.Json;
using System.Xml;
using Microsoft.OData;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;

namespace Konnect.Host.Tests.Reporting;

/// <summary>Reads answers as a client of the standard does: with the OData library's own reader, which finds the errors that users see in their tools.</summary>
internal static class Answer
{
    /// <summary>The code and message of a refusal; fails when the body is not an OData error, or tells what it should not.</summary>
    public static async Task<(string Code, string Message)> ErrorAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        response.Headers.GetValues("OData-Version").ShouldBe(["4.0"]);
        foreach (var secret in (string[])["SELECT \"", "FROM ", "   at ", "Exception", "SQLite", "Npgsql", "kt_"])
            text.ShouldNotContain(secret, Case.Sensitive);
        await using var stream = await response.Content.ReadAsStreamAsync();
        using var reader = new ODataMessageReader((IODataResponseMessage)new Message(response, stream), new ODataMessageReaderSettings());
        var error = reader.ReadError();
        return (error.Code, error.Message);
    }

    /// <summary>The model in the metadata document.</summary>
    public static async Task<IEdmModel> ModelAsync(ReportingHost host, string? token = TestTokens.Bi)
    {
        using var response = await host.GetAsync("$metadata", token);
        using var xml = XmlReader.Create(await response.Content.ReadAsStreamAsync());
        return CsdlReader.Parse(xml);
    }

    /// <summary>The rows of an answer.</summary>
    public static async Task<(IReadOnlyList<IReadOnlyDictionary<string, object?>> Rows, long? Count)> RowsAsync(ReportingHost host, HttpResponseMessage response, string set, string? token = TestTokens.Bi)
    {
        var model = await ModelAsync(host, token);
        await using var stream = await response.Content.ReadAsStreamAsync();
        using var message = new ODataMessageReader((IODataResponseMessage)new Message(response, stream), new ODataMessageReaderSettings { BaseUri = new Uri(host.Root) }, model);
        var entitySet = model.FindDeclaredEntitySet(set);
        var reader = message.CreateODataResourceSetReader(entitySet, entitySet.EntityType);
        var rows = new List<IReadOnlyDictionary<string, object?>>();
        long? count = null;
        while (reader.Read())
        {
            if (reader is { State: ODataReaderState.ResourceEnd, Item: ODataResource row })
                rows.Add(ValuesOf(row));
            if (reader is { State: ODataReaderState.ResourceSetEnd, Item: ODataResourceSet all })
                count = all.Count;
        }

        return (rows, count);
    }

    /// <summary>The one row of an answer.</summary>
    public static async Task<IReadOnlyDictionary<string, object?>> RowAsync(ReportingHost host, HttpResponseMessage response, string set)
    {
        var model = await ModelAsync(host);
        await using var stream = await response.Content.ReadAsStreamAsync();
        using var message = new ODataMessageReader((IODataResponseMessage)new Message(response, stream), new ODataMessageReaderSettings { BaseUri = new Uri(host.Root) }, model);
        var entitySet = model.FindDeclaredEntitySet(set);
        var reader = message.CreateODataResourceReader(entitySet, entitySet.EntityType);
        while (reader.Read() && reader.State != ODataReaderState.ResourceEnd)
        {
        }

        return ValuesOf((ODataResource)reader.Item);
    }

    /// <summary>Reads an answer to its end; fails when it is not OData. What is calculated in the request is in no model.</summary>
    public static async Task ReadAsync(ReportingHost host, HttpResponseMessage response, IEdmModel model, string set, bool single)
    {
        await using var stream = await response.Content.ReadAsStreamAsync();
        var settings = new ODataMessageReaderSettings { BaseUri = new Uri(host.Root), Validations = ValidationKinds.All & ~ValidationKinds.ThrowOnUndeclaredPropertyForNonOpenType };
        using var message = new ODataMessageReader((IODataResponseMessage)new Message(response, stream), settings, model);
        var entitySet = model.FindDeclaredEntitySet(set);
        var reader = single ? message.CreateODataResourceReader(entitySet, entitySet.EntityType) : message.CreateODataResourceSetReader(entitySet, entitySet.EntityType);
        while (reader.Read())
        {
        }
    }

    /// <summary>Reads an answer of any form to its end, and gives its rows, those inside rows too, as far as the form has them; fails when it is not OData.</summary>
    public static async Task<int> ReadAsync(ReportingHost host, HttpResponseMessage response, IEdmModel model, AnswerForm form, string set)
    {
        await using var stream = await response.Content.ReadAsStreamAsync();
        var settings = new ODataMessageReaderSettings { BaseUri = new Uri(host.Root), Validations = ValidationKinds.All & ~ValidationKinds.ThrowOnUndeclaredPropertyForNonOpenType };
        using var message = new ODataMessageReader((IODataResponseMessage)new Message(response, stream), settings, model);
        var entitySet = model.FindDeclaredEntitySet(set);
        switch (form)
        {
            case AnswerForm.Sets:
                return message.ReadServiceDocument().EntitySets.Count();
            case AnswerForm.Error:
                message.ReadError().Message.ShouldNotBeEmpty();
                return 0;
            case AnswerForm.Property:
                var property = message.ReadProperty(entitySet.EntityType.StructuralProperties().First().Type);
                property.Value.ShouldNotBeNull();
                return 1;
            default:
                var reader = form == AnswerForm.Row ? message.CreateODataResourceReader(entitySet, entitySet.EntityType) : message.CreateODataResourceSetReader(entitySet, entitySet.EntityType);
                var rows = 0;
                while (reader.Read())
                    rows += reader is { State: ODataReaderState.ResourceEnd, Item: ODataResource } ? 1 : 0;
                return rows;
        }
    }

    private static Dictionary<string, object?> ValuesOf(ODataResource row) => row.Properties.OfType<ODataProperty>().ToDictionary(p => p.Name, object? (p) => p.Value);

    /// <summary>The names of the sets in a service document.</summary>
    public static async Task<IReadOnlyList<string>> SetsAsync(ReportingHost host, HttpResponseMessage response)
    {
        var model = await ModelAsync(host);
        await using var stream = await response.Content.ReadAsStreamAsync();
        using var message = new ODataMessageReader((IODataResponseMessage)new Message(response, stream), new ODataMessageReaderSettings { BaseUri = new Uri(host.Root) }, model);
        return [.. message.ReadServiceDocument().EntitySets.Select(s => s.Name)];
    }

    private sealed class Message(HttpResponseMessage response, Stream body) : IODataResponseMessage
    {
        public IEnumerable<KeyValuePair<string, string>> Headers =>
            response.Headers.Concat(response.Content.Headers).Select(h => KeyValuePair.Create(h.Key, string.Join(',', h.Value)));

        public int StatusCode { get => (int)response.StatusCode; set => throw new NotSupportedException(); }

        public string GetHeader(string headerName) => Headers.FirstOrDefault(h => h.Key.Equals(headerName, StringComparison.OrdinalIgnoreCase)).Value;

        public void SetHeader(string headerName, string headerValue) => throw new NotSupportedException();

        public Stream GetStream() => body;
    }
}

/// <summary>What an answer in JSON can be.</summary>
public enum AnswerForm
{
    Rows,
    Row,
    Property,
    Sets,
    Error,
}
