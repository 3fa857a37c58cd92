namespace DigestMailer.Benchmarks.Meaning;

/// <summary>How good a ranking is, against the places that are wanted.</summary>
internal static class Quality
{
    /// <summary>Places by falling score; those that are not to be ranked are left out.</summary>
    public static IReadOnlyList<int> Ranked(IReadOnlyList<float> scores, Func<int, bool>? counts = null) =>
        [.. Enumerable.Range(0, scores.Count).Where(place => counts?.Invoke(place) != false)
            .OrderByDescending(place => scores[place]).ThenBy(place => place)];

    /// <summary>Average precision; places that are not in the ranking count as never found.</summary>
    public static double Precision(IReadOnlyList<int> ranked, IReadOnlySet<int> wanted)
    {
        var (found, sum) = (0, 0.0);
        for (var i = 0; i < ranked.Count; i++)
        {
            sum += wanted.Contains(ranked[i]) ? ++found / (i + 1.0) : 0;
        }

        return wanted.Count == 0 ? 0 : sum / wanted.Count;
    }

    public static double Recall(IReadOnlyList<int> ranked, IReadOnlySet<int> wanted, int at) =>
        ranked.Take(at).Count(wanted.Contains) / (double)wanted.Count;

    /// <summary>Normalised discounted cumulative gain of the first ten.</summary>
    public static double Gain(IReadOnlyList<int> ranked, IReadOnlySet<int> wanted)
    {
        var best = Enumerable.Range(0, Math.Min(10, wanted.Count)).Sum(Discount);
        return best == 0 ? 0 : ranked.Take(10).Select((place, i) => wanted.Contains(place) ? Discount(i) : 0).Sum()
            / best;
    }

    private static double Discount(int rank) => 1 / Math.Log2(rank + 2);
}
