using System.ComponentModel.DataAnnotations;
using DigestMailer.Settings;

namespace DigestMailer.Digests.Choosing;

/// <summary>How papers are chosen.</summary>
internal sealed class DigestOptions
{
    /// <summary>
    /// How far back a paper may have been first seen. Three days give a late listing, or a paper whose votes came late,
    /// its chance.
    /// </summary>
    [DurationRange("01:00:00", "60.00:00:00")]
    public TimeSpan Window { get; set; } = TimeSpan.FromDays(3);

    /// <summary>
    /// Whether near-duplicates and a run of one narrow subject give way to other papers. Readers want a morning's
    /// breadth before ten papers on one thing.
    /// </summary>
    public bool Variety { get; set; } = true;

    /// <summary>How much each term of the score counts.</summary>
    [Required]
    public ScoreWeights Weights { get; set; } = new();
}

/// <summary>The weights of the terms of a <see cref="Score"/>.</summary>
internal sealed class ScoreWeights
{
    /// <summary>
    /// How well the best topic matches. As much as trend: a reader follows topics, but wants what others found good.
    /// </summary>
    [Range(0, 100)]
    public double Relevance { get; set; } = 1.0;

    /// <summary>How many topics match.</summary>
    [Range(0, 100)]
    public double Breadth { get; set; } = 0.2;

    /// <summary>
    /// Votes, how fast they came, stars and sources, compared with those of the papers first seen on the same day.
    /// </summary>
    [Range(0, 100)]
    public double Trend { get; set; } = 1.0;

    /// <summary>Newer papers first among equals.</summary>
    [Range(0, 100)]
    public double Freshness { get; set; } = 0.1;

    /// <summary>
    /// Likeness to papers that the reader wants more or less of. Half of relevance: it sorts what the topics found.
    /// </summary>
    [Range(0, 100)]
    public double Taste { get; set; } = 0.5;

    /// <summary>Likeness to papers already chosen, taken off where <see cref="DigestOptions.Variety"/> is on.</summary>
    [Range(0, 100)]
    public double Variety { get; set; } = 0.4;
}
