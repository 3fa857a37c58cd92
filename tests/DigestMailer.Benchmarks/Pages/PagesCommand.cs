using System.CommandLine;
using System.Diagnostics;

namespace DigestMailer.Benchmarks.Pages;

/// <summary><c>pages</c>: the site as its visitors find it, compared with a bare endpoint in the same run.</summary>
internal sealed class PagesCommand : Command
{
    private static readonly (string Name, string Path)[] Visited =
    [
        ("front page, 65 papers", "/"), ("a month, 9,300 papers", "/editions/2026-01"),
        ("a search", $"/search?q={MadePapers.Named(100)}"), ("a feed", "/feeds/all.atom"),
    ];

    private const int Visitors = 200;
    private const int VisitedInCrawl = 1000;

    private readonly Option<string[]> programs = new("--program")
    {
        Description = "A published program; several are measured in turns. Published here if left out.",
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<int> requests =
        new("--requests") { Description = "Of each page in a run.", DefaultValueFactory = _ => 4000 };
    private readonly Option<int> runs = new("--runs") { Description = "In turns.", DefaultValueFactory = _ => 3 };
    private readonly Option<int> days =
        new("--crawl")
        {
            Description = "Crawl an archive of this many days instead, from the start on, while 200 visitors ask for "
                + "pages, and show the slowest answers and the memory.",
        };

    private readonly Option<bool> growth =
        new("--growth")
        {
            Description = "Crawl archives of 8 to 366 days instead, and show memory and rates after each.",
        };
    private readonly Option<string?> picture =
        new("--picture") { Description = "A file for the picture (SVG) of the growth." };

    public PagesCommand()
        : base("pages", "Requests a second of pages that have not changed, compared with a bare endpoint (ab, 64 "
            + "connections), and the first opening of a month of 31 days with 300 papers.")
    {
        foreach (var option in new Option[] { programs, requests, runs, days, growth, picture })
        {
            Options.Add(option);
        }

        SetAction(ActAsync);
    }

    private async Task ActAsync(ParseResult arguments, CancellationToken cancel)
    {
        var all = arguments.GetValue(programs) is { Length: > 0 } given ? given : [await Published.Program];
        if (arguments.GetValue(growth))
        {
            await PagesGrowth.RunAsync(all[0], arguments.GetValue(requests), arguments.GetValue(picture), cancel);
            return;
        }

        if (arguments.GetValue(days) is var crawled and > 0)
        {
            await CrawlAsync(all, crawled, arguments.GetValue(runs));
            return;
        }

        using var archive = await Archive.MakeAsync(32);
        var turns = new Turns();
        for (var run = 0; run < arguments.GetValue(runs); run++)
        {
            await CompareAsync(archive, all, arguments.GetValue(requests), turns);
        }

        turns.Show();
    }

    /// <summary>
    /// Once over an archive that no service has prepared, which only a benchmark makes, and then as after any restart.
    /// Each program has an archive of its own, since one of another version prepares it for itself.
    /// </summary>
    private static async Task CrawlAsync(string[] programs, int days, int runs)
    {
        var turns = new Turns();
        var archives = new List<Archive>();
        try
        {
            foreach (var _ in programs)
            {
                archives.Add(await Archive.MakeAsync(days));
            }

            for (var run = 0; run <= runs; run++)
            {
                for (var number = 0; number < programs.Length; number++)
                {
                    var whose = Whose(programs, number) + (run == 0 ? "never prepared: " : "");
                    await VisitAndCrawlAsync(archives[number], programs[number], days, whose, turns);
                }
            }
        }
        finally
        {
            archives.ForEach(archive => archive.Dispose());
        }

        turns.Show();
    }

    private static string Whose(string[] programs, int number) => programs.Length == 1 ? "" : $"{number + 1}: ";

    private static async Task CompareAsync(Archive archive, string[] programs, int requests, Turns turns)
    {
        await using var bare = await Server.StartAsync("dotnet", "/",
            Path.Combine(AppContext.BaseDirectory, "DigestMailer.Benchmarks.dll"), "bare", "--port", "PORT");
        var yard = (await RateAsync(bare.Address + "/", requests)).Rate;
        turns.Note("bare endpoint", "requests/s", yard);
        for (var number = 0; number < programs.Length; number++)
        {
            var whose = Whose(programs, number);
            await using var site = await archive.ServeAsync(programs[number]);
            turns.Note($"{whose}start", "ms", site.Start.TotalMilliseconds);
            turns.Note($"{whose}a month opened first", "ms", await FirstAsync(site.Address + Visited[1].Path));
            foreach (var (name, path) in Visited)
            {
                var bytes = await BytesAsync(site.Address + path);
                var (ours, same) = (await RateAsync(site.Address + path, requests),
                    await RateAsync($"{bare.Address}/bytes/{bytes}", requests));
                turns.Note(whose + name, "requests/s", ours.Rate);
                turns.Note($"{whose}{name}, 99 of 100 within", "ms", ours.Slowest);
                turns.Note($"{whose}{name}, of the bare endpoint", "times", ours.Rate / yard);
                turns.Note($"{whose}{name}, of one that sends as much ({bytes / 1000} KB)", "times",
                    ours.Rate / same.Rate);
            }
        }
    }

    /// <summary>Once to warm up, once that counts.</summary>
    private static async Task<ApacheBench> RateAsync(string address, int requests)
    {
        await ApacheBench.RunAsync(address, requests / 2);
        return await ApacheBench.RunAsync(address, requests);
    }

    private static async Task<double> FirstAsync(string address)
    {
        var watch = Stopwatch.StartNew();
        await BytesAsync(address);
        return watch.Elapsed.TotalMilliseconds;
    }

    private static async Task<int> BytesAsync(string address)
    {
        using var http = new HttpClient();
        return (await http.GetByteArrayAsync(new Uri(address))).Length;
    }

    private static async Task VisitAndCrawlAsync(Archive archive, string program, int days, string whose, Turns turns)
    {
        await using var site = await archive.ServeAsync(program);
        var crawl = Crawl.RunAsync(site.Address, days);
        foreach (var (name, path) in Visited)
        {
            turns.Note($"{whose}{name}, the slowest of {VisitedInCrawl} requests", "ms",
                (await ApacheBench.RunAsync(site.Address + path, VisitedInCrawl, Visitors)).Longest);
        }

        turns.Note($"{whose}crawl of {days} days, its slowest page", "ms", (await crawl).TotalMilliseconds);
        turns.Note($"{whose}memory after it, at the most", "MB", site.Peak);
    }
}
