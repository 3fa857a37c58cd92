using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Dapper;
using DigestMailer.Tests.Service.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace DigestMailer.Tests.Service.Telemetry;

/// <summary>Metrics and traces as the real program sends them by OTLP over gRPC.</summary>
[Category("Slow")]
internal sealed partial class OtlpTests
{
    private const string Metrics = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";
    private const string Traces = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

    private static readonly string[] Way = ["gathering", "planning", "delivery"];
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(3);

    private readonly ConcurrentQueue<(string Path, string Text)> came = [];
    private readonly ConcurrentQueue<(string Trace, string Name)> spans = [];

    [Test]
    public async Task Metrics_are_sent_and_one_trace_from_gathering_to_acceptance()
    {
        await using var collector = await CollectorAsync();
        using var storage = new TestDatabase();
        await using var run = new LiveRun(storage);
        var made = Rows(storage);
        await made.TopicSetAsync(1);
        await File.WriteAllTextAsync(Path.Combine(storage.Folder, "papers.json"), """[{"title":"A paper"}]""");
        run.Write(("Telemetry:Otlp", collector.Urls.Single()), ("Papers:Sources:0:Name", "lab"),
            ("Papers:Sources:0:Kind", "Json"), ("Papers:Sources:0:Path", "papers.json"));
        await run.StartAsync(("OTEL_METRIC_EXPORT_INTERVAL", "1000"), ("OTEL_BSP_SCHEDULE_DELAY", "500"));
        foreach (var text in new[] { "digestmailer.queue.age", "digestmailer.gatherings" })
        {
            await run.UntilAsync(() => Task.FromResult(came.Any(one => one.Path == Metrics
                && one.Text.Contains(text, StringComparison.Ordinal))), $"{text} did not come");
        }

        // A round that begins just before the one that it follows ends has a trace of its own, so readers come until
        // one trace has all.
        var (readers, since) = (0, Stopwatch.StartNew());
        await run.UntilAsync(async () =>
        {
            if (readers == 0 || since.Elapsed > Again)
            {
                await ReaderAsync(made, ++readers);
                since.Restart();
            }

            return Traced().Any(trace => trace.IsSupersetOf(Way));
        }, () => $"no trace has all of it: {string.Join("; ", Traced().Select(trace => string.Join(", ", trace)))}");
        Assert.That(await run.EndAsync(), Is.Zero, () => run.Said);
    }

    private static MadeRows Rows(TestDatabase storage) =>
        new(TimeProvider.System.GetUtcNow(), async (sql, values) =>
        {
            await using var connection = await storage.Database.OpenAsync();
            await connection.ExecuteAsync(sql, values);
        });

    /// <summary>One who follows every paper and is due.</summary>
    private static Task ReaderAsync(MadeRows made, int number) => made.SubscriberAsync(number,
        string.Create(CultureInfo.InvariantCulture, $"reader{number}@example.com"),
        string.Create(CultureInfo.InvariantCulture, $"hash{number}"));

    /// <summary>The names of the spans that came, by trace.</summary>
    private List<HashSet<string>> Traced() =>
        [.. spans.GroupBy(span => span.Trace, span => span.Name).Select(trace => trace.ToHashSet())];

    private void Take(string path, string text)
    {
        came.Enqueue((path, text));
        foreach (Match span in path == Traces ? Span().Matches(text) : Enumerable.Empty<Match>())
        {
            spans.Enqueue((span.Groups[1].Value, span.Groups[2].Value));
        }
    }

    // A span in protobuf: its trace, its own number, that of its parent where it has one, flags, its name.
    [GeneratedRegex(@"\x0A\x10([\s\S]{16})\x12\x08[\s\S]{8}(?:\x22\x08[\s\S]{8})?[\s\S]{0,16}?"
        + @"\x2A[\x08\x09](gathering|planning|delivery)",
        RegexOptions.NonBacktracking)]
    private static partial Regex Span();

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
            Take(context.Request.Path.Value!, Encoding.Latin1.GetString(body.ToArray()));
            context.Response.ContentType = "application/grpc";
            context.Response.AppendTrailer("grpc-status", "0");
            await context.Response.Body.WriteAsync(new byte[5]);
        });
        await collector.StartAsync();
        return collector;
    }
}
