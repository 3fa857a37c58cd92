namespace DigestMailer.Digests.Choosing;

/// <summary>
/// Picks the papers of a digest one by one: the best by score, less what the papers picked before it say already
/// (maximal marginal relevance); and each topic with a match gets a place before any gets a third.
/// </summary>
internal sealed class Selection(PapersInPlay play, DigestOptions options)
{
    private const int PlacesBeforeOthers = 2;

    /// <param name="candidates">Best first by score.</param>
    public List<(Candidate Candidate, Score Score)> Pick(List<Candidate> candidates, int max)
    {
        var pool = Pool(candidates, max);
        var uncrowded = new float[pool.Count];
        Array.Fill(uncrowded, 1f);
        var counted = new int[pool.Count];
        var places = new Dictionary<int, int>();
        var waiting = pool.SelectMany(candidate => candidate.Topics).ToHashSet();
        var picks = new List<(Candidate, Score)>(max);
        while (picks.Count < max && pool.Count > picks.Count)
        {
            var next = Next(pool, picks, uncrowded, counted, places, waiting);
            picks.Add((pool[next]!, pool[next]!.Score with { Crowding = options.Variety ? 1 - uncrowded[next] : 0 }));
            Place(pool[next]!, places, waiting);
            pool[next] = null!;
        }

        return picks;
    }

    /// <summary>The candidates that can come into question: the best by score, and the best of each topic.</summary>
    private static List<Candidate> Pool(List<Candidate> candidates, int max)
    {
        var taken = new Dictionary<int, int>();
        var pool = new List<Candidate>();
        foreach (var candidate in candidates)
        {
            var isFirst = false;
            foreach (var topic in candidate.Topics)
            {
                isFirst |= (taken[topic] = taken.GetValueOrDefault(topic) + 1) <= PlacesBeforeOthers;
            }

            if (isFirst || pool.Count < Math.Max(5 * max, 50))
            {
                pool.Add(candidate);
            }
        }

        return pool;
    }

    /// <param name="counted">Of how many picks <paramref name="uncrowded"/> knows; more can only lower it, so one that
    /// is behind already needs no closer look.</param>
    private int Next(List<Candidate> pool, List<(Candidate Candidate, Score)> picks, float[] uncrowded, int[] counted,
        Dictionary<int, int> places, HashSet<int> waiting)
    {
        var (best, bestValue) = (-1, double.NegativeInfinity);
        for (var i = 0; i < pool.Count; i++)
        {
            if (pool[i] is { } candidate && Value(candidate, uncrowded[i]) > bestValue
                && IsItsTurn(candidate, places, waiting))
            {
                for (; options.Variety && counted[i] < picks.Count; counted[i]++)
                {
                    uncrowded[i] *= 1
                        - play.Index.Likeness.Between(PlaceOf(candidate), PlaceOf(picks[counted[i]].Candidate));
                }

                var value = Value(candidate, uncrowded[i]);
                (best, bestValue) = value > bestValue ? (i, value) : (best, bestValue);
            }
        }

        return best;
    }

    private double Value(Candidate candidate, float uncrowded) =>
        candidate.Value - (options.Variety ? options.Weights.Variety * (1 - uncrowded) : 0);

    private static bool IsItsTurn(Candidate candidate, Dictionary<int, int> places, HashSet<int> waiting) =>
        waiting.Count == 0 || candidate.Topics.Exists(waiting.Contains) || !HasItsPlaces(candidate, places);

    private static bool HasItsPlaces(Candidate candidate, Dictionary<int, int> places) =>
        candidate.Topics.Exists(topic => places.GetValueOrDefault(topic) >= PlacesBeforeOthers);

    private static void Place(Candidate candidate, Dictionary<int, int> places, HashSet<int> waiting)
    {
        foreach (var topic in candidate.Topics)
        {
            places[topic] = places.GetValueOrDefault(topic) + 1;
            waiting.Remove(topic);
        }
    }

    private int PlaceOf(Candidate candidate) => play.Places[candidate.Paper.Id];
}
