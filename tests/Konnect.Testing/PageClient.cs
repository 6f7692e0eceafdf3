using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Konnect.Testing;

/// <summary>A visitor without a browser: keeps cookies, follows no redirect, and sends forms as they stand in the page.</summary>
public sealed class PageClient(Uri address) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = address };

    /// <summary>Gives the answer to a plain request.</summary>
    public Task<HttpResponseMessage> GetAsync(string path) => http.GetAsync(path);

    /// <summary>Gives a page that is there.</summary>
    public async Task<IHtmlDocument> PageAsync(string path)
    {
        using var answer = await http.GetAsync(path);
        return Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
    }

    /// <summary>Sends a page's form: its hidden fields as they are, and these.</summary>
    /// <param name="path">The page's address.</param>
    /// <param name="page">The page as it was given.</param>
    /// <param name="form">The form's name.</param>
    /// <param name="fields">What is filled in.</param>
    public Task<HttpResponseMessage> SendAsync(string path, IHtmlDocument page, string form, params (string Name, string Value)[] fields) =>
        PostAsync(path, page.QuerySelector($"form:has(input[name='_handler'][value='{form}'])")!, fields);

    /// <summary>Sends a page's form that goes to an address of its own.</summary>
    public Task<HttpResponseMessage> SendToAsync(string action, IHtmlDocument page) => PostAsync(action, page.QuerySelector($"form[action='{action}']")!, []);

    /// <summary>Signs in.</summary>
    public async Task SignInAsync(string email, string password)
    {
        using var answer = await SendAsync("/sign-in", await PageAsync("/sign-in"), "sign-in", ("Input.Email", email), ("Input.Password", password));
        if (answer.StatusCode != HttpStatusCode.Redirect)
            throw new InvalidOperationException($"{email} could not sign in: {answer.StatusCode}");
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private Task<HttpResponseMessage> PostAsync(string path, IElement form, (string Name, string Value)[] fields)
    {
        var hidden = form.QuerySelectorAll("input[type='hidden']").Select(input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value") ?? ""));
        return http.PostAsync(path, new FormUrlEncodedContent([.. hidden, .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]));
    }

    private static IHtmlDocument Parse(string html) => new HtmlParser().ParseDocument(html);
}
