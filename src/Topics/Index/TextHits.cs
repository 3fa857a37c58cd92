using DigestMailer.Topics.Queries;

namespace DigestMailer.Topics.Index;

/// <summary>
/// Finds the terms of queries in titles and abstracts, and weighs what was found. Each term is looked up once and kept,
/// within bounds, however many queries have it. Safe for several threads.
/// </summary>
internal sealed class TextHits
{
    // BM25 as SQLite's FTS5 has it, with a title's word counted four times.
    private const float Saturation = 1.2f;
    private const float LengthCounts = 0.75f;
    private const float TitleTimes = 4;
    private const float Least = 0.01f;

    private const int SizeOfTerm = 300;
    private const int SizeOfSpan = 4;
    private const int SizeOfRange = 8;

    private readonly IReadOnlyList<(string Title, string Abstract)>? texts;
    private readonly WordIndex words;
    private readonly Recall<Term, uint[]> found;
    private readonly Recall<int, Range[]> ranges;
    private readonly float[] dampings;

    /// <param name="most">Bytes to keep of what terms found.</param>
    /// <param name="keepsTexts">Whether <see cref="Met"/> will be asked; without the texts much less is kept.</param>
    public TextHits(IReadOnlyList<(string Title, string Abstract)> texts, long most, bool keepsTexts = true)
    {
        this.texts = keepsTexts ? texts : null;
        words = new WordIndex(texts);
        found = new(Run, most, (term, spans) =>
            SizeOfTerm + (2 * term.Text.Length) + (SizeOfSpan * spans.Length));
        ranges = new(RangesOf, most / 10, (_, all) => SizeOfTerm + (SizeOfRange * all.Length));
        var average = Math.Max(1f, words.StartOf(texts.Count) / (float)Math.Max(1, texts.Count));
        dampings = new float[texts.Count];
        for (var place = 0; place < texts.Count; place++)
        {
            var length = words.StartOf(place + 1) - words.StartOf(place);
            dampings[place] = Saturation * (1 - LengthCounts + (LengthCounts * length / average));
        }
    }

    /// <summary>The words as they are written, with how often each is.</summary>
    public IEnumerable<(string Word, int Count)> Written() => words.Written();

    /// <summary>Where the term is, in order.</summary>
    public uint[] Find(Term term) => found.Get(term);

    /// <summary>Where words of a root are, each once, in order.</summary>
    public uint[] FindFamily(string root) => Pool([words.FindFamily(root)]);

    private uint[] Run(Term term)
    {
        var parts = WordCutter.Words(term.Text);
        if (parts.Count == 0)
        {
            return [];
        }

        var spans = Phrase(parts, term);
        if (parts.Count == 2 && !term.Exact && term.Text.AsSpan().IndexOfAny('-', '‐', '‑') > 0
            && !term.Text.Contains(' ', StringComparison.Ordinal))
        {
            var joined = string.Concat(parts);
            spans = Pool([spans, term.Prefix ? words.Beginning(joined) : words.Find(joined)]);
        }

        return term.Field is QueryField.Any ? spans : InField(spans, term.Field);
    }

    private uint[] Phrase(List<string> parts, Term term)
    {
        var spans = One(0);
        for (var i = 1; i < parts.Count && spans.Length > 0; i++)
        {
            spans = Followed(spans, One(i));
        }

        return spans;

        uint[] One(int part) => term.Exact ? words.FindExactly(parts[part])
            : term.Prefix && part == parts.Count - 1 ? words.Beginning(parts[part]) : words.Find(parts[part]);
    }

    /// <summary>The spans after which one of the others begins, with it.</summary>
    private static uint[] Followed(uint[] spans, uint[] others)
    {
        var both = new List<uint>();
        foreach (var span in spans)
        {
            var end = WordSpan.End(span);
            var next = Array.BinarySearch(others, WordSpan.Of(end, 0));
            for (next = next < 0 ? ~next : next; next < others.Length && WordSpan.Start(others[next]) == end; next++)
            {
                both.Add(WordSpan.Of(WordSpan.Start(span), WordSpan.End(others[next]) - WordSpan.Start(span)));
            }
        }

        return [.. both];
    }

    private uint[] InField(uint[] spans, QueryField field)
    {
        var kept = new List<uint>(spans.Length);
        var place = 0;
        foreach (var span in spans)
        {
            place = PlaceOf(span, place);
            if (WordSpan.Start(span) < words.AbstractOf(place) == (field == QueryField.Title))
            {
                kept.Add(span);
            }
        }

        return [.. kept];
    }

    private int PlaceOf(uint span, int from)
    {
        while (WordSpan.Start(span) >= words.StartOf(from + 1))
        {
            from++;
        }

        return from;
    }

    /// <summary>Several lists as one, in order; what overlaps is one mention and counts once.</summary>
    public static uint[] Pool(IReadOnlyList<uint[]> lists)
    {
        var all = new uint[lists.Sum(list => list.Length)];
        var at = 0;
        foreach (var list in lists)
        {
            list.CopyTo(all, at);
            at += list.Length;
        }

        WordSpan.Sort(all);
        var (count, end) = (0, 0);
        foreach (var span in all)
        {
            if (count == 0 || WordSpan.Start(span) >= end)
            {
                all[count++] = span;
                end = WordSpan.End(span);
            }
        }

        return all[..count];
    }

    /// <summary>How much each paper is about what was found: 0, or from 0.01 to 1.</summary>
    public float[] Weigh(uint[] spans)
    {
        var fit = new float[dampings.Length];
        var (places, fits) = Fits(spans, TitleTimes);
        for (var i = 0; i < places.Length; i++)
        {
            fit[places[i]] = fits[i];
        }

        return fit;
    }

    /// <summary>The places of the papers that are about what was found, and how much each is.</summary>
    public (int[] Places, float[] Fits) Fits(uint[] spans, float titleTimes)
    {
        var (places, fits) = (new List<int>(), new List<float>());
        for (int i = 0, place = 0; i < spans.Length;)
        {
            place = PlaceOf(spans[i], place);
            var (end, summary, mentions) = (words.StartOf(place + 1), words.AbstractOf(place), 0f);
            for (; i < spans.Length && WordSpan.Start(spans[i]) < end; i++)
            {
                mentions += WordSpan.Start(spans[i]) < summary ? titleTimes : 1;
            }

            places.Add(place);
            fits.Add(Math.Max(Least, mentions / (mentions + dampings[place])));
        }

        return ([.. places], [.. fits]);
    }

    /// <summary>What the term met of the paper's title, a space and its abstract, in their order.</summary>
    public IReadOnlyList<Range> Met(Term term, int place)
    {
        var spans = Find(term);
        var (start, end) = (words.StartOf(place), words.StartOf(place + 1));
        var first = Array.BinarySearch(spans, WordSpan.Of(start, 0));
        var met = new List<Range>();
        for (var i = first < 0 ? ~first : first; i < spans.Length && WordSpan.Start(spans[i]) < end; i++)
        {
            var known = ranges.Get(place);
            met.Add(known[WordSpan.Start(spans[i]) - start].Start..known[WordSpan.End(spans[i]) - start - 1].End);
        }

        return met;
    }

    /// <summary>Where the word at each position of a paper is in its text.</summary>
    private Range[] RangesOf(int place)
    {
        var all = new Range[words.StartOf(place + 1) - words.StartOf(place)];
        var (title, summary) = texts![place];
        Take(title, 0, 0);
        Take(summary, words.AbstractOf(place) - words.StartOf(place), title.Length + 1);
        return all;

        void Take(string text, int from, int shift) => WordCutter.Cut(text, (_, position, length, form, span) =>
        {
            for (var i = 0; i < length && form == WordForm.Whole; i++)
            {
                all[from + position + i] = (span.Start.Value + shift)..(span.End.Value + shift);
            }
        });
    }
}
