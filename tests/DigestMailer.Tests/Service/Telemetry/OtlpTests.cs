using System.Collections.Concurrent;
using System.Net;
using System.Text;
using DigestMailer.Tests.Service.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace DigestMailer.Tests.Service.Telemetry;

/// <summary>Metrics and traces as the real program sends them by OTLP over gRPC.</summary>
[Category("Slow")]
internal sealed class OtlpTests
{
    private const string Metrics = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";
    private const string Traces = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

    private readonly ConcurrentQueue<(string Path, string Text)> came = [];

    [Test]
    public async Task Metrics_and_the_spans_of_rounds_are_sent()
    {
        await using var collector = await CollectorAsync();
        using var storage = new TestDatabase();
        await using var run = new LiveRun(storage);
        run.Write(("Telemetry:Otlp", collector.Urls.Single()), ("Papers:Sources:0:Name", "none"),
            ("Papers:Sources:0:Kind", "Json"), ("Papers:Sources:0:Path", "none.json"));
        await run.StartAsync(("OTEL_METRIC_EXPORT_INTERVAL", "1000"), ("OTEL_BSP_SCHEDULE_DELAY", "500"));
        foreach (var (path, text) in new[]
        {
            (Metrics, "digestmailer.queue.age"), (Metrics, "digestmailer.gatherings"), (Traces, "gathering"),
            (Traces, "planning"), (Traces, "delivery"),
        })
        {
            await run.UntilAsync(() => Task.FromResult(came.Any(one => one.Path == path
                && one.Text.Contains(text, StringComparison.Ordinal))), $"{text} did not come to {path}");
        }

        Assert.That(await run.EndAsync(), Is.Zero, () => run.Said);
    }

    /// <summary>Takes whatever is sent, and answers that all is well.</summary>
    private async Task<WebApplication> CollectorAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Logging.ClearProviders();
        var collector = builder.Build();
        collector.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            came.Enqueue((context.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
            context.Response.ContentType = "application/grpc";
            context.Response.AppendTrailer("grpc-status", "0");
            await context.Response.Body.WriteAsync(new byte[5]);
        });
        await collector.StartAsync();
        return collector;
    }
}
