using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using DigestMailer.Tests.Papers.Sources;
using Microsoft.AspNetCore.Http;

namespace DigestMailer.Tests.Papers.Summaries;

/// <summary>A made model on 127.0.0.1: it answers each call as it is told, and remembers what it was asked.</summary>
internal sealed class ModelServer : IAsyncDisposable
{
    public const string Sentence = "The authors keep a shallow pool of moments and halve the memory of a model that "
        + "listens all day.";

    private readonly WebServer web;

    private ModelServer(WebServer web) => this.web = web;

    /// <summary>The setting <c>Summaries:Endpoint</c>.</summary>
    public string Endpoint => web.Url + "/v1";

    /// <summary>Paths, keys and bodies of the calls.</summary>
    public ConcurrentQueue<(string Path, string Key, string Body)> Calls { get; } = [];

    public int Count => Calls.Count(call => call.Path.EndsWith("completions", StringComparison.Ordinal));

    public static async Task<ModelServer> StartAsync(Func<IResult> answer)
    {
        var server = new ModelServer(await WebServer.StartAsync());
        server.Say(answer);
        return server;
    }

    public void Say(Func<IResult> answer) => web.Answer = _ => new Heard(Calls, answer);

    /// <summary>A completion with this text.</summary>
    public static IResult Text(string? content, string finish = "stop") => Json(new
    {
        choices = new[] { new { index = 0, finish_reason = finish, message = new { role = "assistant", content } } },
    });

    public static IResult Json(object body) =>
        Results.Text(JsonSerializer.Serialize(body), "application/json");

    /// <param name="after">The value of Retry-After.</param>
    public static IResult Status(int status, string? after = null) => new Refusal(status, after);

    /// <summary>Never answers.</summary>
    public static IResult Silence() => new Refusal(0, null);

    public ValueTask DisposeAsync() => web.DisposeAsync();

    private sealed class Heard(ConcurrentQueue<(string, string, string)> calls, Func<IResult> answer) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            using var reader = new StreamReader(httpContext.Request.Body);
            var body = await reader.ReadToEndAsync(httpContext.RequestAborted);
            calls.Enqueue((httpContext.Request.Path, httpContext.Request.Headers.Authorization.ToString(), body));
            await answer().ExecuteAsync(httpContext);
        }
    }

    private sealed class Refusal(int status, string? after) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            if (status == 0)
            {
                var aborted = new TaskCompletionSource();
                await using var end = httpContext.RequestAborted.Register(aborted.SetResult);
                await aborted.Task;
                return;
            }

            httpContext.Response.StatusCode = status;
            httpContext.Response.Headers.RetryAfter = after;
            httpContext.Response.Headers.Location = status is >= 300 and < 400 ? "/elsewhere" : null;
            await httpContext.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture,
                $"{{\"error\":{{\"message\":\"{(HttpStatusCode)status} for key sk-secret\"}}}}"));
        }
    }
}
