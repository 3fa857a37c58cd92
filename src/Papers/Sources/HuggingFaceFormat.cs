using System.Text.Json;
using DigestMailer.Papers.Sources.Reading;
using DigestMailer.Papers.Text;
using DigestMailer.Storage;

namespace DigestMailer.Papers.Sources;

/// <summary>
/// The array that <c>/api/daily_papers</c> answers, in each era of its schema: votes, code and day of the listing are
/// in <c>paper</c>; comments, thumbnail and organization are outside it. The outer <c>publishedAt</c> is
/// unreliable and not read.
/// </summary>
internal static class HuggingFaceFormat
{
    /// <returns>Listings, or a fault; both where some entries are not in the format.</returns>
    public static (IReadOnlyList<Listing> Listings, string? Fault) Read(string json, string source, DateOnly edition)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? Read([.. document.RootElement.EnumerateArray()], source, edition)
                : ([], "the Daily Papers API did not answer with a list; if it stays so, its format has changed");
        }
        catch (JsonException fault)
        {
            return ([],
                $"the Daily Papers answer is not in its format ({fault.Message.ReplaceLineEndings(" ").TrimEnd('.')}); "
                    + "nothing was kept");
        }
    }

    private static (IReadOnlyList<Listing> Listings, string? Fault) Read(List<JsonElement> entries, string source,
        DateOnly edition)
    {
        var (listings, fault) =
            EachEntry.Read(entries,
                entry => Fault(entry) is { } bad ? (null, bad) : (One(entry, source, edition), null),
                "the Daily Papers answer is not in its format", ("entry", "entries"));
        return ([.. listings.Where(listing => listing.Title.Length > 0)], fault);
    }

    private static string? Fault(JsonElement entry) => Json.Child(entry, "paper") is not { } paper ? "has no paper"
        : Json.Text(paper, "id") is not { Length: > 0 } ? "has no paper.id"
        : Json.Text(paper, "title") is null ? "has no paper.title" : null;

    private static Listing One(JsonElement entry, string source, DateOnly edition)
    {
        var paper = entry.GetProperty("paper");
        var id = Json.Text(paper, "id")!;
        var arxiv = ArxivId.TryParse(id);
        var summary = PaperText.Abstract(Json.Text(paper, "ai_summary"));
        return new Listing
        {
            Source = source,
            SourceId = id,
            Edition = edition,
            ArxivId = arxiv?.Id,
            Title = PaperText.Title(Json.Text(paper, "title")),
            Abstract = PaperText.Abstract(Json.Text(paper, "summary") ?? Json.Text(entry, "summary")),
            Authors = TextList.Create([.. Authors(paper)]),
            Organization =
                (Json.Child(entry, "organization") ?? Json.Child(paper, "organization")) is { } organization
                    ? PaperText.Name(Json.Text(organization, "fullname") ?? Json.Text(organization, "name")) : null,
            Published = Json.Day(paper, "publishedAt"),
            Votes = Json.Count(paper, "upvotes"),
            Comments = Json.Count(entry, "numComments"),
            Stars = Json.Count(paper, "githubStars"),
            Url = $"https://huggingface.co/papers/{Uri.EscapeDataString(id)}",
            PdfUrl = arxiv?.PdfUrl,
            HtmlUrl = arxiv?.AbstractUrl,
            CodeUrl = SafeUrl.OrNull(Json.Text(paper, "githubRepo")),
            ProjectUrl = SafeUrl.OrNull(Json.Text(paper, "projectPage")),
            DiscussionUrl = $"https://huggingface.co/papers/{Uri.EscapeDataString(id)}#community",
            ThumbnailUrl = SafeUrl.OrNull(Json.Text(entry, "thumbnail")),
            Summary = summary.Length > 0 ? summary : null,
            SummaryBy = summary.Length > 0 ? "Hugging Face" : null,
            Withdrawn = Json.Text(paper, "withdrawnAt") is not null,
        };
    }

    private static IEnumerable<string> Authors(JsonElement paper) => Json.At(paper, "authors")
        .Where(author => Json.Child(author, "hidden") is not { ValueKind: JsonValueKind.True })
        .Select(
            author =>
                PaperText.Name(
                    author.ValueKind == JsonValueKind.String ? author.GetString() : Json.Text(author, "name")))
        .Where(name => name.Length > 0);
}
