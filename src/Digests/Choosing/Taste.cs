using DigestMailer.Papers;
using DigestMailer.Topics;
using DigestMailer.Topics.Index;

namespace DigestMailer.Digests.Choosing;

/// <summary>What a reader said by "more like this" and "less like this", as a judgement of other papers.</summary>
internal sealed class Taste
{
    private readonly PapersInPlay play;
    private readonly LikedPapers liked;

    private Taste(PapersInPlay play, LikedPapers liked) => (this.play, this.liked) = (play, liked);

    /// <summary>Null for readers who said nothing, or of papers that nothing is known of.</summary>
    public static Taste? Of(PapersInPlay play, TopicSet topics) => topics.More.Count + topics.Less.Count == 0 ? null
        : play.Index.Likeness.Taste(topics.More, topics.Less) is { } liked ? new Taste(play, liked) : null;

    /// <summary>-1 for just what the reader wants less of, to 1 for just what they want more of.</summary>
    public double For(Paper paper) => liked.ValueOf(play.Places[paper.Id]);

    /// <summary>How well a paper fits a reader who follows nothing but papers they like.</summary>
    public double FitOf(Paper paper) => liked.FitOf(play.Places[paper.Id]);

    /// <summary>The title of the liked paper to which it is nearest.</summary>
    public string? NearestTo(Paper paper) => liked.NearestOf(play.Places[paper.Id]);
}
