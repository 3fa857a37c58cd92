using System.Runtime.CompilerServices;
using System.Text.Json;
using DigestMailer.Papers;
using DigestMailer.Papers.Merging;
using DigestMailer.Papers.Sources;
using DigestMailer.Papers.Text;
using DigestMailer.Topics;
using DigestMailer.Topics.Index;
using Microsoft.Extensions.Configuration;

namespace DigestMailer.Tests.Topics;

/// <summary>
/// The catalogue's queries against what a reader judged, by reading, to belong to each topic on the saved page.
/// </summary>
[Category("Recordings")]
internal sealed class RelevanceTests
{
    [Test]
    public void The_catalogue_finds_what_a_reader_would_have_chosen()
    {
        var (listings, fault) =
            SavedPageFormat.Read(File.ReadAllText(Recordings.RealPath("daily-papers-page.txt")), "page",
                new DateOnly(2025, 8, 9));
        Assert.That(fault, Is.Null);
        var papers =
            listings.Select(
                (listing, i) => PaperMerge.New(listing, listing.SourceId, DateTimeOffset.UnixEpoch) with { Id = i + 1 })
                .ToList();
        var index = TopicIndex.Build(papers);
        var catalogue = Catalogue();
        var scores =
            Judged().Select(judged => Measure(index, papers, catalogue.Find(judged.Slug)!, judged.Papers)).ToList();
        var (precision, recall) = (scores.Average(score => score.Precision), scores.Average(score => score.Recall));
        TestContext.Out
            .WriteLine(
                FormattableString.Invariant($"{scores.Count} topics: precision {precision:F3}, recall {recall:F3}"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(precision, Is.AtLeast(0.9));
            Assert.That(recall, Is.AtLeast(0.8));
        }
    }

    private static (double Precision, double Recall) Measure(TopicIndex index, List<Paper> papers, Topic topic,
        HashSet<string> wanted)
    {
        var found = index.Find(topic.Query).Select(match => papers[(int)match.PaperId - 1].Title).ToList();
        var right = found.Count(wanted.Contains);
        var precision = found.Count == 0 ? 0 : right / (double)found.Count;
        var recall = right / (double)wanted.Count;
        TestContext.Out
            .WriteLine(
                FormattableString.Invariant(
                    $"{topic.Slug,-22} precision {precision:F2} recall {recall:F2} ({right} of {wanted.Count}, {found.Count} found)"));
        foreach (var title in found.Except(wanted).Select(title => "  not wanted: " + title)
            .Concat(wanted.Except(found).Select(title => "  missed: " + title)))
        {
            TestContext.Out.WriteLine(title);
        }

        return (precision, recall);
    }

    private static TopicCatalogue Catalogue()
    {
        var settings =
            new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json")).Build();
        return new TopicCatalogue(settings.GetSection("Topics").Get<List<TopicOptions>>()!);
    }

    private static IEnumerable<(string Slug, HashSet<string> Papers)> Judged([CallerFilePath] string here = "")
    {
        using var json =
            JsonDocument.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "relevance.json")));
        return [.. json.RootElement.GetProperty("topics").EnumerateArray().Select(topic => (
            topic.GetProperty("slug").GetString()!,
            topic.GetProperty("papers").EnumerateArray().Select(title => PaperText.Title(title.GetString()))
                .ToHashSet()))];
    }
}
