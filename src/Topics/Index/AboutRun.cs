using DigestMailer.Topics.Meaning;
using DigestMailer.Topics.Queries;

namespace DigestMailer.Topics.Index;

/// <summary>
/// Scores the papers in play against prose, by words and by meaning together, on the scale of the last month's papers.
/// Neither kind is as good as both: an exact name must never go by meaning alone. Safe for several threads.
/// </summary>
internal sealed class AboutRun(TextHits texts, int papers, MeaningSpace? meaning, Backdrop? month)
{
    private const int MostWords = 5;
    private const long MostBytes = 16_000_000;

    // A word that brings a paper less than this part of what the best does is not why.
    private const double LeastShare = 0.3;

    private readonly AboutWords words = new(texts, papers, MostBytes);

    /// <summary>
    /// How well each paper fits, by place: 0 below the floor of the field and below another. A topic has its query for
    /// words; without vectors, or a month that says what is rare, prose adds nothing to them.
    /// </summary>
    public float[] Fit(Term term, Nearness near) => near.IsExtra && (meaning is null || month is null)
        ? new float[papers] : Fit(term.Text, Math.Max(FloorOf(term.Field), near.AtLeast), near.OneIn);

    /// <param name="floor">The least fit that counts.</param>
    /// <param name="oneIn">Of how many papers one is near; 0 for the usual ranks.</param>
    public float[] Fit(string prose, float floor, int oneIn = 0)
    {
        var (scale, measured) = Measured(prose, oneIn);
        return scale?.Fit(measured, floor) ?? AboutScale.FitAmongThem(measured, floor, oneIn);
    }

    private (AboutScale? Scale, AboutMeasures Measured) Measured(string prose, int oneIn)
    {
        var scale = month?.Scale(prose, oneIn);
        return (scale, AboutMeasures.Of(words.Weigh(scale?.Words ?? words.Weighted(prose)), meaning, prose));
    }

    /// <summary>How near the paper at a place is.</summary>
    public AboutFigures Explain(string prose, int place)
    {
        var (_, measured) = Measured(prose, 0);
        var fit = Fit(prose, 0);
        return new(measured.ByMeaning.Length > 0 ? measured.ByMeaning[place] : null, measured.ByWords[place],
            1 + fit.Count(other => other > fit[place]));
    }

    private static float FloorOf(QueryField field) => field switch
    {
        QueryField.Nearest => Floors.NearestFit,
        QueryField.Nearer => Floors.NearerFit,
        _ => Floors.NearFit,
    };

    /// <summary>The words of a paper that bring it nearest to the prose, as they are written.</summary>
    public IReadOnlyList<string> Closest(string prose, string text)
    {
        var rarities = (month?.Scale(prose).Words ?? words.Weighted(prose))
            .ToDictionary(word => WordRoot.Of(word.Word), word => word.Rarity, StringComparer.Ordinal);
        var direction = meaning?.Of(prose);
        var shares = new Dictionary<string, (string Written, double Share)>(StringComparer.Ordinal);
        WordCutter.Cut(text, (folded, _, _, form, span) =>
        {
            var root = form == WordForm.Whole && folded.Length > 2 ? WordRoot.Of(folded.ToString()) : "";
            if (root.Length > 0 && !shares.ContainsKey(root))
            {
                shares[root] = (text[span], direction is null ? 0 : meaning!.Share(folded.ToString(), direction));
            }
        });
        var most = shares.Values.Select(word => word.Share).DefaultIfEmpty().Max();
        return [.. shares.Select(word => (word.Value.Written,
                Share: (most > 0 ? word.Value.Share / most : 0) + rarities.GetValueOrDefault(word.Key)))
            .Where(word => word.Share > LeastShare).OrderByDescending(word => word.Share)
            .ThenBy(word => word.Written, StringComparer.Ordinal).Take(MostWords).Select(word => word.Written)];
    }
}
