using DigestMailer.Topics.Meaning;

namespace DigestMailer.Topics.Index;

/// <summary>By what papers are compared with prose and with each other.</summary>
/// <param name="Table">Null where there is none; then words alone are compared.</param>
/// <param name="Backdrop">The papers of the last month; null where there are too few, so that papers are ranked among
/// each other.</param>
internal sealed record MeaningFrame(MeaningTable? Table, Backdrop? Backdrop)
{
    /// <summary>
    /// Whether the papers of the last month themselves say how words go together, because the settings want it or the
    /// table of the settings does not fit them.
    /// </summary>
    public bool IsOfPapers => Table?.IsOfPapers == true;

    /// <summary>The part of the last month's words that the table of the settings has; null where unknown.</summary>
    public double? TableFits { get; init; }

    /// <summary>Words alone, without a month to compare with.</summary>
    public static readonly MeaningFrame Words = new(null, null);
}
