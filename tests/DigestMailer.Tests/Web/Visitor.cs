using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace DigestMailer.Tests.Web;

/// <summary>
/// A visitor without a browser: keeps cookies, follows nothing by itself, and sends the forms of a page as a browser
/// would.
/// </summary>
internal sealed class Visitor(string address) : IDisposable
{
    private readonly HttpClient http =
        new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });

    public async Task<IHtmlDocument> OpenAsync(string path)
    {
        var answer = await http.GetAsync(Absolute(path));
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path) =>
        http.SendAsync(new HttpRequestMessage(method, Absolute(path)));

    /// <summary>
    /// Opens a page and sends its form that holds <paramref name="button"/>, with the fields as they are except
    /// those given.
    /// </summary>
    /// <param name="button">Text of the button, which is sent too where it has a name.</param>
    public async Task<HttpResponseMessage> PressAsync(string path, string button,
        params (string Name, string? Value)[] fields)
    {
        var page = await OpenAsync(path);
        var pressed =
            page.QuerySelectorAll("button").OfType<IHtmlButtonElement>()
                .FirstOrDefault(one => one.TextContent.Trim() == button)
            ?? throw new AssertionException($"{path} has no button \"{button}\": {page.Body!.TextContent}");
        var form = pressed.Form!;
        var values =
            Values(form).Where(field => fields.All(given => given.Name != field.Key))
                .Concat(
                    fields.Where(given => given.Value is not null)
                        .Select(given => KeyValuePair.Create(given.Name, given.Value!)));
        if (!string.IsNullOrEmpty(pressed.Name))
        {
            values = values.Append(KeyValuePair.Create(pressed.Name, pressed.Value));
        }

        return await http.PostAsync(Absolute(form.GetAttribute("action") is { Length: > 0 } action ? action : path),
            new FormUrlEncodedContent(values));
    }

    public Task<HttpResponseMessage> PostAsync(string path, HttpContent content) =>
        http.PostAsync(Absolute(path), content);

    private static IEnumerable<KeyValuePair<string, string>> Values(IHtmlFormElement form)
    {
        foreach (var element in form.Elements)
        {
            switch (element)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false }:
                    break;
                case IHtmlInputElement { Name: { Length: > 0 } name } input:
                    yield return KeyValuePair.Create(name, input.Value);
                    break;
                case IHtmlSelectElement { Name: { Length: > 0 } name } select:
                    yield return KeyValuePair.Create(name, select.Value ?? "");
                    break;
                case IHtmlTextAreaElement { Name: { Length: > 0 } name } area:
                    yield return KeyValuePair.Create(name, area.Value);
                    break;
            }
        }
    }

    private Uri Absolute(string path) => new(path.StartsWith("http", StringComparison.Ordinal) ? path : address + path);

    public void Dispose() => http.Dispose();
}
