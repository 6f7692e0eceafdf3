using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Konnect.Testing;

/// <summary>A browser without script: keeps cookies, follows links and redirects, fills in the forms of the page it has open.</summary>
public sealed class Visitor(KonnectHost host) : IDisposable
{
    private readonly HttpClient client = host.Client();

    /// <summary>The page that is open.</summary>
    public IDocument Page { get; private set; } = null!;

    /// <summary>The answer the page came in, after redirects.</summary>
    public HttpResponseMessage Answer { get; private set; } = null!;

    /// <summary>Path and query of the page that is open.</summary>
    public string Address => Answer.RequestMessage!.RequestUri!.PathAndQuery;

    /// <summary>What a reader sees of the page, white space cut short.</summary>
    public string Text => string.Join(' ', Page.Body!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The refusals on the page.</summary>
    public IReadOnlyList<string> Refusals => [.. Page.QuerySelectorAll("[role=alert] p, [role=alert] li").Select(e => e.TextContent.Trim())];

    /// <summary>Says this of itself in every request from now on.</summary>
    public Visitor Saying(string header, string value)
    {
        client.DefaultRequestHeaders.Remove(header);
        client.DefaultRequestHeaders.TryAddWithoutValidation(header, value);
        return this;
    }

    /// <summary>Opens an address of the host.</summary>
    public Task<IDocument> OpenAsync(string address, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return SendAsync(request);
    }

    /// <summary>Asks for something without opening it, and gives the head of the answer.</summary>
    public Task<HttpResponseMessage> AskAsync(HttpRequestMessage request) => client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

    /// <summary>Sends a form of the open page, by its name, with these fields instead of what it holds; a field may be given more than once.</summary>
    public Task<IDocument> SubmitAsync(string form, params (string Name, string Value)[] fields) =>
        SendAsync(FormOf(form), fields);

    /// <summary>Sends the form of the open page that goes to an address of its own.</summary>
    public Task<IDocument> SubmitToAsync(string action, params (string Name, string Value)[] fields) =>
        SendAsync(Page.QuerySelector<IHtmlFormElement>($"form[action='{action}']") ?? throw new InvalidOperationException($"{Address} has no form to {action}."), fields);

    /// <summary>Sends a form of the open page together with files, each chosen in a field; fields in which none is chosen send what a browser sends.</summary>
    public Task<IDocument> UploadAsync(string form, IReadOnlyList<(string Field, string FileName, byte[] Content)> files, params (string Name, string Value)[] fields)
    {
        var element = FormOf(form);
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in Filled(element, fields))
            content.Add(new StringContent(value), name);
        foreach (var (field, fileName, bytes) in files)
            content.Add(new ByteArrayContent(bytes), field, fileName);
        foreach (var empty in element.Elements.OfType<IHtmlInputElement>().Where(e => e.Type == "file" && files.All(f => f.Field != e.Name)))
            content.Add(new ByteArrayContent([]) { Headers = { ContentDisposition = new("form-data") { Name = $"\"{empty.Name}\"", FileName = "\"\"" } } });
        return SendAsync(new HttpRequestMessage(HttpMethod.Post, Address) { Content = content });
    }

    /// <summary>Signs in on the sign-in page.</summary>
    public async Task SignInAsync(string email, string password)
    {
        await OpenAsync("/sign-in");
        await SubmitAsync("sign-in", ("Input.Email", email), ("Input.Password", password));
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private IHtmlFormElement FormOf(string name) =>
        Page.QuerySelector<IHtmlInputElement>($"form input[name=_handler][value='{name}']")?.Form ?? throw new InvalidOperationException($"{Address} has no form '{name}'.");

    private Task<IDocument> SendAsync(IHtmlFormElement form, (string Name, string Value)[] fields) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action") is { Length: > 0 } action ? action : Address) { Content = new FormUrlEncodedContent(Filled(form, fields)) });

    private static IEnumerable<KeyValuePair<string, string>> Filled(IHtmlFormElement form, (string Name, string Value)[] fields) =>
        form.Elements.Select(Held).OfType<KeyValuePair<string, string>>().Where(held => fields.All(f => f.Name != held.Key)).Concat(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    /// <summary>What a form element sends as it is; null for nothing.</summary>
    private static KeyValuePair<string, string>? Held(IElement element) => element switch
    {
        IHtmlInputElement { Name.Length: > 0, Type: "checkbox" or "radio" } box => box.IsChecked ? KeyValuePair.Create(box.Name!, box.Value) : null,
        IHtmlInputElement { Name.Length: > 0, Type: not ("file" or "submit" or "button") } input => KeyValuePair.Create(input.Name!, input.Value),
        IHtmlSelectElement { Name.Length: > 0 } select => KeyValuePair.Create(select.Name!, select.Value ?? ""),
        IHtmlTextAreaElement { Name.Length: > 0 } area => KeyValuePair.Create(area.Name!, area.Value),
        _ => null,
    };

    private async Task<IDocument> SendAsync(HttpRequestMessage request)
    {
        if (request.Method == HttpMethod.Post)
            request.Headers.Add("Origin", host.Address.GetLeftPart(UriPartial.Authority));
        Answer = await client.SendAsync(request);
        for (var hops = 0; hops < 5 && Answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther; hops++)
            Answer = await client.GetAsync(Answer.Headers.Location);
        var body = await Answer.Content.ReadAsStringAsync();
        Page = await BrowsingContext.New(Configuration.Default).OpenAsync(r => r.Content(body).Address(Answer.RequestMessage!.RequestUri!.ToString()));
        return Page;
    }
}
