using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DigestMailer.Tests.Papers.Sources;

/// <summary>A server on 127.0.0.1 that answers each request as it is told, and remembers what it was asked.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private WebServer(WebApplication app) => this.app = app;

    public string Url => app.Urls.Single();

    /// <summary>Path and query of each request, with its If-None-Match.</summary>
    public ConcurrentQueue<(string Address, string? ETag)> Asked { get; } = [];

    /// <summary>The answer to each request; may be changed between requests.</summary>
    public Func<HttpRequest, IResult> Answer { get; set; } = _ => Results.NotFound();

    public static async Task<WebServer> StartAsync(Func<HttpRequest, IResult>? answer = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = new WebServer(builder.Build());
        server.Answer = answer ?? server.Answer;
        server.app.Run(server.HandleAsync);
        await server.app.StartAsync();
        return server;
    }

    /// <summary>Answers a recorded file.</summary>
    public static IResult File(string recording, string type = "application/xml") =>
        Results.Text(System.IO.File.ReadAllText(Recordings.Path(recording)), type);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private Task HandleAsync(HttpContext context)
    {
        Asked.Enqueue(($"{context.Request.Path}{context.Request.QueryString}", context.Request.Headers.IfNoneMatch));
        return Answer(context.Request).ExecuteAsync(context);
    }
}
