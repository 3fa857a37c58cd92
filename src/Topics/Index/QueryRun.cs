using DigestMailer.Papers;
using DigestMailer.Topics.Queries;

namespace DigestMailer.Topics.Index;

/// <summary>
/// Runs queries: walks the tree and keeps for each paper how well it fits, 0 where it does not. Side by side, the
/// weakest word counts; alternatives that are words count by all their mentions, each once; what is only true or false
/// of a paper neither adds nor takes away. Safe for several threads.
/// </summary>
internal sealed class QueryRun(IReadOnlyList<Paper> papers, TextHits texts, Likeness likeness, AboutRun about)
{
    /// <summary>What a fact (a category, an author) weighs among alternatives that are words.</summary>
    private const float FactStrength = 0.7f;

    private readonly PaperFacts facts = new(papers);
    private readonly int[] byId = [.. Enumerable.Range(0, papers.Count).OrderBy(place => papers[place].Id)];

    public IReadOnlyList<TopicMatch> Find(TopicQuery query)
    {
        var near = new Nearness(query.NearAtLeast, query.NearOneIn, query.NearOneIn > 0 && query.Root is not Term);
        var fit = Run(query.Root, near).Fit;
        // Relevance and place among the ids in one number, the best the smallest: numbers sort several times as fast.
        var found = new List<ulong>();
        for (var i = 0; i < byId.Length; i++)
        {
            if (fit[byId[i]] is > 0 and var relevance && relevance >= query.AtLeast)
            {
                found.Add(((ulong)~BitConverter.SingleToUInt32Bits(relevance) << 32) | (uint)i);
            }
        }

        found.Sort();
        return found.ConvertAll(key => Match(byId[(uint)key]));

        TopicMatch Match(int place) => new(papers[place].Id, fit[place]);
    }

    /// <param name="near">How near a paper must be to what is compared by meaning.</param>
    private Fitting Run(QueryNode node, Nearness near) => node switch
    {
        AllOf all => AllOf([.. all.Nodes.Select(part => Run(part, near))]),
        AnyOf any => AnyOf(any.Nodes, near),
        // Every paper is like another somehow; what is not like it is only what is not near.
        Not not => Not(Run(not.Node, near with { AtLeast = Floors.NearFit })),
        Bound bound =>
            Where(place => bound.Holds(bound.Field == CountField.Votes ? papers[place].Votes : papers[place].Stars)),
        HasLink has =>
            Where(place => (has.Link == LinkKind.Code ? papers[place].CodeUrl : papers[place].ProjectUrl) is not null),
        Term { IsOfText: true } term => new(texts.Weigh(texts.Find(term)), false),
        Term { Field: QueryField.Like } term => new(likeness.FitOf(term.Text, near.AtLeast), false),
        Term { IsProse: true } term => new(about.Fit(term, near), false),
        Term term => Are(facts.Find(term)),
        _ => Where(_ => true),
    };

    private Fitting AllOf(Fitting[] parts)
    {
        var fit = new float[papers.Count];
        for (var place = 0; place < fit.Length; place++)
        {
            var (weakest, every) = (float.MaxValue, true);
            foreach (var part in parts)
            {
                every &= part.Fit[place] > 0;
                weakest = part.IsFact ? weakest : Math.Min(weakest, part.Fit[place]);
            }

            fit[place] = !every ? 0 : weakest < float.MaxValue ? weakest : FactStrength;
        }

        return new Fitting(fit, Array.TrueForAll(parts, part => part.IsFact));
    }

    /// <summary>
    /// Words and phrases that are in one place of a text are one mention, whichever alternatives they are of. A fact
    /// speaks for a paper in addition to the words.
    /// </summary>
    private Fitting AnyOf(IReadOnlyList<QueryNode> nodes, Nearness near)
    {
        var terms = nodes.OfType<Term>().Where(term => term.IsOfText).Distinct().Select(texts.Find).ToList();
        var fit = texts.Weigh(TextHits.Pool(terms));
        var others = nodes.Where(node => node is not Term { IsOfText: true }).Distinct()
            .Select(node => Run(node, near)).ToList();
        foreach (var part in others.OrderBy(part => part.IsFact))
        {
            for (var place = 0; place < fit.Length; place++)
            {
                fit[place] = part.IsFact ? 1 - ((1 - fit[place]) * (1 - part.Fit[place]))
                    : Math.Max(fit[place], part.Fit[place]);
            }
        }

        return new Fitting(fit, terms.Count == 0 && others.TrueForAll(part => part.IsFact));
    }

    private Fitting Not(Fitting part)
    {
        var fit = new float[papers.Count];
        for (var place = 0; place < fit.Length; place++)
        {
            fit[place] = part.Fit[place] > 0 ? 0 : FactStrength;
        }

        return new Fitting(fit, true);
    }

    private Fitting Where(Func<int, bool> holds) => Are(Enumerable.Range(0, papers.Count).Where(holds));

    private Fitting Are(IEnumerable<int> places)
    {
        var fit = new float[papers.Count];
        foreach (var place in places)
        {
            fit[place] = FactStrength;
        }

        return new Fitting(fit, true);
    }

    /// <summary>
    /// How well each paper fits a part of a query (0 to 1), and whether that is only true or false of a paper.
    /// </summary>
    private readonly record struct Fitting(float[] Fit, bool IsFact);
}
