namespace DigestMailer.Topics.Index;

/// <summary>What the papers that a reader likes and dislikes say together of each paper in play.</summary>
internal sealed class LikedPapers(float[] scores, Floors floors, Func<int, string?> nearest)
{
    private const float Steepness = 2;

    /// <summary>-1 for just what the reader wants less of, to 1 for just what they want more of.</summary>
    public double ValueOf(int place) => MathF.Tanh(scores[place] / Steepness);

    /// <summary>In deviations from the mean of the papers in play.</summary>
    public float ScoreOf(int place) => scores[place];

    /// <summary>How well it fits, as if it were a topic: 0.5 for the last paper that is near.</summary>
    public float FitOf(int place) => floors.Fit(scores[place]);

    /// <summary>The title of the liked paper to which it is nearest.</summary>
    public string? NearestOf(int place) => nearest(place);
}
