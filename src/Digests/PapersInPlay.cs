using DigestMailer.Papers;
using DigestMailer.Topics;

namespace DigestMailer.Digests;

/// <summary>The papers that may be chosen, with their index and trends; immutable.</summary>
internal sealed record PapersInPlay(IReadOnlyDictionary<long, Paper> Papers, TopicIndex Index, IReadOnlyDictionary<long, double> Trends)
{
    public static PapersInPlay Of(IReadOnlyList<Paper> papers) =>
        new(papers.ToDictionary(paper => paper.Id), TopicIndex.Build(papers), Score.TrendsOf(papers));
}
