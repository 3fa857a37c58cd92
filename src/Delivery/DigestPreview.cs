using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Mail;
using DigestMailer.Papers.Summaries;
using DigestMailer.Subscribers;
using Microsoft.Extensions.Options;

namespace DigestMailer.Delivery;

/// <summary>
/// Every kind of mail as it would look now, from the papers in play; nothing of it is sent or remembered.
/// </summary>
internal sealed class DigestPreview(MailMaker maker, PaperShelf shelf, DigestChoice choice, DigestStore digests,
    SummaryStore summaries, IOptions<DigestOptions> options, TimeProvider clock)
{
    /// <summary>What else the same papers could be sent as.</summary>
    private static readonly OrderedDictionary<string, Func<DigestContent, DigestContent>> Digests = new()
    {
        ["digest"] = content => content,
        ["alert"] = content => content with { Kind = DigestKind.Alert, Every = Every.Match },
        ["weekly"] = content => content with { Kind = DigestKind.Digest, Every = Every.Week },
        ["welcome"] = content => content with { Kind = DigestKind.Welcome },
        ["empty"] = content => content with { Papers = [], Matched = 0 },
    };

    /// <summary>The names of all kinds, digests before letters.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
        [.. Digests.Keys, .. Enum.GetNames<LetterKind>().Select(name => name.ToLowerInvariant())];

    /// <summary>What a digest with these wishes would hold.</summary>
    public async Task<DigestContent> ContentAsync(Wishes wishes, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var alert = wishes.Rhythm.Every == Every.Match;
        var chosen = choice.Choose(await PlayAsync(wishes, now, cancel), wishes.Topics, new HashSet<long>(),
            From(now), now, alert ? null : wishes.Max);
        return new DigestContent
        {
            Every = wishes.Rhythm.Every,
            Kind = alert ? DigestKind.Alert : DigestKind.Digest,
            Slot = now,
            Papers = chosen.Papers,
            Matched = chosen.Matched,
            Topics = digests.Names(wishes.Topics),
            Summaries = await summaries.WrittenAsync(chosen.Papers.Select(one => one.Paper.Id), cancel),
        };
    }

    /// <summary>The papers among which such a digest is chosen.</summary>
    public Task<PapersInPlay> PlayAsync(Wishes wishes, DateTimeOffset now, CancellationToken cancel) =>
        shelf.SinceAsync(From(now), wishes.Topics, cancel: cancel);

    private DateTimeOffset From(DateTimeOffset now) => now - options.Value.Window;

    /// <param name="kind">One of <see cref="Kinds"/>; any other is a digest.</param>
    public ComposedMail Render(string kind, DigestContent content, Wishes wishes, Recipient recipient)
    {
        var letter = new LetterContent(recipient.Links.Preferences, content.Topics, wishes.Rhythm, wishes.Max)
        {
            Saved = [.. content.Papers.Take(LetterContent.MostSaved)
                .Select(one => (content.Slot.DateTime, one.Paper.Title))],
            Count = content.Papers.Count,
        };
        return Digests.TryGetValue(kind, out var digest) ? maker.Preview(digest(content), recipient)
            : Enum.TryParse<LetterKind>(kind, ignoreCase: true, out var named)
                ? maker.PreviewLetter(named, content.Slot, letter, recipient)
            : maker.Preview(content, recipient);
    }
}
