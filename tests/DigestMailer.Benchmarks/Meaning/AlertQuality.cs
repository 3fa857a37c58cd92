using System.Globalization;
using DigestMailer.Papers;
using DigestMailer.Papers.Sources;
using DigestMailer.Topics.Index;
using DigestMailer.Topics.Meaning;
using DigestMailer.Topics.Queries;
using Microsoft.Extensions.Configuration;
using Spectre.Console;

namespace DigestMailer.Benchmarks.Meaning;

/// <summary>What the floors bring on days that readers judged, by the catalogue's descriptions.</summary>
internal static class AlertQuality
{
    public static Table Table(string folder, MeaningTable table)
    {
        var shown = new Table().AddColumns("judged days, topics by name and description", "precision", "recall",
            "found");
        foreach (var set in Judged.Days())
        {
            var papers = set.Days.SelectMany(day => HuggingFaceFormat.Read(
                    File.ReadAllText(Path.Combine(folder, "hf-daily-papers", day + ".json")), "hf",
                    new DateOnly(2026, 1, 1)).Listings)
                .DistinctBy(listing => listing.SourceId).Select((listing, i) => new Paper
                {
                    Id = i + 1,
                    Key = listing.SourceId,
                    Title = listing.Title,
                    Abstract = listing.Abstract,
                    Url = listing.Url,
                }).ToList();
            var index = TopicIndex.Build(papers, frame: new MeaningFrame(table, null));
            foreach (var floor in new[] { "about", "nearer", "nearest" })
            {
                var (right, found, wanted) = Count(set, papers, index, floor);
                shown.AddRow($"{papers.Count} papers, {floor}:", Share(right, found), Share(right, wanted), $"{found}");
            }
        }

        return shown;
    }

    private static (int Right, int Found, int Wanted) Count(JudgedDays set, List<Paper> papers, TopicIndex index,
        string floor)
    {
        var (right, found, wanted) = (0, 0, 0);
        foreach (var topic in Catalogue())
        {
            // A topic of which these days had next to nothing says nothing about a rank.
            if (set.Topics.FirstOrDefault(one => one.Slug == topic.Slug) is not { Yes.Count: > 3 } judged)
            {
                continue;
            }

            var query = TopicQuery.Parse($"{floor}:\"{topic.Name}. {topic.Description}\"").Query!;
            var keys = index.Find(query).Select(match => papers[(int)match.PaperId - 1].Key)
                .Where(key => !judged.Either.Contains(key)).ToList();
            right += keys.Count(judged.Yes.Contains);
            found += keys.Count;
            wanted += judged.Yes.Count;
        }

        return (right, found, wanted);
    }

    private static List<DigestMailer.Topics.TopicOptions> Catalogue() => new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json")).Build().GetSection("Topics")
        .Get<List<DigestMailer.Topics.TopicOptions>>()!;

    private static string Share(int part, int whole) =>
        (whole == 0 ? 0 : part / (double)whole).ToString("0.###", CultureInfo.InvariantCulture);
}
