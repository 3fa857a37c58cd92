using DigestMailer.Papers;
using DigestMailer.Storage;
using DigestMailer.Topics.Meaning;
using DigestMailer.Topics.Queries;

namespace DigestMailer.Topics.Index;

/// <summary>
/// Answers topic queries over the papers in play. Immutable except for what it keeps, which is bounded: each query runs
/// once, however often it is asked, and each of its terms once, however many queries have it. Safe for several threads.
/// </summary>
internal sealed class TopicIndex
{
    private const int MostWords = 5;

    /// <summary>
    /// Bytes kept of what was found, unless a builder says otherwise: half for queries and half for their terms. Two
    /// thousand queries that find every second of five thousand papers fit, or many more of the usual kind.
    /// </summary>
    public const long MostBytes = 180_000_000;

    private const int SizeOfMatch = 16;
    private const int SizeOfQuery = 600;
    private const int SizeOfLetter = 20;

    private readonly IReadOnlyList<Paper> papers;
    private readonly Dictionary<long, int> places;
    private readonly TextHits texts;
    private readonly AboutRun about;
    private readonly QueryRun run;
    private readonly Recall<TopicQuery, IReadOnlyList<TopicMatch>> found;
    private long evaluations;

    private TopicIndex(IReadOnlyList<Paper> papers, long most, MeaningFrame frame)
    {
        this.papers = papers;
        places = papers.Select((paper, place) => (paper.Id, place)).ToDictionary(pair => pair.Id, pair => pair.place);
        List<(string, string)> written = [.. papers.Select(paper => (paper.Title, paper.Abstract))];
        (texts, var meaning) = Read(written, most / 2, frame);
        Likeness = new Likeness(papers, meaning,
            frame.Backdrop is { } month ? Math.Min(1, papers.Count / (float)month.Count) : 1);
        about = new AboutRun(texts, papers.Count, meaning, frame.Backdrop);
        run = new QueryRun(papers, texts, Likeness, about);
        found = new(Run, most / 2, (query, matches) =>
            SizeOfQuery + (SizeOfLetter * query.ToString().Length) + (SizeOfMatch * matches.Count));
    }

    /// <summary>Words and meanings side by side: somebody waits for both, and each takes as long.</summary>
    private static (TextHits Texts, MeaningSpace? Meaning) Read(List<(string, string)> written, long most,
        MeaningFrame frame)
    {
        (TextHits? texts, MeaningSpace? meaning) = (null, null);
        Parallel.Invoke(() => texts = new TextHits(written, most),
            () => meaning = frame.Table is { } table ? new MeaningSpace(table, written, frame.Backdrop?.Common) : null);
        return (texts!, meaning);
    }

    /// <summary>How near papers are to each other, and to others that readers name.</summary>
    public Likeness Likeness { get; }

    /// <summary>How many queries were run, not answered from what is kept.</summary>
    public long Evaluations => Interlocked.Read(ref evaluations);

    /// <param name="most">Bytes to keep of what queries found.</param>
    /// <param name="frame">By what papers are compared with prose and with each other; words alone if left out.</param>
    public static TopicIndex Build(IReadOnlyList<Paper> papers, long most = MostBytes, MeaningFrame? frame = null) =>
        new(papers, most, frame ?? MeaningFrame.Words);

    /// <summary>The papers that the query finds, best first, papers of equal relevance by id.</summary>
    public IReadOnlyList<TopicMatch> Find(TopicQuery query) => found.Get(query);

    /// <summary>How well each paper fits prose, by place, whether it is near or not.</summary>
    public IReadOnlyList<float> Rank(string prose) => about.Fit(prose, 0);

    /// <summary>
    /// What of the paper met the query, as it is written there: words, the title's first, then authors, categories by
    /// their names and the like; at most five, and nothing twice in singular and plural.
    /// </summary>
    public TextList MatchedWords(TopicQuery query, long paperId)
    {
        var place = places[paperId];
        return TextList.Create([.. TextWords(query.Wanted, place)
            .Concat(query.Wanted.Where(term => term.IsProse).SelectMany(term => about.Closest(term.Text,
                $"{papers[place].Title} {papers[place].Abstract}")))
            .Concat(query.Wanted.SelectMany(term => FactWords(term, papers[place])))
            .DistinctBy(Stems).Take(MostWords)]);
    }

    /// <summary>How near a paper is to the prose of a query; null where it has none.</summary>
    public AboutFigures? Explain(TopicQuery query, long paperId) =>
        query.Wanted.FirstOrDefault(term => term.IsProse) is { } prose ? about.Explain(prose.Text, places[paperId])
            : null;

    private static string Stems(string words) => string.Join(' ', WordCutter.Words(words).Select(PluralStem.Of));

    private IReadOnlyList<TopicMatch> Run(TopicQuery query)
    {
        Interlocked.Increment(ref evaluations);
        return run.Find(query);
    }

    /// <summary>In the order of the text; where terms overlap, the whole that they cover.</summary>
    private List<string> TextWords(IReadOnlyList<Term> terms, int place)
    {
        var met = new List<Range>();
        foreach (var span in SpansOf(terms, place))
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

        return met.ConvertAll(span => Unbracketed(Text(papers[place], span)));
    }

    /// <summary>A part of the title or of the abstract, counted as if a space were between the two.</summary>
    private static string Text(Paper paper, Range span) =>
        paper.Title.Length + 1 is var first && span.Start.Value < first
        ? paper.Title[span]
        : paper.Abstract[(span.Start.Value - first)..(span.End.Value - first)];

    /// <summary>Without brackets and quotation marks of which only one is in the text: "LLM) agents".</summary>
    private static string Unbracketed(string text)
    {
        foreach (var (open, close) in Pairs)
        {
            if (text.Count(c => c == open) is var opens && text.Count(c => c == close) is var closes
                && (open == close ? opens % 2 != 0 : opens != closes))
            {
                text = text.Replace(open.ToString(), "", StringComparison.Ordinal)
                    .Replace(close.ToString(), "", StringComparison.Ordinal);
            }
        }

        return text.Trim();
    }

    private static readonly (char Open, char Close)[] Pairs =
        [('(', ')'), ('[', ']'), ('{', '}'), ('“', '”'), ('„', '“'), ('«', '»'), ('"', '"')];

    private List<Range> SpansOf(IReadOnlyList<Term> terms, int place)
    {
        var spans = terms.Where(term => term.IsOfText).SelectMany(term => texts.Met(term, place)).ToList();
        spans.Sort((one, other) => one.Start.Value.CompareTo(other.Start.Value));
        return spans;
    }

    private static IEnumerable<string> FactWords(Term term, Paper paper) => term.Field switch
    {
        QueryField.Author =>
            AuthorName.Parse(term.Text, term.Prefix) is { } author ? paper.Authors.Where(author.Matches).Take(1) : [],
        QueryField.Category => InCategory(paper.Categories, term),
        QueryField.Primary => InCategory(paper.Categories.Take(1), term),
        QueryField.Org =>
            paper.Organization is { } name
                && NameText.Fold(name).Contains(NameText.Fold(term.Text), StringComparison.Ordinal) ? [name] : [],
        _ => [],
    };

    private static IEnumerable<string> InCategory(IEnumerable<string> categories, Term term) => categories
        .Where(category => category.StartsWith(term.Text, StringComparison.OrdinalIgnoreCase)).Take(1)
        .Select(ArxivCategories.NameOf);
}
