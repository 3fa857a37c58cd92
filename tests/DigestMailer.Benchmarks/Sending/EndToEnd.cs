using DigestMailer.Delivery;
using DigestMailer.Outbox;
using DigestMailer.Planning;
using Microsoft.Extensions.DependencyInjection;

namespace DigestMailer.Benchmarks.Sending;

/// <summary>
/// 20,000 readers with 200 topic sets on SQLite into smtp-sink, in turns with smtp-source and a plain MailKit loop.
/// </summary>
internal static class EndToEnd
{
    public static async Task RunAsync(Scale scale, Report report)
    {
        var readers = scale.Of(20_000);
        await using var world = await World.MakeAsync(readers, Math.Min(200, readers));
        using var sink = new SmtpSink();
        var bytes = await MailAsync(world);
        var mail = Path.Combine(world.Folder, "digest.eml");
        await File.WriteAllBytesAsync(mail, bytes);
        var (ours, limit, plain) = (new List<Ours>(), new List<double>(), new List<double>());
        for (var run = 0; run < scale.Runs; run++)
        {
            limit.Add(await sink.SourceAsync(readers, bytes.Length));
            await using (var copy = world.Copy())
            {
                ours.Add(await Ours.SendAsync(copy, sink.Port, readers));
            }

            var loop =
                await Child.BenchmarksAsync("plain", "--port", $"{sink.Port}", "--messages", $"{readers}", "--mail",
                    mail);
            plain.Add(readers / loop.Time.TotalSeconds);
        }

        report.Add("bytes a message", "bytes", [bytes.Length]);
        report.Add("send, end to end", "mails/s", [.. ours.Select(one => one.Rate)]);
        report.Add("smtp-source, the limit", "mails/s", limit);
        report.Add("plain MailKit loop", "mails/s", plain);
        report.Add("send compared with smtp-source", "times", [.. ours.Zip(limit, (one, most) => one.Rate / most)],
            "0.5 (0.8)");
        report.Add("send compared with the plain loop", "times", [.. ours.Zip(plain, (one, other) => one.Rate / other)],
            "1.4 (2.3)");
        report.Add("CPU a mail", "ms", [.. ours.Select(one => one.CpuMilliseconds)], "<= 0.5 (0.25)");
    }

    /// <summary>One mail as it goes out, from a copy that is planned here.</summary>
    private static async Task<byte[]> MailAsync(World world)
    {
        await using var copy = world.Copy();
        await copy.Services.GetRequiredService<Planner>().PlanAsync();
        var outbox = copy.Services.GetRequiredService<OutboxClaims>();
        var item = (await outbox.ClaimAsync("size", 1, null, CancellationToken.None)).Items[0];
        return (await copy.Services.GetRequiredService<MailMaker>().MakeAsync(item, CancellationToken.None)).Bytes;
    }
}
