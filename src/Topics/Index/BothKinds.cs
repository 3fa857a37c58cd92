namespace DigestMailer.Topics.Index;

/// <summary>Nearness by words and by meaning as one number, each kind in deviations from its mean.</summary>
internal static class BothKinds
{
    /// <param name="byWords">By place; the result takes its place.</param>
    /// <param name="byMeaning">By place; null where words alone are compared.</param>
    /// <param name="meaningCounts">How much meaning counts where words count 1.</param>
    public static float[] Weighed(float[] byWords, float[]? byMeaning, float meaningCounts)
    {
        var words = Spread.Of(byWords);
        var meaning = byMeaning is null ? default : Spread.Of(byMeaning);
        for (var place = 0; place < byWords.Length; place++)
        {
            var score = words.Of(byWords[place]);
            byWords[place] = byMeaning is null ? score
                : (score + (meaningCounts * meaning.Of(byMeaning[place]))) / (1 + meaningCounts);
        }

        return byWords;
    }
}
