using DigestMailer.Papers.Gathering;
using DigestMailer.Subscribers;
using DigestMailer.Topics;
using Microsoft.Extensions.Options;

namespace DigestMailer.Digests.Choosing;

/// <summary>
/// Decides what a cohort is sent. A person gets a paper once, ever; so this is the choice among the papers first seen
/// in the window, which reaches back to the last choice where that is further, minus those in its chain of digests.
/// </summary>
internal sealed class DigestDecision(PaperShelf shelf, DigestChoice choice, DigestStore digests, SourceNotices notices,
    IOptions<DigestOptions> options)
{
    /// <param name="generation">Which papers it must know of at least, where many decisions are made together and that
    /// was asked once; all there are now, if left out.</param>
    public async Task<NewDigest> DecideAsync(DueDigest due, DateTimeOffset now, long? generation = null,
        CancellationToken cancel = default)
    {
        var window = now - WindowOf(due.Every);
        var from = due.ChosenAt < window ? due.ChosenAt : window;
        var sent = await SentAsync(due.LastDigestId, due.Others, from, cancel);
        var play = await shelf.SinceAsync(from, due.Topics, generation, cancel);
        var kind = due.Every == Every.Match ? DigestKind.Alert : DigestKind.Digest;
        var chosen =
            choice.Choose(play, due.Topics, sent, from, now, kind == DigestKind.Alert ? null : due.MaxPapers,
                wide: RhythmKind.Of(due.Every).IsBestOfSpan);
        return new NewDigest(kind, due.TopicSetId, due.Every.ToString(), due.Slot, due.LastDigestId, from, now, chosen)
        {
            // An alert comes within the hour, and says nothing of a day.
            Notices = kind == DigestKind.Alert ? [] : await notices.AtAsync(now, cancel),
        };
    }

    /// <summary>
    /// How far back any digest of a reader with several may come to look: a window is at most the longest rhythm, and
    /// reaches on to the last choice, which may be two slots ago.
    /// </summary>
    public TimeSpan ReachOfSeveral => 3 * LongestWindow;

    /// <summary>
    /// What the readers of a choice were sent before, as far back as any window may come to reach: two chains of which
    /// this is the same can be one from here on, and nobody gets a paper twice or misses one.
    /// </summary>
    /// <param name="others">Other digests of the same readers, which look back at it too; null for readers with
    /// one.</param>
    public async Task<string> HistoryAsync(NewDigest digest, SharedHistory? others, CancellationToken cancel = default)
    {
        // No choice from now on begins further back, since a window reaches to the last choice, which is this one.
        var reach = digest.CreatedAt - (others is null ? LongestWindow : ReachOfSeveral);
        var since = new[] { reach, digest.From, others?.Since ?? reach }.Min();
        var own = Text(await digests.SentSinceAsync(digest.PreviousId, since, cancel));
        // The others keep their chains; of those only what decided this choice has to be the same.
        return others is null ? own
            : $"{own}, with others {Text(await SentAsync(digest.PreviousId, others, digest.From, cancel))}";
    }

    private static string Text(IEnumerable<long> papers) => string.Join(' ', papers.Order());

    private async Task<ISet<long>> SentAsync(long? lastDigestId, SharedHistory others, DateTimeOffset from,
        CancellationToken cancel)
    {
        var sent = await digests.SentSinceAsync(lastDigestId, from, cancel);
        foreach (var head in others.Heads)
        {
            sent.UnionWith(await digests.SentSinceAsync(head, from, cancel));
        }

        return sent;
    }

    /// <summary>A weekly digest has the best of its whole week, and so has any other that comes as rarely.</summary>
    public TimeSpan WindowOf(Every every) =>
        RhythmKind.Of(every) is { IsBestOfSpan: true } kind ? Longer(kind.Span, options.Value.Window)
            : options.Value.Window;

    private TimeSpan LongestWindow => Longer(Rhythm.Longest, options.Value.Window);

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}

/// <summary>What is to be decided: a topic set, a rhythm and cap, and what came before.</summary>
/// <param name="LastDigestId">Head of the chain of digests that the readers were sent, or null for none.</param>
/// <param name="ChosenAt">When papers were last chosen for them; for new readers the slot they begin with.</param>
internal sealed record DueDigest(long TopicSetId, TopicSet Topics, Every Every, int MaxPapers, long? LastDigestId,
    DateTimeOffset ChosenAt, DateTimeOffset Slot)
{
    /// <summary>What the readers' other digests held.</summary>
    public SharedHistory Others { get; init; } = SharedHistory.None;
}
