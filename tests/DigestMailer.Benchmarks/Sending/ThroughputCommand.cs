using System.CommandLine;
using System.Globalization;

namespace DigestMailer.Benchmarks.Sending;

/// <summary><c>throughput</c>: ours compared with the limit, in turns, as a table and a JSON file.</summary>
internal sealed class ThroughputCommand : Command
{
    private static readonly Dictionary<string, Func<Scale, Report, Task>> Parts = new(StringComparer.Ordinal)
    {
        ["end-to-end"] = EndToEnd.RunAsync,
        ["memory"] = Growth.MemoryAsync,
        ["dkim"] = DkimCost.RunAsync,
        ["cohorts"] = Growth.CohortsAsync,
        ["planning"] = Planning.RunAsync,
        ["slow-relay"] = SlowRelay.RunAsync,
        ["welcome"] = Welcome.RunAsync,
        ["growth"] = Growth.RunAsync,
        ["planning-growth"] = Planning.GrowAsync,
    };

    private readonly Option<string[]> only =
        new("--only")
        {
            Description = "Which of " + string.Join(", ", Parts.Keys) + "; all if left out.",
            AllowMultipleArgumentsPerToken = true
        };
    private readonly Option<double> scale =
        new("--scale")
        {
            Description = "Every number of subscribers times this, to try it small.",
            DefaultValueFactory = _ => 1
        };
    private readonly Option<int> runs =
        new("--runs") { Description = "Runs of each, in turns.", DefaultValueFactory = _ => 5 };
    private readonly Option<bool> million =
        new("--million") { Description = "Memory and growth up to 1,000,000 subscribers; takes half an hour." };
    private readonly Option<string?> profile =
        new("--profile") { Description = "The publish profile of the program, such as small." };
    private readonly Option<string> file =
        new("--json") { Description = "Where the figures go.", DefaultValueFactory = _ => "throughput.json" };
    private readonly Option<string?> picture =
        new("--picture") { Description = "A file for the picture (SVG) of what grows." };

    public ThroughputCommand()
        : base("throughput",
            "Messages a second from the database into smtp-sink, compared with smtp-source and a plain MailKit loop; "
                + "memory, planning, growth.")
    {
        foreach (var option in new Option[] { only, scale, runs, million, profile, file, picture })
        {
            Options.Add(option);
        }

        SetAction(ActAsync);
    }

    private async Task<int> ActAsync(ParseResult arguments, CancellationToken cancel)
    {
        var chosen = arguments.GetValue(only) is { Length: > 0 } names ? names : [.. Parts.Keys];
        if (chosen.FirstOrDefault(name => !Parts.ContainsKey(name)) is { } unknown)
        {
            await Console.Error
                .WriteLineAsync($"There is no part {unknown}; there are {string.Join(", ", Parts.Keys)}.");
            return 2;
        }

        Published.Profile = arguments.GetValue(profile);
        var size = new Scale(arguments.GetValue(scale), arguments.GetValue(runs), arguments.GetValue(million));
        var report = new Report();
        foreach (var name in chosen)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:HH:mm:ss} {name}"));
            await Parts[name](size, report);
            await report.SaveAsync(arguments.GetValue(file)!, cancel);
        }

        report.Show();
        await report.DrawAsync(arguments.GetValue(picture), cancel);
        return 0;
    }
}
