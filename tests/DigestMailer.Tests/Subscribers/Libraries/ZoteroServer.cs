using System.Collections.Concurrent;
using System.Globalization;
using DigestMailer.Tests.Papers.Sources;
using Microsoft.AspNetCore.Http;

namespace DigestMailer.Tests.Subscribers.Libraries;

/// <summary>A made Zotero on 127.0.0.1 with one library, which remembers what it was asked.</summary>
internal sealed class ZoteroServer : IAsyncDisposable
{
    public const string Key = "Kq3vT8mZr1XwLb6NcY5dHs2J";
    public const string Owner = "pool-diver";

    private readonly WebServer web;

    private ZoteroServer(WebServer web) => this.web = web;

    /// <summary>The settings that let readers connect it.</summary>
    public string[] Settings => ["--Zotero:Enabled=true", $"--Zotero:Endpoint={web.Url}"];

    /// <summary>Titles of its papers, the first added first; an empty one is a note without a paper.</summary>
    public List<string> Titles { get; } = [];

    public int Version { get; set; } = 12;

    public string Access { get; set; } = """{"user":{"library":true,"files":true}}""";

    /// <summary>What it answers to everything, if not 200.</summary>
    public int Status { get; set; } = 200;

    public string? Backoff { get; set; }

    public string? RetryAfter { get; set; }

    /// <summary>What it answers to a good key instead of its owner.</summary>
    public string? Nonsense { get; set; }

    /// <summary>Method and address, the key, and the version that is known, of each request.</summary>
    public ConcurrentQueue<(string Address, string Key, string Since)> Asked { get; } = [];

    public static async Task<ZoteroServer> StartAsync(params string[] titles)
    {
        var server = new ZoteroServer(await WebServer.StartAsync());
        server.Titles.AddRange(titles);
        server.web.Answer = server.Answer;
        return server;
    }

    private Reply Answer(HttpRequest request)
    {
        var (key, since) = (request.Headers["Zotero-API-Key"].ToString(),
            request.Headers["If-Modified-Since-Version"].ToString());
        Asked.Enqueue(($"{request.Method} {request.Path}{request.QueryString}", key, since));
        var status = Status != 200 ? Status : request.Headers["Zotero-API-Version"] != "3" ? 400
            : key != Key ? 403 : since == $"{Version}" ? 304 : 200;
        return new Reply(this, status, status != 200 ? $"Refused {key}"
            : request.Path == "/keys/current" ? Nonsense
                ?? $$"""{"key":"{{Key}}","userID":475,"username":"{{Owner}}","access":{{Access}}}"""
            : request.Path == "/users/475/items/top" ? Page(request.Query) : throw new InvalidOperationException());
    }

    private string Page(IQueryCollection query) => string.Join("\n\n", Titles.AsEnumerable().Reverse()
        .Skip(int.Parse(query["start"].ToString(), CultureInfo.InvariantCulture))
        .Take(int.Parse(query["limit"].ToString(), CultureInfo.InvariantCulture))
        .Where(title => title.Length > 0)
        .Select((title, i) => $"@article{{key_{i},\n\ttitle = {{{title}}},\n\tyear = {{{1990 + (i % 30)}}}\n}}"));

    public ValueTask DisposeAsync() => web.DisposeAsync();

    private sealed class Reply(ZoteroServer server, int status, string body) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var answer = httpContext.Response;
            answer.StatusCode = status;
            answer.Headers["Zotero-API-Version"] = "3";
            answer.Headers["Last-Modified-Version"] = $"{server.Version}";
            answer.Headers["Total-Results"] = $"{server.Titles.Count}";
            answer.Headers["Backoff"] = server.Backoff;
            answer.Headers.RetryAfter = server.RetryAfter;
            answer.Headers.Location = status is > 300 and < 304 ? "/elsewhere" : null;
            if (status != 304)
            {
                await answer.WriteAsync(body);
            }
        }
    }
}
