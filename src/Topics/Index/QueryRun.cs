using DigestMailer.Papers;
using DigestMailer.Topics.Queries;

namespace DigestMailer.Topics.Index;

/// <summary>
/// Runs queries: walks the tree and keeps for each paper how well it fits, 0 where it does not. Side by side, terms
/// count by their rarity; alternatives add to each other; what is only true or false of a paper neither adds nor takes
/// away. Not safe for several threads.
/// </summary>
internal sealed class QueryRun(IReadOnlyList<Paper> papers, TextHits texts, Likeness likeness)
{
    /// <summary>What a fact (a category, an author) weighs among alternatives that are words.</summary>
    private const float FactStrength = 0.7f;

    /// <summary>How near a paper must be to be like another: about the nearest two or three of four hundred.</summary>
    private const float LikeAtLeast = 0.35f;

    private readonly PaperFacts facts = new(papers);

    public IReadOnlyList<TopicMatch> Find(TopicQuery query)
    {
        var fit = Run(query.Root).Fit;
        var matches = new List<TopicMatch>();
        for (var place = 0; place < fit.Length; place++)
        {
            if (fit[place] > 0 && fit[place] >= query.AtLeast)
            {
                matches.Add(new TopicMatch(papers[place].Id, fit[place]));
            }
        }

        matches.Sort(
            (left, right) =>
                left.Relevance != right.Relevance ? right.Relevance.CompareTo(left.Relevance)
                    : left.PaperId.CompareTo(right.PaperId));
        return matches;
    }

    private Fitting Run(QueryNode node) => node switch
    {
        AllOf all => AllOf([.. all.Nodes.Select(Run)]),
        AnyOf any => AnyOf([.. any.Nodes.Select(Run)]),
        Not not => Not(Run(not.Node)),
        Bound bound =>
            Where(place => bound.Holds(bound.Field == CountField.Votes ? papers[place].Votes : papers[place].Stars)),
        HasLink has =>
            Where(place => (has.Link == LinkKind.Code ? papers[place].CodeUrl : papers[place].ProjectUrl) is not null),
        Term { Field: QueryField.Any or QueryField.Title or QueryField.Abstract } term => InText(texts.Find(term)),
        Term { Field: QueryField.Like } term => Like(term.Text),
        Term term => Are(facts.Find(term)),
        _ => Where(_ => true),
    };

    private Fitting AllOf(Fitting[] parts)
    {
        var weight = parts.Sum(part => part.Weight);
        var fit = new float[papers.Count];
        for (var place = 0; place < fit.Length; place++)
        {
            var (sum, every) = (0f, true);
            foreach (var part in parts)
            {
                sum += part.Weight * part.Fit[place];
                every &= part.Fit[place] > 0;
            }

            fit[place] = !every ? 0 : weight > 0 ? sum / weight : FactStrength;
        }

        return new Fitting(fit, weight / parts.Length);
    }

    private Fitting AnyOf(Fitting[] parts)
    {
        var fit = new float[papers.Count];
        for (var place = 0; place < fit.Length; place++)
        {
            var missing = 1f;
            foreach (var part in parts)
            {
                missing *= 1 - part.Fit[place];
            }

            fit[place] = 1 - missing;
        }

        return new Fitting(fit, parts.Max(part => part.Weight));
    }

    private Fitting Not(Fitting part)
    {
        var fit = new float[papers.Count];
        for (var place = 0; place < fit.Length; place++)
        {
            fit[place] = part.Fit[place] > 0 ? 0 : FactStrength;
        }

        return new Fitting(fit, 0);
    }

    private Fitting InText(TermHits hits)
    {
        var fit = new float[papers.Count];
        for (var i = 0; i < hits.Places.Length; i++)
        {
            fit[hits.Places[i]] = hits.Strengths[i];
        }

        return new Fitting(fit, hits.Rarity);
    }

    private Fitting Like(string name)
    {
        var fit = new float[papers.Count];
        if (likeness.Of(name) is { } vector)
        {
            for (var place = 0; place < fit.Length; place++)
            {
                var near = likeness.Of(place).Nearness(vector);
                fit[place] = near >= LikeAtLeast && !likeness.IsSame(name, place) ? near : 0;
            }
        }

        return new Fitting(fit, 1);
    }

    private Fitting Where(Func<int, bool> holds) => Are(Enumerable.Range(0, papers.Count).Where(holds));

    private Fitting Are(IEnumerable<int> places)
    {
        var fit = new float[papers.Count];
        foreach (var place in places)
        {
            fit[place] = FactStrength;
        }

        return new Fitting(fit, 0);
    }

    /// <summary>
    /// How well each paper fits a part of a query (0 to 1), and how much that part counts beside others.
    /// </summary>
    private readonly record struct Fitting(float[] Fit, float Weight);
}
