namespace DigestMailer.Digests.Choosing;

/// <summary>Papers that stand together under the topic for which they were chosen.</summary>
/// <param name="Topic">Empty where the papers are not grouped.</param>
internal sealed record PaperGroup(string Topic, IReadOnlyList<ChosenPaper> Papers)
{
    private const int WorthGrouping = 6;

    /// <summary>
    /// Groups where that reads better: at least six papers, more than one topic, and topics that hold two papers on
    /// average; else all in one, best first.
    /// </summary>
    public static IReadOnlyList<PaperGroup> Of(IReadOnlyList<ChosenPaper> papers)
    {
        var groups =
            papers.GroupBy(chosen => chosen.Because.Topic).Select(group => new PaperGroup(group.Key, [.. group]))
                .ToList();
        var better =
            papers.Count >= WorthGrouping && groups.Count > 1 && groups.Count * 2 <= papers.Count
                && groups.TrueForAll(group => group.Topic.Length > 0);
        return better ? groups : [new PaperGroup("", papers)];
    }
}
