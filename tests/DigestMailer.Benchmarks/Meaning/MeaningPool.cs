using DigestMailer.Papers.Sources;

namespace DigestMailer.Benchmarks.Meaning;

/// <summary>A paper of the pool that judges, and never fits.</summary>
/// <param name="Set">seed for the saved page, hf for Daily Papers of August 2025, arxiv for days of August
/// 2026.</param>
internal sealed record PoolPaper(string Id, string Set, string Title, string Abstract, IReadOnlyList<string> Categories,
    IReadOnlyList<string> Keywords);

/// <summary>The 1,947 papers that judge.</summary>
internal static class MeaningPool
{
    private const int ShortAbstract = 100;

    /// <param name="folder">The recorded data.</param>
    public static IReadOnlyList<PoolPaper> Read(string folder) =>
        [.. JsonLines.Read(Path.Combine(folder, "meaning", "pool-eval.jsonl.gz")).Select(line => new PoolPaper(
            line.GetProperty("id").GetString()!, line.GetProperty("src").GetString()!,
            line.GetProperty("title").GetString()!, line.GetProperty("abstract").GetString()!,
            [.. line.GetProperty("cats").EnumerateArray().Select(one => one.GetString()!)],
            [.. line.GetProperty("kw").EnumerateArray().Select(one => one.GetString()!)]))];

    /// <summary>The recorded arXiv papers that judge nothing, by which weights are chosen.</summary>
    /// <param name="folder">The recorded data.</param>
    public static IReadOnlyList<PoolPaper> Others(string folder)
    {
        var judging = Read(folder).Select(paper => paper.Id).ToHashSet(StringComparer.Ordinal);
        return [.. Directory.EnumerateFiles(Path.Combine(folder, "arxiv-rss"), "*.xml").Order(StringComparer.Ordinal)
            .SelectMany(file => ArxivFeedFormat.Read(File.ReadAllText(file), "arxiv", default).Listings)
            .Where(listing => listing.ArxivId is { } id && judging.Add(id) && listing.Abstract.Length > ShortAbstract)
            .Select(listing => new PoolPaper(listing.ArxivId!, "arxiv", listing.Title, listing.Abstract,
                listing.Categories, []))];
    }
}
