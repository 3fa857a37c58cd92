using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DigestMailer.Benchmarks.Pages;

/// <summary>
/// The yardstick: an endpoint of ASP.NET that has nothing to do, in a process of its own, answering a word at <c>/</c>
/// and as many bytes as are asked for at <c>/bytes/N</c>.
/// </summary>
internal static class BareEndpoint
{
    public static async Task RunAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapGet("/", () => "ok");
        var kept = new byte[4 * 1024 * 1024];
        app.MapGet("/bytes/{count:int}", (int count, HttpContext context) =>
        {
            context.Response.ContentType = "text/html";
            context.Response.ContentLength = count;
            return context.Response.Body.WriteAsync(kept.AsMemory(0, count)).AsTask();
        });
        await app.RunAsync($"http://127.0.0.1:{port}");
    }
}
