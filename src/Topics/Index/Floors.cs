namespace DigestMailer.Topics.Index;

/// <summary>
/// The scores that a paper must reach to be near, nearer or nearest: those of the last of the best N papers of a month.
/// </summary>
/// <param name="Best">The best score of the month.</param>
/// <param name="Worst">The worst.</param>
internal readonly record struct Floors(float Near, float Nearer, float Nearest, float Best, float Worst)
{
    /// <summary>How relevant a paper is that is just near, nearer or nearest.</summary>
    public const float NearFit = 0.5f, NearerFit = 0.65f, NearestFit = 0.8f;

    /// <summary>A floor that nothing reaches.</summary>
    public const float None = 2;

    private const float Least = 0.01f;

    /// <summary>A paper a day, or one in twenty-five of a large month; and a third and a seventh of that.</summary>
    private static readonly (int Papers, int OneIn)[] Ranks = [(30, 25), (10, 75), (4, 200)];

    /// <param name="share">What part of a month's papers these are.</param>
    /// <param name="oneIn">Of how many papers one is near, however few they are; 0 for the usual ranks.</param>
    public static Floors Of(ReadOnlySpan<float> scores, float share = 1, int oneIn = 0)
    {
        if (scores.Length == 0)
        {
            return default;
        }

        var count = scores.Length;
        int Rank(int place) => Math.Clamp((int)MathF.Ceiling(oneIn == 0
            ? Math.Max(Ranks[place].Papers * share, count / (float)Ranks[place].OneIn)
            : count / (float)(place == 0 ? oneIn : Math.Max(oneIn, Ranks[place].OneIn))), 1, Math.Max(1, count / 2));
        var best = Top(scores, Rank(0), out var worst);
        return new Floors(best[^1], best[Math.Min(Rank(1), best.Length) - 1],
            best[Math.Min(Rank(2), best.Length) - 1], best[0], worst);
    }

    /// <summary>The best scores in falling order.</summary>
    private static float[] Top(ReadOnlySpan<float> scores, int most, out float worst)
    {
        var best = new float[Math.Min(most, scores.Length)];
        var count = 0;
        worst = float.MaxValue;
        foreach (var score in scores)
        {
            worst = Math.Min(worst, score);
            if (count == best.Length && score <= best[^1])
            {
                continue;
            }

            // The few that come in push the lesser ones back.
            var at = count < best.Length ? count++ : count - 1;
            for (; at > 0 && best[at - 1] < score; at--)
            {
                best[at] = best[at - 1];
            }

            best[at] = score;
        }

        return best;
    }

    /// <summary>How well a score fits, above 0 to 1; 0.5 for the last that is near.</summary>
    public float Fit(float score) => !(Best > Worst) ? 0
        : score >= Nearest ? Between(score, Nearest, Best, NearestFit, 1)
        : score >= Nearer ? Between(score, Nearer, Nearest, NearerFit, NearestFit)
        : score >= Near ? Between(score, Near, Nearer, NearFit, NearerFit)
        : Between(score, Worst, Near, Least, NearFit - Least);

    /// <summary>The least score that fits as well as a floor asks; where in doubt, one below it.</summary>
    public float LeastFor(float floor) => floor >= NearestFit ? Nearest : floor >= NearerFit ? Nearer
        : floor >= NearFit ? Near : float.MinValue;

    private static float Between(float score, float from, float to, float low, float high) =>
        to > from ? low + ((high - low) * Math.Clamp((score - from) / (to - from), 0, 1)) : low;
}
