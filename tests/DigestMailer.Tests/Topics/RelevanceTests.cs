using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using DigestMailer.Papers;
using DigestMailer.Papers.Merging;
using DigestMailer.Papers.Sources;
using DigestMailer.Papers.Text;
using DigestMailer.Tests.Digests;
using DigestMailer.Tests.Topics.Index;
using DigestMailer.Topics;
using DigestMailer.Topics.Index;
using Microsoft.Extensions.Configuration;

namespace DigestMailer.Tests.Topics;

/// <summary>
/// The catalogue's queries against what a reader judged, by reading, to belong to each topic: on the saved page, and on
/// recorded days that played no part when the queries were written.
/// </summary>
internal sealed class RelevanceTests
{
    [TestCase(false)]
    [TestCase(true)]
    [Category("Recordings")]
    public void The_catalogue_finds_what_a_reader_would_have_chosen(bool byMeaning)
    {
        var (listings, fault) =
            SavedPageFormat.Read(File.ReadAllText(Recordings.RealPath("daily-papers-page.txt")), "page",
                new DateOnly(2025, 8, 9));
        Assert.That(fault, Is.Null);
        var papers = Papers(listings);
        var index = TopicIndex.Build(papers, frame: byMeaning ? ByMeaning() : MeaningFrame.Words);
        var catalogue = Catalogue();
        using var json = Judgements("relevance.json");
        var scores = json.RootElement.GetProperty("topics").EnumerateArray()
            .Select(judged => Measure(index, papers, catalogue.Find(judged.GetProperty("slug").GetString()!)!, new(
                judged.GetProperty("papers").EnumerateArray().Select(title => PaperText.Title(title.GetString()))
                    .ToHashSet(), [], paper => paper.Title)))
            .ToList();
        var (precision, recall) = (scores.Average(score => score.Precision), scores.Average(score => score.Recall));
        TestContext.Out
            .WriteLine(
                FormattableString.Invariant($"{scores.Count} topics: precision {precision:F3}, recall {recall:F3}"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(precision, Is.AtLeast(0.97));
            Assert.That(recall, Is.AtLeast(0.93));
        }
    }

    // No query was changed by the last set of the later days and the last of the listed days, whose errors were never
    // read.
    [TestCase("judged-days.json", 0.88, 0.95, 0.95)]
    [TestCase("judged-later-days.json", 0.88, 0.94, 0.94, 0.89)]
    [TestCase("judged-listed-days.json", 0.85, 0.93, 0.93, 0.92, 0.93, 0.9)]
    [Category("Recordings")]
    public void The_catalogue_holds_on_days_that_readers_judged(string file, double recall,
        params double[] precisions) => Hold(file, MeaningFrame.Words, recall, precisions);

    [TestCase("judged-days.json", 0.89, 0.95, 0.95)]
    [TestCase("judged-later-days.json", 0.89, 0.94, 0.94, 0.89)]
    [TestCase("judged-listed-days.json", 0.86, 0.93, 0.93, 0.92, 0.93, 0.9)]
    [Category("Recordings")]
    public void Meaning_finds_more_papers_of_a_topic_and_errs_no_more(string file, double recall,
        params double[] precisions) => Hold(file, ByMeaning(), recall, precisions);

    /// <param name="precisions">At least, of each set of the file.</param>
    private static void Hold(string file, MeaningFrame frame, double recall, double[] precisions)
    {
        var measured = precisions.Select((_, set) => Measure(file, set, frame)).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(measured.Select(one => one.Recall), Has.All.AtLeast(recall));
            foreach (var (one, least) in measured.Zip(precisions))
            {
                Assert.That(one.Precision, Is.AtLeast(least));
            }
        }
    }

    private static (double Precision, double Recall) Measure(string file, int set, MeaningFrame frame)
    {
        using var json = Judgements(file);
        var judged = json.RootElement.GetProperty("sets")[set];
        var papers = Papers([.. Strings(judged, "days").SelectMany(Day).Concat(Listed(Strings(judged, "listed")))
            .DistinctBy(listing => listing.SourceId)]);
        Assert.That(papers, Has.Count.AtLeast(70));
        var index = TopicIndex.Build(papers, frame: frame);
        var catalogue = Catalogue();
        var scores = judged.GetProperty("topics").EnumerateObject()
            .Select(topic => Measure(index, papers, catalogue.Find(topic.Name)!, new(
                Strings(topic.Value, "yes"), Strings(topic.Value, "either"), paper => paper.Key["arxiv:".Length..])))
            .ToList();
        var right = scores.Sum(score => score.Right);
        var precision = right / (double)scores.Sum(score => score.Found);
        var recall = right / (double)scores.Sum(score => score.Wanted);
        TestContext.Out.WriteLine(FormattableString.Invariant(
            $"{papers.Count} papers, {scores.Count} topics: precision {precision:F3}, recall {recall:F3}"));
        return (precision, recall);
    }

    [TestCase("A general theory of image moments")]
    [TestCase("Domain generalization for image classifiers", "computer-vision")]
    [TestCase("LDPC codes for noisy channels")]
    [TestCase("Detecting QR codes")]
    [TestCase("Sound and complete proof rules")]
    [TestCase("The thickness of a polymer film")]
    [TestCase("Translation of messages in ribosomes")]
    [TestCase("Rotation and translation of rigid bodies")]
    [TestCase("Muon decay at low energy")]
    [TestCase("Sharpness-aware minimization (SAM) revisited")]
    [TestCase("Accelerating electrons in plasma")]
    [TestCase("Tails of a comet")]
    [TestCase("Universal laws")]
    [TestCase("Proof of stake in ledgers")]
    [TestCase("New methods for new problems")]
    [TestCase("Video codec")]
    [TestCase("Alignment of ontologies")]
    [TestCase("Conformers of rings")]
    [TestCase("Agency in tort law")]
    [TestCase("A robust estimator of the mean")]
    [TestCase("Scaling at test time (TTS)")]
    [TestCase("Flux of neutrinos through rock")]
    [TestCase("Behavioral science of crowds")]
    [TestCase("Logical volumes of disks")]
    public void A_homonym_is_not_the_topic(string title, params string[] but)
    {
        var filler = Enumerable.Range(2, 20).Select(i => Paper(i, $"Clay and loam in field {i}"));
        var index = TopicIndex.Build([Paper(1, title), .. filler]);
        var allowed = title == "Video codec" ? ["video", "image-compression"] : but;
        Assert.That(Catalogue().All.Where(topic => index.Find(topic.Query).Any(match => match.PaperId == 1))
            .Select(topic => topic.Slug).Except(allowed), Is.Empty);
    }

    private static Score Measure(TopicIndex index, List<Paper> papers, Topic topic, Judged judged)
    {
        var found = index.Find(topic.Query).Select(match => judged.Name(papers[(int)match.PaperId - 1]))
            .Where(name => !judged.Either.Contains(name)).ToList();
        var score = new Score(found.Count(judged.Wanted.Contains), found.Count, judged.Wanted.Count);
        TestContext.Out.WriteLine(FormattableString.Invariant(
            $"{topic.Slug,-22} precision {score.Precision:F2} recall {score.Recall:F2} ({score})"));
        foreach (var name in found.Except(judged.Wanted).Select(name => "  not wanted: " + name)
            .Concat(judged.Wanted.Except(found).Select(name => "  missed: " + name)))
        {
            TestContext.Out.WriteLine(name);
        }

        return score;
    }

    /// <summary>All recorded days as the month among which nearness is a rank.</summary>
    private static MeaningFrame ByMeaning()
    {
        List<(string, string)> month = [.. RecordedMornings.All.SelectMany(morning => morning.Listings)
            .DistinctBy(listing => listing.SourceId).Select(listing => (listing.Title, listing.Abstract))];
        return new MeaningFrame(MeaningSamples.Table, new Backdrop(month, month.Count, MeaningSamples.Table));
    }

    private static IReadOnlyList<Listing> Day(string day) => HuggingFaceFormat.Read(
        File.ReadAllText(Recordings.RealPath($"hf-daily-papers/{day}.json")), "hf", new DateOnly(2026, 1, 1)).Listings;

    /// <summary>Papers of days of which only title and abstract were recorded.</summary>
    private static IEnumerable<Listing> Listed(HashSet<string> days)
    {
        if (days.Count == 0)
        {
            yield break;
        }

        using var lines = new StreamReader(new GZipStream(
            File.OpenRead(Recordings.RealPath("meaning/abstracts-train.jsonl.gz")), CompressionMode.Decompress));
        while (lines.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            if (days.Contains(Text("listed")))
            {
                yield return new Listing
                {
                    Source = "hf",
                    SourceId = Text("id"),
                    ArxivId = Text("id"),
                    Edition = DateOnly.Parse(Text("listed"), CultureInfo.InvariantCulture),
                    Title = PaperText.Title(Text("title")),
                    Abstract = PaperText.Abstract(Text("abstract")),
                    Url = "https://arxiv.org/abs/" + Text("id"),
                };
            }

            string Text(string name) => json.RootElement.GetProperty(name).GetString()!;
        }
    }

    private static List<Paper> Papers(IReadOnlyList<Listing> listings) =>
        [.. listings.Select(
            (listing, i) => PaperMerge.New(listing, listing.ArxivId is { } id ? "arxiv:" + id : listing.SourceId,
                DateTimeOffset.UnixEpoch) with { Id = i + 1 })];

    private static Paper Paper(long id, string title) =>
        new() { Id = id, Key = $"title:{id}", Title = title, Url = "https://example.org/" };

    private static HashSet<string> Strings(JsonElement judged, string name) =>
        judged.TryGetProperty(name, out var strings)
            ? [.. strings.EnumerateArray().Select(one => one.GetString()!)]
            : [];

    private static TopicCatalogue Catalogue()
    {
        var settings =
            new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json")).Build();
        return new TopicCatalogue(settings.GetSection("Topics").Get<List<TopicOptions>>()!);
    }

    private static JsonDocument Judgements(string name, [CallerFilePath] string here = "") =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, name)));

    /// <param name="Either">Papers on which readers differ; they count neither for nor against a query.</param>
    private sealed record Judged(HashSet<string> Wanted, HashSet<string> Either, Func<Paper, string> Name);

    private sealed record Score(int Right, int Found, int Wanted)
    {
        public double Precision => Found == 0 ? 0 : Right / (double)Found;

        public double Recall => Wanted == 0 ? 1 : Right / (double)Wanted;

        public override string ToString() => FormattableString.Invariant($"{Right} of {Wanted}, {Found} found");
    }
}
