using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using DigestMailer.Web.Api;

namespace DigestMailer.Tests.Web.Api;

/// <summary>A program that calls the API of a site with a key.</summary>
internal sealed class ApiCaller : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private ApiCaller(string address, string? key)
    {
        http.BaseAddress = new Uri(address);
        http.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>A caller without a key.</summary>
    public static ApiCaller Stranger(SiteFixture site) => new(site.Address, null);

    public static ApiCaller With(SiteFixture site, string key) => new(site.Address, key);

    /// <summary>A caller with a new key that has these scopes; all of them where none is named.</summary>
    public static async Task<ApiCaller> JoinAsync(SiteFixture site, params ApiScope[] scopes) =>
        new(site.Address, (await site.Get<ApiKeyStore>().AddAsync("a test", scopes.Length == 0 ? ApiScope.All : scopes,
            null)).Key);

    public Task<ApiReply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<ApiReply> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public Task<ApiReply> PostAsync(string path, object? body = null, string? once = null) =>
        SendAsync(HttpMethod.Post, path, body, once);

    public Task<ApiReply> PatchAsync(string path, object body) => SendAsync(HttpMethod.Patch, path, body);

    public Task<ApiReply> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, body);

    /// <param name="path">Below /api/v1.</param>
    /// <param name="body">JSON as it is where it is a text.</param>
    /// <param name="once">The Idempotency-Key.</param>
    public async Task<ApiReply> SendAsync(HttpMethod method, string path, object? body = null, string? once = null)
    {
        using var request = new HttpRequestMessage(method, "/api/v1" + path);
        if (body is not null)
        {
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8,
                "application/json");
        }

        if (once is not null)
        {
            request.Headers.Add("Idempotency-Key", once);
        }

        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return new ApiReply(answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, text,
            answer.Headers.Concat(answer.Content.Headers).ToDictionary(one => one.Key, one => one.Value.First()));
    }

    public void Dispose() => http.Dispose();
}

/// <summary>What the API answered.</summary>
internal sealed record ApiReply(HttpStatusCode Status, string? MediaType, string Text,
    IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Text);

    /// <summary>The word of a problem.</summary>
    public string? Code => MediaType == "application/problem+json" ? Json.GetProperty("code").GetString() : null;

    public JsonElement Items => Json.GetProperty("items");

    public string? Next => Json.GetProperty("next").GetString();
}
