using DigestMailer.Papers;
using DigestMailer.Papers.Gathering;
using DigestMailer.Papers.Summaries;
using DigestMailer.Subscribers;

namespace DigestMailer.Digests.Choosing;

/// <summary>Everything a digest shows that its whole cohort shares.</summary>
internal sealed record DigestContent
{
    public required DigestKind Kind { get; init; }

    /// <summary>The hour the readers asked for; also the Date of the mail.</summary>
    public required DateTimeOffset Slot { get; init; }

    /// <summary>Best first; empty only for the "no news" line.</summary>
    public required IReadOnlyList<ChosenPaper> Papers { get; init; }

    /// <summary>How many papers fitted, of which <see cref="Papers"/> are the best.</summary>
    public required int Matched { get; init; }

    /// <summary>The rhythm of the cohort.</summary>
    public Every Every { get; init; }

    /// <summary>Sources whose papers were missing when the choice was made.</summary>
    public IReadOnlyList<SourceNotice> Notices { get; init; } = [];

    /// <summary>Names of the topics and the queries that the cohort follows.</summary>
    public required IReadOnlyList<string> Topics { get; init; }

    /// <summary>What is known of each topic by its name; empty for digests of one topic, and for older ones.</summary>
    public IReadOnlyDictionary<string, DigestSection> Sections { get; init; } = new Dictionary<string, DigestSection>();

    /// <summary>What a model wrote of the papers, in every language; it has no part in the choice.</summary>
    public IReadOnlyList<PaperSummary> Summaries { get; init; } = [];

    /// <summary>As readers of this language see it: with the summaries that are in it.</summary>
    public DigestContent In(string language)
    {
        var own = Summaries.Where(summary => summary.Language == language)
            .ToDictionary(summary => summary.PaperId);
        return own.Count == 0 ? this : this with
        {
            Papers = [.. Papers.Select(chosen => own.TryGetValue(chosen.Paper.Id, out var summary)
                ? chosen with { Paper = summary.In(chosen.Paper) } : chosen)],
        };
    }
}

/// <summary>
/// A digest has a cap, an alert has none; a welcome is the first digest after confirming, sent with or without papers.
/// </summary>
internal enum DigestKind { Digest, Alert, Welcome }

/// <summary>A paper, its score (higher is better) and why it was chosen.</summary>
internal sealed record ChosenPaper(Paper Paper, double Score, Because Because)
{
    /// <summary>What the score is made of; known only when it has just been chosen.</summary>
    public Score? Terms { get; init; }
}
