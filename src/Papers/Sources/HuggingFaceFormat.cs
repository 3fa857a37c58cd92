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
    public static (IReadOnlyList<Listing> Listings, string? Fault) Read(string json, string source, DateOnly edition)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? ([.. document.RootElement.EnumerateArray().Select(entry => One(entry, source, edition))
                    .Where(listing => listing.Title.Length > 0)], null)
                : ([], "the Daily Papers API did not answer with a list; if it stays so, its format has changed");
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return ([],
                $"the Daily Papers answer is not in its format ({fault.Message.ReplaceLineEndings(" ").TrimEnd('.')}); "
                    + "nothing was kept");
        }
    }

    private static Listing One(JsonElement entry, string source, DateOnly edition)
    {
        var paper = entry.GetProperty("paper");
        var id =
            paper.GetProperty("id").GetString() is { Length: > 0 } text ? text
                : throw new JsonException("an entry has no paper.id");
        var arxiv = ArxivId.TryParse(id);
        var summary = PaperText.Abstract(Json.Text(paper, "ai_summary"));
        return new Listing
        {
            Source = source,
            SourceId = id,
            Edition = edition,
            ArxivId = arxiv?.Id,
            Title = Json.Text(paper, "title") is { } title ? PaperText.Title(title)
                : throw new JsonException($"paper {id} has no title"),
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
