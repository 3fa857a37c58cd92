using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using DigestMailer.Papers.Sources.Reading;
using DigestMailer.Papers.Text;
using DigestMailer.Storage;

namespace DigestMailer.Papers.Sources;

/// <summary>
/// The <c>work-list</c> message of Crossref's REST API. A work is listed on the day its record was created; records of
/// parts, of journals and of corrections are not papers, and a record that others retract is withdrawn.
/// </summary>
internal static partial class CrossrefFormat
{
    private static readonly string[] Papers =
        ["journal-article", "proceedings-article", "posted-content", "book-chapter", "report", "dissertation",
            "monograph",
            "book", "edited-book", "reference-entry", "other"];

    private static readonly string[] Days = ["published-online", "published", "issued", "posted", "published-print"];
    private static readonly string[] Relations = ["has-preprint", "is-preprint-of"];

    public static ServicePage Read(string json, string source, DateOnly day)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var message = Json.Child(document.RootElement, "message");
            if (message is not { ValueKind: JsonValueKind.Object } list || Json.List(list, "items") is not { } items)
            {
                return ServicePage.Refused(
                    $"Crossref did not answer with a list of works "
                        + $"({Json.Complaint(document.RootElement) ?? "it has no message.items"}); nothing was kept");
            }

            var listings = items.EnumerateArray().Select(work => One(work, source, day)).OfType<Listing>().ToList();
            return ServicePage.Of(listings, items.GetArrayLength() == 0 ? null : Json.Text(list, "next-cursor"));
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return ServicePage.Refused("Crossref did not answer with JSON; nothing was kept");
        }
    }

    private static Listing? One(JsonElement work, string source, DateOnly day)
    {
        var doi = Doi.TryParse(Json.Text(work, "DOI"));
        var title = PaperText.Title(Title(work));
        if (doi is null || title.Length == 0 || Json.At(work, "update-to").Any(IsNotice)
            || (Json.Text(work, "type") is { } type && !Papers.Contains(type, StringComparer.Ordinal)))
        {
            return null;
        }

        var created = WrittenDay.Read(Json.Texts(work, "created.date-time").FirstOrDefault());
        var issued = Days.Select(name => Day(work, name)).FirstOrDefault(found => found is not null);
        return new Listing
        {
            Source = source,
            SourceId = doi,
            Edition = created ?? day,
            Doi = doi,
            MoreDois = TextList.Create([.. Preprints(work).Where(other => other != doi).Distinct()]),
            Title = title,
            Abstract = PaperText.Abstract(Abstract(work)),
            Authors =
                TextList.Create([.. Json.At(work, "author").Select(Name).Where(name => name.Length > 0).Take(1000)]),
            Categories = TextList.Create([.. Json.Texts(work, "subject").Select(PaperText.Name).Distinct().Take(50)]),
            Organization = Json.Texts(work, "container-title").Select(PaperText.Name).FirstOrDefault(),
            Published = created ?? issued,
            Url = SafeUrl.OrNull(Json.Texts(work, "resource.primary.URL").FirstOrDefault()) ?? Doi.Url(doi),
            PdfUrl = Json.At(work, "link").Where(link => Json.Text(link, "content-type") == "application/pdf")
                .Select(link => SafeUrl.OrNull(Json.Text(link, "URL"))).FirstOrDefault(url => url is not null),
            Withdrawn = Json.At(work, "updated-by").Any(IsRetraction),
        };
    }

    private static string? Title(JsonElement work)
    {
        var title = Json.Texts(work, "title").FirstOrDefault();
        return Json.Texts(work, "subtitle").FirstOrDefault() is { Length: > 0 } more && title is not null
            && !title.Contains(more, StringComparison.OrdinalIgnoreCase) ? $"{title}: {more}" : title;
    }

    /// <summary>JATS, whose heading "Abstract" is not part of the text.</summary>
    private static string? Abstract(JsonElement work) =>
        Json.Text(work, "abstract") is { } jats ? WithoutHeading(jats) : null;

    private static string WithoutHeading(string jats) => Heading().Replace(jats, "${before}${after}");

    private static string Name(JsonElement author) =>
        PaperText.Name(Json.Text(author, "name") is { Length: > 0 } group ? group
            : $"{Json.Text(author, "given")} {Json.Text(author, "family")} {Json.Text(author, "suffix")}".Trim());

    /// <summary>The DOIs of the preprint of an article, and of the article of a preprint.</summary>
    private static IEnumerable<string> Preprints(JsonElement work) =>
        Relations.SelectMany(name => Json.At(work, $"relation.{name}"))
            .Where(related => Json.Text(related, "id-type") == "doi")
            .Select(related => Doi.TryParse(Json.Text(related, "id"))).OfType<string>();

    /// <summary>Whether the record is a notice about another one; a new version or edition is a paper.</summary>
    private static bool IsNotice(JsonElement update) =>
        Json.Text(update, "type") is { } type && !type.StartsWith("new", StringComparison.OrdinalIgnoreCase);

    private static bool IsRetraction(JsonElement update) =>
        Json.Text(update, "type") is { } type && (type.Contains("retraction", StringComparison.OrdinalIgnoreCase)
            || type.Contains("withdrawal", StringComparison.OrdinalIgnoreCase)
            || type.Contains("removal", StringComparison.OrdinalIgnoreCase));

    /// <summary>A day that is complete; a year or month alone is none.</summary>
    private static DateOnly? Day(JsonElement work, string name)
    {
        var parts =
            Json.Child(work, name) is { } date
                && Json.Child(date, "date-parts") is { ValueKind: JsonValueKind.Array } outer
            && outer.GetArrayLength() > 0 && outer[0].ValueKind == JsonValueKind.Array
            ? outer[0].EnumerateArray().Select(part => part.ToString()).ToList() : [];
        return parts.Count == 3 ? WrittenDay.Read(string.Join('-', parts)) : null;
    }

    /// <summary>
    /// "Abstract" is a heading where a colon, the end of its element, a paragraph or a line follows, and else a word.
    /// </summary>
    [GeneratedRegex(
        @"^(?<before>(\s|<[^<>]*>)*)Abstract(\s*(?<after></([\w-]+:)?(title|p|b|bold|strong|h[1-6]|label|div|span)\s*>"
        + @"(\s*</[^<>]*>)*)\s*:?|\s*(?<after><([\w-]+:)?(p|sec|div|br|title)([\s/][^<>]*)?>)|\s*[:.–—]|\s+-\s"
        + @"|\s*\n\s*(?<after>(?-i:\p{Lu}))|\s*$)",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Heading();
}
