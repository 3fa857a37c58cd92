using System.Text.Json;
using DigestMailer.Papers.Sources.Reading;
using DigestMailer.Papers.Text;
using DigestMailer.Storage;

namespace DigestMailer.Papers.Sources;

/// <summary>
/// The works of OpenAlex. Its abstract is an index of where each word is; ids are addresses; a retracted work is
/// withdrawn.
/// </summary>
internal static class OpenAlexFormat
{
    private const int MaxWords = 5000;

    private static readonly string[] NoPapers =
        ["paratext", "erratum", "retraction", "peer-review", "supplementary-materials"];

    public static ServicePage Read(string json, string source, DateOnly day)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (Json.List(document.RootElement, "results") is not { } results)
            {
                return ServicePage.Refused(
                    $"OpenAlex did not answer with a list of works "
                        + $"({Json.Complaint(document.RootElement) ?? "it has no results"}); nothing was kept");
            }

            var listings = results.EnumerateArray().Select(work => One(work, source, day)).OfType<Listing>().ToList();
            var next = Json.Texts(document.RootElement, "meta.next_cursor").FirstOrDefault();
            return ServicePage.Of(listings, results.GetArrayLength() == 0 ? null : next);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return ServicePage.Refused("OpenAlex did not answer with JSON; nothing was kept");
        }
    }

    private static Listing? One(JsonElement work, string source, DateOnly day)
    {
        var title = PaperText.Title(Json.Text(work, "display_name") ?? Json.Text(work, "title"));
        if (title.Length == 0 || Json.Child(work, "is_paratext") is { ValueKind: JsonValueKind.True }
            || NoPapers.Contains(Json.Text(work, "type")))
        {
            return null;
        }

        var doi = Doi.TryParse(Json.Text(work, "doi"));
        var pages = Json.At(work, "primary_location").Concat(Json.At(work, "locations")).ToList();
        var links = pages.Select(page => Json.Text(page, "landing_page_url")).OfType<string>().ToList();
        var arxiv = links.Select(ArxivId.TryParse).FirstOrDefault(found => found is not null);
        var id = Json.Text(work, "id")?.Split('/')[^1];
        return new Listing
        {
            Source = source,
            SourceId = id is { Length: > 0 } ? id : doi ?? PaperKey.OfTitle(title),
            Edition = day,
            ArxivId = arxiv?.Id,
            Doi = doi,
            Title = title,
            Abstract = PaperText.Abstract(Abstract(work)),
            Authors = TextList.Create([.. Json.Texts(work, "authorships.author.display_name").Select(PaperText.Name)
                .Where(name => name.Length > 0).Take(1000)]),
            Categories = TextList.Create([.. Json.Texts(work, "topics.display_name").Select(PaperText.Name).Distinct()
                .Take(10)]),
            Organization =
                Json.Texts(work, "primary_location.source.display_name").Select(PaperText.Name).FirstOrDefault(),
            Published = WrittenDay.Read(Json.Text(work, "publication_date")),
            Url = links.Select(SafeUrl.OrNull).FirstOrDefault(link => link is not null)
                ?? (doi is null ? TitleSearch.Url(title) : Doi.Url(doi)),
            PdfUrl =
                pages.Select(page => SafeUrl.OrNull(Json.Text(page, "pdf_url")))
                    .FirstOrDefault(link => link is not null),
            Withdrawn = Json.Child(work, "is_retracted") is { ValueKind: JsonValueKind.True },
        };
    }

    /// <summary>The words of <c>abstract_inverted_index</c> in their places.</summary>
    private static string Abstract(JsonElement work)
    {
        if (Json.Child(work, "abstract_inverted_index") is not { ValueKind: JsonValueKind.Object } index)
        {
            return "";
        }

        var words = new SortedDictionary<int, string>();
        foreach (var word in index.EnumerateObject().Where(word => word.Value.ValueKind == JsonValueKind.Array))
        {
            foreach (var place in word.Value.EnumerateArray())
            {
                if (place.ValueKind == JsonValueKind.Number && place.TryGetInt32(out var at) && words.Count < MaxWords)
                {
                    words.TryAdd(at, word.Name);
                }
            }
        }

        return string.Join(' ', words.Values);
    }
}
