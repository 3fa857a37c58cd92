using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using DigestMailer.Papers;
using DigestMailer.Papers.Sources;
using DigestMailer.Papers.Text;

namespace DigestMailer.Benchmarks.Meaning;

/// <summary>
/// The recorded texts for which the table is fitted: Daily Papers, arXiv and bioRxiv, each paper once, and none of
/// those that judge it.
/// </summary>
internal static class FitTexts
{
    /// <param name="folder">The recorded data.</param>
    public static IReadOnlyList<(string Title, string Abstract)> Read(string folder)
    {
        var judged = MeaningPool.Read(folder);
        var ids = judged.Select(paper => paper.Id).ToHashSet(StringComparer.Ordinal);
        var titles = judged.Select(paper => Plain(paper.Title)).ToHashSet(StringComparer.Ordinal);
        return [.. DailyPapers(folder).Concat(Arxiv(folder).Where(listing => !ids.Contains(listing.ArxivId ?? ""))
                .Select(listing => (listing.Title, listing.Abstract))).Concat(Biorxiv(folder))
            .Where(text => text.Abstract.Length > 100 && titles.Add(Plain(text.Title)))];
    }

    private static string Plain(string title) =>
        string.Concat(title.Where(char.IsLetterOrDigit)).ToLower(CultureInfo.InvariantCulture);

    private static IEnumerable<(string Title, string Abstract)> DailyPapers(string folder) =>
        JsonLines.Read(Path.Combine(folder, "meaning", "abstracts-train.jsonl.gz"))
            .Select(line => (PaperText.Title(line.GetProperty("title").GetString()),
                PaperText.Abstract(line.GetProperty("abstract").GetString())));

    private static IEnumerable<Listing> Arxiv(string folder) =>
        Directory.EnumerateFiles(Path.Combine(folder, "arxiv-rss"), "*.xml").Order(StringComparer.Ordinal)
            .SelectMany(
                file => ArxivFeedFormat.Read(File.ReadAllText(file), "arxiv", new DateOnly(2026, 8, 4)).Listings)
            .Where(listing => listing.ArxivId is not null).DistinctBy(listing => listing.ArxivId);

    private static IEnumerable<(string Title, string Abstract)> Biorxiv(string folder)
    {
        using var json = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(folder, "biorxiv", "collection_json-grp181-2020-05.json")));
        return [.. json.RootElement.GetProperty("rels").EnumerateArray()
            .Select(paper => (PaperText.Title(paper.GetProperty("rel_title").GetString()),
                PaperText.Abstract(paper.GetProperty("rel_abs").GetString())))];
    }
}
