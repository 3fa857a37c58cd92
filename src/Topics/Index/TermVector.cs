namespace DigestMailer.Topics.Index;

/// <summary>A vector of length 1 over numbered terms, in the order of their numbers.</summary>
internal sealed record TermVector(int[] Terms, float[] Weights)
{
    // Of a month's papers, one pair in ten thousand is as near as this, and those are two papers on one thing.
    private const float SameThing = 0.3f;

    /// <summary>
    /// 0 for nothing in common, about a third for one narrow subject, 1 for one thing or the same text.
    /// </summary>
    public float Nearness(TermVector other) => MathF.Min(1, Cosine(other) / SameThing);

    public float Cosine(TermVector other)
    {
        var sum = 0f;
        for (int i = 0, j = 0; i < Terms.Length && j < other.Terms.Length;)
        {
            if (Terms[i] == other.Terms[j])
            {
                sum += Weights[i++] * other.Weights[j++];
            }
            else if (Terms[i] < other.Terms[j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return sum;
    }
}
