namespace DigestMailer.Topics.Index;

/// <summary>How papers are measured against one prose.</summary>
/// <param name="Words">Its words with how rare each is.</param>
/// <param name="ByWords">How the papers of a month differ in them.</param>
/// <param name="ByMeaning">How their vectors' cosines differ.</param>
/// <param name="Floors">The scores of the last paper that is near, nearer and nearest.</param>
internal sealed record AboutScale(IReadOnlyList<(string Word, float Rarity)> Words, Spread ByWords, Spread ByMeaning,
    Floors Floors)
{
    // Meaning counts three times as much as words. Above four deviations words count half, for one rare word must not
    // outweigh the meaning of all, and a whole title must still be found by its words.
    private const float MeaningCounts = 3;
    private const float FullUntil = 4;
    private const float BeyondCounts = 0.5f;

    /// <summary>The scale that papers make.</summary>
    /// <param name="oneIn">Of how many papers one is near; 0 for the usual ranks.</param>
    public static AboutScale Of(IReadOnlyList<(string Word, float Rarity)> words, AboutMeasures measured, int oneIn = 0)
    {
        var (scale, scores) = Made(words, measured);
        return scale with { Floors = Floors.Of(scores, oneIn: oneIn) };
    }

    private static (AboutScale Scale, float[] Scores) Made(IReadOnlyList<(string Word, float Rarity)> words,
        AboutMeasures measured)
    {
        var scale = new AboutScale(words, Spread.Of(measured.ByWords), Spread.Of(measured.ByMeaning), default);
        return (scale, scale.Scores(measured));
    }

    /// <summary>How well the papers that make the scale fit.</summary>
    public static float[] FitAmongThem(AboutMeasures measured, float floor, int oneIn)
    {
        var (scale, scores) = Made([], measured);
        return (scale with { Floors = Floors.Of(scores, oneIn: oneIn) }).Fit(scores, floor);
    }

    /// <summary>How well papers fit, by place; 0 below the floor.</summary>
    public float[] Fit(AboutMeasures measured, float floor) => Fit(Scores(measured), floor);

    private float[] Fit(float[] fit, float floor)
    {
        var least = Floors.LeastFor(floor);
        for (var place = 0; place < fit.Length; place++)
        {
            var reached = fit[place] >= least ? Floors.Fit(fit[place]) : 0;
            fit[place] = reached >= floor ? reached : 0;
        }

        return fit;
    }

    private float[] Scores(AboutMeasures measured)
    {
        var scores = new float[measured.ByWords.Length];
        for (var place = 0; place < scores.Length; place++)
        {
            var words = ByWords.Of(measured.ByWords[place]);
            scores[place] = words > FullUntil ? FullUntil + (BeyondCounts * (words - FullUntil)) : words;
            if (measured.ByMeaning.Length > 0)
            {
                scores[place] += MeaningCounts * ByMeaning.Of(measured.ByMeaning[place]);
            }
        }

        return scores;
    }
}
