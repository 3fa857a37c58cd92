using System.Globalization;
using System.Text.Json;
using DigestMailer.Digests.Choosing;
using DigestMailer.Papers;
using DigestMailer.Papers.Merging;
using DigestMailer.Papers.Sources;
using Spectre.Console;

namespace DigestMailer.Benchmarks.Meaning;

/// <summary>
/// How near the order of each recorded morning of August 2025 comes to that of the final votes, by each part of the
/// trend (nDCG of the first ten).
/// </summary>
internal static class TrendQuality
{
    private const int Cut = 10;
    private const int Fewest = 12;
    private const double CommentsCount = 0.1;

    private static readonly IReadOnlyList<(string Name, Func<TrendParts, Listed, double> Score)> Ways =
    [
        ("votes alone", (parts, _) => parts.Votes),
        ("stars alone", (parts, _) => parts.Stars),
        ("comments alone", (_, paper) => paper.Paper.Comments),
        ("votes and growth", (parts, _) => parts.Votes + parts.Growth),
        ("votes and stars", (parts, _) => parts.Votes + parts.Stars),
        ("votes and comments", (parts, paper) => parts.Votes + Comments(paper)),
        ("trend: votes, growth, stars, sources", (parts, _) => parts.Interest),
        ("trend and comments", (parts, paper) => parts.Interest + Comments(paper)),
    ];

    private static double Comments(Listed paper) => CommentsCount * Math.Log2(1 + paper.Paper.Comments);

    public static Table Table(string folder)
    {
        var final = Final(folder);
        var mornings = Directory.GetFiles(Path.Combine(folder, "hf-daily-papers"), "2025-08-*.json")
            .Order(StringComparer.Ordinal).Select(file => Morning(file, final)).Where(one => one.Count >= Fewest)
            .ToList();
        var shown = new Table().AddColumns($"order of {mornings.Count} mornings against the final votes: nDCG@{Cut}",
            "gain log2(1 + votes)", "gain votes");
        foreach (var (name, score) in Ways)
        {
            shown.AddRow(name, Number(mornings.Average(one => Gain(one, score, votes => Math.Log2(1 + votes)))),
                Number(mornings.Average(one => Gain(one, score, votes => votes))));
        }

        return shown;
    }

    private static Dictionary<string, int> Final(string folder)
    {
        using var json = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(folder, "hf-daily-papers-final", "2025-08.json")));
        return json.RootElement.EnumerateArray().Select(entry => entry.GetProperty("paper"))
            .ToDictionary(paper => paper.GetProperty("id").GetString()!,
                paper => paper.GetProperty("upvotes").GetInt32());
    }

    /// <summary>The papers of a morning that are still listed a year later, as if seen when they were put on the list.
    /// </summary>
    private static List<Listed> Morning(string file, Dictionary<string, int> final)
    {
        var text = File.ReadAllText(file);
        using var json = JsonDocument.Parse(text);
        var listedAt = json.RootElement.EnumerateArray().Select(entry => entry.GetProperty("paper"))
            .ToDictionary(paper => paper.GetProperty("id").GetString()!,
                paper => paper.GetProperty("submittedOnDailyAt").GetDateTimeOffset());
        return [.. HuggingFaceFormat.Read(text, "hf", default).Listings
            .Where(listing => final.ContainsKey(listing.SourceId))
            .Select(listing => new Listed(PaperMerge.New(listing, "arxiv:" + listing.SourceId,
                listedAt[listing.SourceId]), Counted(file), final[listing.SourceId]))];
    }

    /// <summary>Mornings were recorded at eight.</summary>
    private static DateTimeOffset Counted(string file) => new(
        DateOnly.ParseExact(Path.GetFileNameWithoutExtension(file), "yyyy-MM-dd", CultureInfo.InvariantCulture),
        new TimeOnly(8, 0), TimeSpan.Zero);

    private static double Gain(List<Listed> morning, Func<TrendParts, Listed, double> score, Func<int, double> worth)
    {
        double Sum(IEnumerable<Listed> order) =>
            order.Take(Cut).Select((paper, i) => worth(paper.Final) / Math.Log2(i + 2)).Sum();
        return Sum(morning.OrderByDescending(paper => score(TrendParts.Of(paper.Paper, paper.At), paper))
                .ThenBy(paper => paper.Paper.Key, StringComparer.Ordinal))
            / Sum(morning.OrderByDescending(paper => paper.Final));
    }

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    /// <param name="At">When its votes were counted.</param>
    /// <param name="Final">Its votes a year later.</param>
    private sealed record Listed(Paper Paper, DateTimeOffset At, int Final);
}
