using System.CommandLine;
using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Mail;
using DigestMailer.Papers;
using DigestMailer.Subscribers;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace DigestMailer.Benchmarks;

/// <summary>
/// <c>rendering</c>: CPU and allocated bytes of a paper's card, which is made once, and of each subscriber's own mail,
/// of which only head and foot are made.
/// </summary>
internal sealed class RenderingCommand : Command
{
    // Until the code is compiled for what it does most.
    private const int WarmUp = 100;
    private const int Papers = 20;
    private const int Readers = 500;
    private readonly Option<int> runs =
        new("--runs") { Description = "Runs of each, after a hundred to warm up.", DefaultValueFactory = _ => 15 };
    private readonly Option<string> file =
        new("--json") { Description = "Where the figures go.", DefaultValueFactory = _ => "rendering.json" };

    public RenderingCommand()
        : base("rendering", "CPU and allocated bytes for each paper card and for each subscriber, as HTML and as text.")
    {
        Options.Add(runs);
        Options.Add(file);
        SetAction(ActAsync);
    }

    private async Task<int> ActAsync(ParseResult arguments, CancellationToken cancel)
    {
        await using var world = await World.MakeAsync(10, 1);
        var costs =
            Enumerable.Range(0, arguments.GetValue(runs) + WarmUp).Select(run => Run(world.Services, run)).Skip(WarmUp)
                .ToList();
        var report = new Report();
        foreach (var (name, _) in costs[0])
        {
            report.Add(name + ", CPU", "µs", [.. costs.Select(cost => cost[name].Microseconds)]);
            report.Add(name + ", allocated", "KiB", [.. costs.Select(cost => cost[name].Bytes / 1024)]);
        }

        await report.SaveAsync(arguments.GetValue(file)!, cancel);
        report.Show();
        return 0;
    }

    /// <summary>Cards are what a digest of new papers costs more than the same digest again.</summary>
    private static Dictionary<string, Cost> Run(IServiceProvider services, int run)
    {
        var (renderer, composer) =
            (services.GetRequiredService<BodyRenderer>(), services.GetRequiredService<DigestComposer>());
        var digest = Digest(run);
        var (text, html) = (MailLook.Default with { Format = MailFormat.Text }, MailLook.Default);
        var textNew = Cost.Of(1, () => renderer.Render(digest, text));
        var textAgain = Cost.Of(1, () => renderer.Render(digest, text));
        var bothNew = Cost.Of(1, () => renderer.Render(digest, html));
        var bothAgain = Cost.Of(1, () => renderer.Render(digest, html));
        return new()
        {
            ["a paper's card as HTML, once"] = (bothNew - bothAgain) / Papers,
            ["a paper's card as text, once"] = (textNew - textAgain) / Papers,
            [$"the body of a cohort, HTML and text, {Papers} papers, once"] = bothAgain,
            ["a subscriber's mail, HTML and text"] = Cost.Of(Readers, () => Compose(composer, digest, run, html)),
            ["a subscriber's mail, text alone"] = Cost.Of(Readers, () => Compose(composer, digest, run, text)),
        };
    }

    private static void Compose(DigestComposer composer, DigestContent digest, int run, MailLook look)
    {
        var recipient = new Recipient(7, "reader7@example.com", "Reader 7", look, TimeZoneInfo.Utc, new(
            "https://papers.example.org/unsubscribe/v1.a.kq3v7k3J9sQ2vXz8LmN0pR5tYwA",
            "https://papers.example.org/preferences/v1.a.kq3v7k3J9sQ2vXz8LmN0pR5tYwA",
            "https://papers.example.org/feedback/v1.a.kq3v7k3J9sQ2vXz8LmN0pR5tYwA",
            "https://papers.example.org/view/v1.a.kq3v7k3J9sQ2vXz8LmN0pR5tYwA/5"));
        // The body is kept after the first, so this ends at once.
        composer.ComposeAsync(run, () => Task.FromResult(digest), recipient,
            new MailIdentity(new MailboxAddress("Paper Morning", "digest@example.org"))).GetAwaiter().GetResult();
    }

    private static DigestContent Digest(int run) => new()
    {
        Kind = DigestKind.Digest,
        Slot = World.Slot,
        Papers =
            [.. Enumerable.Range(0, Papers)
                .Select(
                    i => new ChosenPaper(Paper(run, i), 1,
                        new Because(i % 2 == 0 ? "Language models" : "Speech", ["memory", "long context"])))],
        Matched = Papers * 3,
        Topics = ["Language models", "Speech"],
    };

    private static Paper Paper(int run, int number) => new()
    {
        Id = number,
        Key = $"bench:{run}.{number}",
        Title = $"Study {number} of Sparse Memory for Models that Listen All Day & Night",
        Abstract =
            string.Concat(
                Enumerable.Repeat(
                    "Long recordings wear models down: what was said an hour ago is either kept in full, which is "
                        + "dear, or forgotten. ", 10)),
        Authors = ["Ada Quill", "Bo Nørgaard", "Carmen Ibáñez", "Dele Okafor", "Eun-ji Park"],
        Categories = ["cs.CL", "cs.SD"],
        Organization = "Harbour Institute",
        Published = DateOnly.FromDateTime(World.Slot.Date),
        Votes = 128,
        Stars = 340,
        Url = $"https://arxiv.example.org/abs/2601.{number}",
        PdfUrl = $"https://arxiv.example.org/pdf/2601.{number}",
        CodeUrl = $"https://code.example.org/paper-{number}",
        DiscussionUrl = $"https://talk.example.org/papers/2601.{number}",
    };
}
