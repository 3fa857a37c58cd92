using DigestMailer.Papers;
using DigestMailer.Topics.Queries;

namespace DigestMailer.Digests.Choosing;

/// <summary>A paper that may be chosen, and what speaks for it.</summary>
internal sealed class Candidate(Paper paper)
{
    public Paper Paper { get; } = paper;

    /// <summary>The reader's topics that it fits, by their numbers; empty for readers who follow everything.</summary>
    public List<int> Topics { get; } = [];

    /// <summary>Number of the topic that it fits best.</summary>
    public int Best { get; private set; } = -1;

    public double Relevance { get; private set; }

    /// <summary>Without crowding.</summary>
    public Score Score { get; set; }

    /// <summary>The terms' sum without crowding.</summary>
    public double Value { get; set; }

    public void FitsEverything() => (Relevance, IsCertain) = (1, true);

    /// <summary>It is near to what the reader likes, who follows nothing else.</summary>
    public void FitsTaste(double relevance) => (Relevance, IsOfTaste) = (relevance, true);

    /// <summary>Whether nothing but the papers that the reader likes speaks for it.</summary>
    public bool IsOfTaste { get; private set; }

    /// <summary>Whether words or facts speak for it; otherwise it is only near.</summary>
    public bool IsCertain { get; private set; }

    /// <param name="certainly">Whether words or facts of the topic speak for it, not only nearness.</param>
    public void Fits(int topic, double relevance, bool certainly)
    {
        IsCertain |= certainly;
        Topics.Add(topic);
        if (relevance > Relevance)
        {
            (Best, Relevance) = (topic, relevance);
        }
    }
}

/// <summary>Something that a reader follows: a topic of the catalogue or a query of their own.</summary>
/// <param name="IsOwn">Whether the reader wrote it.</param>
internal sealed record Followed(string Name, TopicQuery Query, bool IsOwn);
