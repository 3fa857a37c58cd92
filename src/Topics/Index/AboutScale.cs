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
    public static AboutScale Of(IReadOnlyList<(string Word, float Rarity)> words, AboutMeasures measured)
    {
        var scale = new AboutScale(words, Spread.Of(measured.ByWords), Spread.Of(measured.ByMeaning), default);
        return scale with { Floors = Floors.Of(scale.Scores(measured)) };
    }

    /// <summary>How well papers fit, by place; 0 below the floor.</summary>
    public float[] Fit(AboutMeasures measured, float floor)
    {
        var fit = Scores(measured);
        for (var place = 0; place < fit.Length; place++)
        {
            var reached = Floors.Fit(fit[place]);
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
