using System.Globalization;
using System.Text.Json;
using DigestMailer.Papers;
using DigestMailer.Papers.Merging;
using DigestMailer.Papers.Sources;

namespace DigestMailer.Tests.Digests;

/// <summary>
/// The Daily Papers of August 2025 as they were each morning at eight, and the votes that their papers had in the end.
/// </summary>
internal static class RecordedMornings
{
    /// <summary>Every recorded day, of all years.</summary>
    public static IReadOnlyList<Morning> All =>
        [.. Directory.GetFiles(Recordings.Path("hf-daily-papers"), "*.json").Order(StringComparer.Ordinal)
            .Select(Read)];

    public static IReadOnlyList<Morning> August =>
        [.. Directory.GetFiles(Recordings.Path("hf-daily-papers"), "2025-08-*.json").Order(StringComparer.Ordinal)
            .Select(Read)];

    /// <summary>One day, such as <c>2025-08-07</c>.</summary>
    public static Morning On(string day) => Read(Recordings.Path($"hf-daily-papers/{day}.json"));

    /// <summary>Final votes by arXiv id.</summary>
    public static IReadOnlyDictionary<string, int> FinalVotes
    {
        get
        {
            using var json =
                JsonDocument.Parse(File.ReadAllText(Recordings.Path("hf-daily-papers-final/2025-08.json")));
            return json.RootElement.EnumerateArray().Select(entry => entry.GetProperty("paper"))
                .ToDictionary(paper => paper.GetProperty("id").GetString()!,
                    paper => paper.GetProperty("upvotes").GetInt32());
        }
    }

    private static Morning Read(string file)
    {
        var day =
            DateOnly.ParseExact(Path.GetFileNameWithoutExtension(file), "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var text = File.ReadAllText(file);
        var (listings, fault) = HuggingFaceFormat.Read(text, "hf", day);
        Assert.That(fault, Is.Null, file);
        using var json = JsonDocument.Parse(text);
        return new Morning(day, listings, json.RootElement.EnumerateArray().Select(entry => entry.GetProperty("paper"))
            .Where(paper => paper.TryGetProperty("submittedOnDailyAt", out _))
            .ToDictionary(paper => paper.GetProperty("id").GetString()!,
                paper => paper.GetProperty("submittedOnDailyAt").GetDateTimeOffset()));
    }
}

/// <summary>One recorded morning.</summary>
/// <param name="ListedAt">When each paper was put on the list, by its id.</param>
internal sealed record Morning(DateOnly Day, IReadOnlyList<Listing> Listings,
    IReadOnlyDictionary<string, DateTimeOffset> ListedAt)
{
    public DateTimeOffset At => new(Day, new TimeOnly(8, 0), TimeSpan.Zero);

    /// <summary>The papers as a first gathering at that hour keeps them.</summary>
    public List<Paper> Papers =>
        [.. Listings.Select(
            (listing, i) => PaperMerge.New(listing, "arxiv:" + listing.SourceId, At) with { Id = i + 1 })];
}
