namespace DigestMailer.Benchmarks.Meaning;

/// <summary>A paper of the pool that judges, and never fits.</summary>
/// <param name="Set">seed for the saved page, hf for Daily Papers of August 2025, arxiv for days of August
/// 2026.</param>
internal sealed record PoolPaper(string Id, string Set, string Title, string Abstract, IReadOnlyList<string> Categories,
    IReadOnlyList<string> Keywords);

/// <summary>The 1,947 papers that judge.</summary>
internal static class MeaningPool
{
    /// <param name="folder">The recorded data.</param>
    public static IReadOnlyList<PoolPaper> Read(string folder) =>
        [.. JsonLines.Read(Path.Combine(folder, "meaning", "pool-eval.jsonl.gz")).Select(line => new PoolPaper(
            line.GetProperty("id").GetString()!, line.GetProperty("src").GetString()!,
            line.GetProperty("title").GetString()!, line.GetProperty("abstract").GetString()!,
            [.. line.GetProperty("cats").EnumerateArray().Select(one => one.GetString()!)],
            [.. line.GetProperty("kw").EnumerateArray().Select(one => one.GetString()!)]))];
}
