using DigestMailer.Papers;
using DigestMailer.Storage;

namespace DigestMailer.Topics;

/// <summary>
/// Answers topic queries over the papers in play. Immutable but for what it keeps, which is bounded: each query runs once, however often it is asked,
/// and each of its terms once, however many queries hold it. Safe for several threads.
/// </summary>
internal sealed class TopicIndex : IDisposable
{
    private const int MostWords = 5;

    // About 100 MB of matches: two thousand queries that find every second of five thousand papers, or many more of the usual kind.
    private const int MostMatches = 6_000_000;
    private const int MostMarked = 100_000;
    private const int SizeOfQuery = 100;

    private readonly Lock gate = new();
    private readonly IReadOnlyList<Paper> papers;
    private readonly Dictionary<long, int> places;
    private readonly TextHits texts;
    private readonly QueryRun run;
    private readonly Recall<TopicQuery, IReadOnlyList<TopicMatch>> found = new(MostMatches, (_, matches) => SizeOfQuery + matches.Count);
    private readonly Recall<(string Query, long Paper), TextList> words = new(MostMarked, (_, _) => 1);
    private long evaluations;

    private TopicIndex(IReadOnlyList<Paper> papers)
    {
        this.papers = papers;
        places = papers.Select((paper, place) => (paper.Id, place)).ToDictionary(pair => pair.Id, pair => pair.place);
        texts = new TextHits([.. papers.Select(paper => (paper.Title, paper.Abstract))]);
        Likeness = new Likeness(papers);
        run = new QueryRun(papers, texts, Likeness);
    }

    /// <summary>How near papers are to each other, and to others that readers name.</summary>
    public Likeness Likeness { get; }

    /// <summary>How many queries were run, not answered from what is kept.</summary>
    public long Evaluations => Interlocked.Read(ref evaluations);

    public static TopicIndex Build(IReadOnlyList<Paper> papers) => new(papers);

    /// <summary>The papers that the query finds, best first, papers of equal relevance by id.</summary>
    public IReadOnlyList<TopicMatch> Find(TopicQuery query) => found.Get(query, _ =>
    {
        lock (gate)
        {
            evaluations++;
            return run.Find(query);
        }
    });

    /// <summary>What of the paper met the query, as it stands in it: words, the title's first, then authors, categories and the like; at most five.</summary>
    public TextList MatchedWords(TopicQuery query, long paperId) => words.Get((query.Text, paperId), _ =>
    {
        var terms = Wanted(query.Root).ToList();
        var inText = terms.Where(term => term.Field is QueryField.Any or QueryField.Title or QueryField.Abstract).ToList();
        return TextList.Create([.. TextWords(inText, places[paperId])
            .Concat(terms.SelectMany(term => FactWords(term, papers[places[paperId]])))
            .DistinctBy(word => word.ToLowerInvariant()).Take(MostWords)]);
    });

    private static IEnumerable<Term> Wanted(QueryNode node) => node switch
    {
        Term term => [term],
        AllOf all => all.Nodes.SelectMany(Wanted),
        AnyOf any => any.Nodes.SelectMany(Wanted),
        _ => [],
    };

    /// <summary>In the order of the text; where terms overlap, the whole that they cover.</summary>
    private List<string> TextWords(List<Term> terms, int place)
    {
        var text = $"{papers[place].Title} {papers[place].Abstract}";
        var met = new List<Range>();
        foreach (var span in SpansOf(terms, place).OrderBy(span => span.Start.Value))
        {
            if (met.Count > 0 && span.Start.Value < met[^1].End.Value)
            {
                met[^1] = met[^1].Start..Math.Max(met[^1].End.Value, span.End.Value);
            }
            else
            {
                met.Add(span);
            }
        }

        return met.ConvertAll(span => text[span]);
    }

    private List<Range> SpansOf(List<Term> terms, int place)
    {
        lock (gate)
        {
            return [.. terms.SelectMany(term => texts.Met(term, place))];
        }
    }

    private static IEnumerable<string> FactWords(Term term, Paper paper) => term.Field switch
    {
        QueryField.Author => AuthorName.Parse(term.Text, term.Prefix) is { } author ? paper.Authors.Where(author.Matches).Take(1) : [],
        QueryField.Category => paper.Categories.Where(category => category.StartsWith(term.Text, StringComparison.OrdinalIgnoreCase)).Take(1),
        QueryField.Primary => paper.Categories.Take(1).Where(category => category.StartsWith(term.Text, StringComparison.OrdinalIgnoreCase)),
        QueryField.Org => paper.Organization is { } name && NameText.Fold(name).Contains(NameText.Fold(term.Text), StringComparison.Ordinal) ? [name] : [],
        _ => [],
    };

    public void Dispose() => texts.Dispose();
}
