using System.CommandLine;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Imports;
using DigestMailer.Topics;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Subscribers;

/// <summary><c>subscribers like</c>: papers that a person liked, from a file or one by one, or none any more.</summary>
internal sealed class SubscribersLikeCommand : OneShotCommand
{
    private readonly Argument<string> email = new("EMAIL") { Description = "The address." };
    private readonly Argument<string[]> papers = new("PAPER")
    {
        Description = "Ids, links or titles of papers.",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private readonly Option<string?> digest =
        new("--digest") { Description = "Which of their digests; the first one if left out.", HelpName = "NAME" };
    private readonly Option<string?> file = new("--file")
    {
        Description = "Reads them from this file: one a line, BibTeX or RIS, 1 MB at most.",
        HelpName = "FILE",
    };
    private readonly Option<bool> reset = new("--reset") { Description = "First forgets what the person said before." };

    public SubscribersLikeCommand(IReadOnlyList<string> settings)
        : base(settings, "like",
            $"Set papers that a subscriber liked, {TopicSet.MostPapers} at most; digests prefer what is near to them.",
            "digestmailer subscribers like reader@example.org 2508.01191 --file library.bib")
    {
        Arguments.Add(email);
        Arguments.Add(papers);
        Options.Add(digest);
        Options.Add(file);
        Options.Add(reset);
    }

    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        var address = arguments.GetRequiredValue(email);
        var subscriber = await OneDigest.FindAsync(session, address, arguments.GetValue(digest), cancel);
        var (keys, unread) = await session.Get<PastedPapers>()
            .ReadAsync(string.Join('\n', arguments.GetValue(papers) ?? []), cancel);
        if (arguments.GetValue(file) is { } path)
        {
            var (more, others) = await OfFileAsync(session.Get<PastedPapers>(), path, cancel);
            (keys, unread) = ([.. more, .. keys], [.. others, .. unread]);
        }

        var wishes = await session.Get<SubscriptionLife>().LikeAsync(subscriber.Id, keys, arguments.GetValue(reset),
            cancel) ?? throw new RefusedException($"{address} has no confirmed subscription.");
        session.Show(new { liked = wishes.Topics.More, unread }, console =>
        {
            console.WriteLine($"{address} likes {wishes.Topics.More.Count} papers");
            foreach (var line in unread)
            {
                console.WriteLine($"  not found: {line}");
            }
        });
        return ExitCode.Done;
    }

    /// <summary>References, or else one name a line.</summary>
    private static async Task<(IReadOnlyList<string> Keys, IReadOnlyList<string> Unread)> OfFileAsync(
        PastedPapers pasted, string path, CancellationToken cancel)
    {
        if (!File.Exists(path))
        {
            throw new RefusedException($"There is no file {path}.");
        }

        if (new FileInfo(path).Length > PastedPapers.MostBytes)
        {
            throw new RefusedException($"{path} is larger than 1 MB; export fewer papers.");
        }

        return await pasted.ReadFileAsync(await File.ReadAllBytesAsync(path, cancel), cancel)
            ?? await pasted.ReadAsync(await File.ReadAllTextAsync(path, cancel), cancel);
    }
}
