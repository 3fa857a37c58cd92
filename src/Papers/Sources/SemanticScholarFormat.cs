using System.Text.Json;
using DigestMailer.Papers.Sources.Reading;
using DigestMailer.Papers.Text;
using DigestMailer.Storage;

namespace DigestMailer.Papers.Sources;

/// <summary>
/// Answers of Semantic Scholar's Graph API: a list <c>data</c> of papers, or of citations with a
/// <c>citingPaper</c> each; what it does not know is null.
/// </summary>
internal static class SemanticScholarFormat
{
    public static ServicePage Read(string json, string source, DateOnly day)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (Json.List(document.RootElement, "data") is not { } data)
            {
                return ServicePage.Refused(
                    $"Semantic Scholar did not answer with a list of papers "
                        + $"({Json.Complaint(document.RootElement) ?? "it has no data"}); nothing was kept");
            }

            var listings =
                data.EnumerateArray().Select(entry => One(Json.Child(entry, "citingPaper") ?? entry, source, day))
                .OfType<Listing>().ToList();
            var next = Json.Texts(document.RootElement, "next").Concat(Json.Texts(document.RootElement, "token"))
                .FirstOrDefault();
            return ServicePage.Of(listings, data.GetArrayLength() == 0 ? null : next);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return ServicePage.Refused("Semantic Scholar did not answer with JSON; nothing was kept");
        }
    }

    private static Listing? One(JsonElement paper, string source, DateOnly day)
    {
        var title = PaperText.Title(Json.Text(paper, "title"));
        if (title.Length == 0)
        {
            return null;
        }

        var doi = Doi.TryParse(Json.Texts(paper, "externalIds.DOI").FirstOrDefault());
        var arxiv = ArxivId.TryParse(Json.Texts(paper, "externalIds.ArXiv").FirstOrDefault());
        var id = Json.Text(paper, "paperId");
        return new Listing
        {
            Source = source,
            SourceId = id is { Length: > 0 } ? id : arxiv?.Id ?? doi ?? PaperKey.OfTitle(title),
            Edition = day,
            ArxivId = arxiv?.Id,
            Doi = doi,
            Title = title,
            Abstract = PaperText.Abstract(Json.Text(paper, "abstract")),
            Authors = TextList.Create([.. Json.Texts(paper, "authors.name").Select(PaperText.Name)
                .Where(name => name.Length > 0).Take(1000)]),
            Categories =
                TextList.Create([.. Json.Texts(paper, "fieldsOfStudy").Select(PaperText.Name).Distinct().Take(10)]),
            Organization = PaperText.Name(Json.Text(paper, "venue")) is { Length: > 0 } venue ? venue : null,
            Published = WrittenDay.Read(Json.Text(paper, "publicationDate")),
            Url = arxiv?.AbstractUrl ?? (doi is not null ? Doi.Url(doi)
                : SafeUrl.OrNull(Json.Text(paper, "url")) ?? TitleSearch.Url(title)),
            PdfUrl = SafeUrl.OrNull(Json.Texts(paper, "openAccessPdf.url").FirstOrDefault()) ?? arxiv?.PdfUrl,
        };
    }
}
