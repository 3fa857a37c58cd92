using DigestMailer.Topics.Meaning;

namespace DigestMailer.Topics.Index;

/// <summary>
/// The papers of the last month, among which nearness is a rank: a score says nothing by itself, but "among the best
/// thirty of a month" means the same for every prose and every model. Immutable except for what it keeps; safe for
/// several threads.
/// </summary>
internal sealed class Backdrop
{
    /// <summary>Fewer papers say too little; then the papers in play are ranked among each other.</summary>
    public const int Least = 200;

    /// <summary>Bytes kept of what words and prose found, each.</summary>
    private const long MostBytes = 8_000_000;

    private const int SizeOfScale = 400;

    private readonly AboutWords words;
    private readonly MeaningSpace? meaning;
    private readonly Recall<(string Prose, int OneIn), AboutScale> scales;

    /// <param name="all">How many papers the month had; more than are here if these are some of them.</param>
    /// <param name="table">Null where there is none; then words alone are compared.</param>
    public Backdrop(IReadOnlyList<(string Title, string Abstract)> papers, int all, MeaningTable? table)
        : this(papers, TextsOf(papers), all, table)
    {
    }

    /// <param name="texts">As <see cref="TextsOf"/> makes them of these papers.</param>
    /// <inheritdoc cref="Backdrop(IReadOnlyList{ValueTuple{string, string}}, int, MeaningTable?)"/>
    public Backdrop(IReadOnlyList<(string Title, string Abstract)> papers, TextHits texts, int all, MeaningTable? table)
    {
        Count = all;
        words = new AboutWords(texts, papers.Count, MostBytes);
        meaning = table is null ? null : new MeaningSpace(table, papers);
        scales = new(Measure, MostBytes, (asked, _) => SizeOfScale + (2 * asked.Prose.Length));
    }

    /// <summary>The words of papers, by which a table may be chosen before a backdrop is made of them.</summary>
    public static TextHits TextsOf(IReadOnlyList<(string Title, string Abstract)> papers) =>
        new(papers, MostBytes, keepsTexts: false);

    /// <summary>How many papers the month had.</summary>
    public int Count { get; }

    /// <summary>What all papers have in common; null without a table.</summary>
    public float[]? Common => meaning?.Common;

    /// <summary>How prose is measured, and where its floors are.</summary>
    /// <param name="oneIn">Of how many papers one is near; 0 for the usual ranks.</param>
    public AboutScale Scale(string prose, int oneIn = 0) => scales.Get((prose, oneIn));

    private AboutScale Measure((string Prose, int OneIn) of)
    {
        var asked = words.Weighted(of.Prose);
        return AboutScale.Of(asked, AboutMeasures.Of(words.Weigh(asked), meaning, of.Prose), of.OneIn);
    }
}
