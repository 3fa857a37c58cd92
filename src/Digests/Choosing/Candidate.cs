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

    public void FitsEverything() => Relevance = 1;

    public void Fits(int topic, double relevance)
    {
        Topics.Add(topic);
        if (relevance > Relevance)
        {
            (Best, Relevance) = (topic, relevance);
        }
    }
}

/// <summary>Something that a reader follows: a topic of the catalogue or a query of their own.</summary>
internal sealed record Followed(string Name, TopicQuery Query);
