namespace DigestMailer.Benchmarks.Sending;

/// <summary>How time and memory grow with the readers and with the topic sets.</summary>
internal static class Growth
{
    public static async Task MemoryAsync(Scale scale, Report report)
    {
        report.Add("peak memory, 100,000 readers", "MB", [(await SendAsync(scale.Of(100_000), 200)).PeakMegabytes],
            "<= 250 (150)");
        if (scale.Million)
        {
            report.Add("peak memory, 1,000,000 readers", "MB",
                [(await SendAsync(scale.Of(1_000_000), 200)).PeakMegabytes], "<= 250 (150)");
        }
    }

    /// <summary>Every reader with a topic set of their own, compared with 200 sets.</summary>
    public static async Task CohortsAsync(Scale scale, Report report)
    {
        var readers = scale.Of(20_000);
        var (many, few) = (new List<Ours>(), new List<Ours>());
        for (var run = 0; run < Math.Min(scale.Runs, 3); run++)
        {
            few.Add(await SendAsync(readers, 200));
            many.Add(await SendAsync(readers, readers));
        }

        report.Add("send, each reader a topic set", "mails/s", [.. many.Select(one => one.Rate)]);
        report.Add("the same compared with 200 sets", "times",
            [.. many.Zip(few, (one, other) => one.Rate / other.Rate)],
            "0.5 (0.67)");
    }

    public static async Task RunAsync(Scale scale, Report report)
    {
        await CurveAsync(report, "subscribers (200 topic sets)",
            scale.Million ? [1000, 10_000, 100_000, 1_000_000] : [1000, 10_000, 100_000],
            readers => SendAsync(scale.Of(readers), 200), scale.Of);
        await CurveAsync(report, "topic sets (20,000 subscribers)", [10, 100, 1000, 10_000],
            sets => SendAsync(scale.Of(20_000), sets), _ => scale.Of(20_000));
    }

    private static async Task CurveAsync(Report report, string what, int[] at, Func<int, Task<Ours>> measure,
        Func<int, int> readers)
    {
        var points = new List<(int At, Ours Ours)>();
        foreach (var place in at)
        {
            points.Add((place, await measure(place)));
            report.Add($"{place:N0} {what}", "mails/s", [points[^1].Ours.Rate]);
        }

        report.Add(
            new Curve($"ms a mail by {what}",
                [.. points.Select(point => new Point(point.At, 1000 / point.Ours.Rate))]));
        report.Add(
            new Curve($"CPU ms a mail by {what}",
                [.. points.Select(point => new Point(point.At, point.Ours.CpuMilliseconds))]));
        report.Add(
            new Curve($"peak MB by {what}",
                [.. points.Select(point => new Point(point.At, point.Ours.PeakMegabytes))]));
    }

    private static async Task<Ours> SendAsync(int readers, int sets)
    {
        await using var world = await World.MakeAsync(readers, Math.Min(sets, readers));
        using var sink = new SmtpSink();
        return await Ours.SendAsync(world, sink.Port, readers);
    }
}
