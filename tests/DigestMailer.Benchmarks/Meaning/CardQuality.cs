using System.Globalization;
using DigestMailer.Digests.Mail;
using DigestMailer.Digests.Templates;
using DigestMailer.Papers.Merging;
using DigestMailer.Papers.Sources;
using DigestMailer.Tests.Digests.Mail;
using Spectre.Console;

namespace DigestMailer.Benchmarks.Meaning;

/// <summary>
/// How much of a summary's words the lines of a card hold (recall of ROUGE-1) where the source has none, over the
/// Daily Papers of August 2025 that do have one.
/// </summary>
internal static class CardQuality
{
    private const int Length = 320;

    public static Table Table(string folder)
    {
        var papers = Directory.GetFiles(Path.Combine(folder, "hf-daily-papers"), "2025-08-*.json")
            .SelectMany(file => HuggingFaceFormat.Read(File.ReadAllText(file), "hf", default).Listings)
            .DistinctBy(listing => listing.SourceId)
            .Select(listing => PaperMerge.New(listing, "arxiv:" + listing.SourceId, default)).ToList();
        var summarised = papers.FindAll(paper => CardText.Of(paper).MadeBy.Length > 0);
        return new Table().AddColumns("card text", "", "at least")
            .AddRow($"recall in {Length} characters: the beginning of the abstract",
                Number(summarised.Average(paper => Rouge.Recall(paper.Summary!,
                    PlainText.Cut(PlainText.Line(paper.Abstract), Length)))), "")
            .AddRow("from what the authors did", Number(summarised.Average(paper =>
                Rouge.Recall(paper.Summary!, CardText.Of(paper with { Summary = null }).Text))), "0.48")
            .AddRow("papers with a summary that is shown, of all", $"{summarised.Count} of {papers.Count}", "")
            .AddRow("words of the longest", $"{summarised.Max(paper => paper.Summary!.Split(' ').Length)}",
                "at most 60");
    }

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
