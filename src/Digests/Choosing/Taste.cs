using DigestMailer.Papers;
using DigestMailer.Topics;
using DigestMailer.Topics.Index;

namespace DigestMailer.Digests.Choosing;

/// <summary>What a reader said by "more like this" and "less like this", as a judgement of other papers.</summary>
internal sealed class Taste
{
    private readonly PapersInPlay play;
    private readonly List<TermVector> more;
    private readonly List<TermVector> less;

    private Taste(PapersInPlay play, List<TermVector> more, List<TermVector> less) =>
        (this.play, this.more, this.less) = (play, more, less);

    /// <summary>Null for readers who said nothing, or of papers that nothing is known of.</summary>
    public static Taste? Of(PapersInPlay play, TopicSet topics)
    {
        if (topics.More.Count + topics.Less.Count == 0)
        {
            return null;
        }

        List<TermVector> Vectors(IEnumerable<string> names) =>
            [.. names.Select(play.Index.Likeness.Of).OfType<TermVector>()];
        return new Taste(play, Vectors(topics.More), Vectors(topics.Less));
    }

    /// <summary>-1 for just what the reader wants less of, to 1 for just what they want more of.</summary>
    public double For(Paper paper)
    {
        var vector = play.Index.Likeness.Of(play.Places[paper.Id]);
        return Nearest(more, vector) - Nearest(less, vector);
    }

    private static float Nearest(List<TermVector> named, TermVector vector)
    {
        var nearest = 0f;
        foreach (var other in named)
        {
            nearest = MathF.Max(nearest, vector.Nearness(other));
        }

        return nearest;
    }
}
