using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using DigestMailer.Papers.Sources.Reading;
using DigestMailer.Papers.Text;
using DigestMailer.Storage;

namespace DigestMailer.Papers.Sources;

/// <summary>
/// PubMed's answers: the ids of <c>esearch</c> in JSON, and the <c>PubmedArticleSet</c> of <c>efetch</c> in XML. An
/// article is listed on the day PubMed took it up; one that a notice retracts is withdrawn.
/// </summary>
internal static class PubMedFormat
{
    private static readonly string[] TakenUpIn = ["entrez", "pubmed"];

    /// <summary>Types of records that are about another one.</summary>
    private static readonly string[] Notices =
        ["Published Erratum", "Retraction of Publication", "Retraction Notice", "Expression of Concern"];

    public static (IReadOnlyList<string> Ids, string? Next, string? Fault) Ids(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var result = Json.Child(document.RootElement, "esearchresult") ?? default;
            if (Json.List(result, "idlist") is not { } list)
            {
                return ([], null,
                    $"PubMed did not answer with a list of ids ({Complaint(document.RootElement, result)}); "
                        + "check Query");
            }

            var ids = list.EnumerateArray().Select(id => id.ToString()).Where(id => id.All(char.IsAsciiDigit)).ToList();
            var next = Json.Count(result, "retstart") + list.GetArrayLength();
            return (ids, next < Json.Count(result, "count") && ids.Count > 0
                ? next.ToString(CultureInfo.InvariantCulture) : null, null);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return ([], null, "PubMed did not answer with JSON; nothing was kept");
        }
    }

    private static string Complaint(JsonElement root, JsonElement result) =>
        Json.Text(result, "ERROR") is { } error ? PaperText.Name(error) : Json.Complaint(root) ?? "it has no idlist";

    public static (IReadOnlyList<Listing> Listings, string? Fault) Read(string xml, string source, DateOnly day)
    {
        var (root, fault) = Xml.Read(xml);
        return root?.Name.LocalName == "PubmedArticleSet"
            ? ([.. Xml.All(root, "PubmedArticle").Select(article => One(article, source, day)).OfType<Listing>()], null)
            : ([],
                $"PubMed did not answer with articles ({fault ?? $"its root is {root?.Name.LocalName}"}); "
                    + "nothing was kept");
    }

    private static Listing? One(XElement record, string source, DateOnly day)
    {
        var citation = Xml.One(record, "MedlineCitation");
        var article = Xml.One(citation, "Article");
        var id = Xml.Text(citation, "PMID");
        var title = Translated(PaperText.Title(Marked(article, "ArticleTitle")
            ?? Marked(article, "VernacularTitle")).TrimEnd('.'));
        if (id is null || title.Length == 0 || IsOf(article, Notices))
        {
            return null;
        }

        var data = Xml.One(record, "PubmedData");
        var doi = Ids(data, "doi").Concat(Xml.All(article!, "ELocationID")
            .Where(one => (string?)one.Attribute("EIdType") == "doi").Select(one => one.Value)).Select(Doi.TryParse)
            .FirstOrDefault(found => found is not null);
        var pmc = Ids(data, "pmc").FirstOrDefault();
        return new Listing
        {
            Source = source,
            SourceId = id,
            Edition = day,
            Doi = doi,
            Title = title,
            Abstract = PaperText.Abstract(Abstract(Xml.One(article, "Abstract"))),
            Authors = TextList.Create([.. Authors(Xml.One(article, "AuthorList"))]),
            Categories = TextList.Create([.. Keywords(citation!)]),
            Organization = PaperText.Name(Xml.Text(Xml.One(article, "Journal"), "Title")) is { Length: > 0 } journal
                ? journal : null,
            Published = TakenUp(data) ?? day,
            Url = $"https://pubmed.ncbi.nlm.nih.gov/{id}/",
            HtmlUrl = pmc is null ? null : SafeUrl.OrNull($"https://pmc.ncbi.nlm.nih.gov/articles/{pmc}/"),
            Withdrawn = IsRetracted(citation!, article!),
        };
    }

    private static string? Marked(XElement? parent, string name) =>
        Xml.One(parent, name) is { } found && Xml.Markup(found).Trim() is { Length: > 0 } text ? text : null;

    /// <summary>PubMed puts a title that it translated into brackets.</summary>
    private static string Translated(string title) =>
        title is ['[', .. var inside, ']'] && !inside.Contains('[', StringComparison.Ordinal) ? inside.TrimEnd('.')
            : title;

    /// <summary>Parts with their labels, as "Methods: ...".</summary>
    private static string Abstract(XElement? element) => element is null ? ""
        : string.Join(' ', Xml.All(element, "AbstractText").Select(part =>
            (string?)part.Attribute("Label") is { Length: > 0 } label
                ? $"{char.ToUpperInvariant(label[0])}{label[1..].ToLowerInvariant()}: {Xml.Markup(part).Trim()}"
                : Xml.Markup(part).Trim()));

    private static IEnumerable<string> Authors(XElement? list) => list is null ? []
        : Xml.All(list, "Author").Where(author => (string?)author.Attribute("ValidYN") != "N")
            .Select(author => PaperText.Name(Xml.Text(author, "CollectiveName")
                ?? ($"{Xml.Text(author, "ForeName") ?? Xml.Text(author, "Initials")} "
                    + $"{Xml.Text(author, "LastName")} {Xml.Text(author, "Suffix")}").Trim()))
            .Where(name => name.Length > 0).Take(1000);

    private static IEnumerable<string> Keywords(XElement citation) =>
        Xml.All(citation, "KeywordList").SelectMany(list => Xml.All(list, "Keyword"))
            .Concat(Xml.All(citation, "MeshHeadingList").SelectMany(list => Xml.All(list, "MeshHeading"))
                .Select(heading => Xml.One(heading, "DescriptorName")).OfType<XElement>())
            .Select(word => PaperText.Name(word.Value)).Where(word => word.Length > 0).Distinct().Take(50);

    private static IEnumerable<string> Ids(XElement? data, string type) =>
        Xml.One(data, "ArticleIdList") is not { } list ? []
            : Xml.All(list, "ArticleId").Where(id => (string?)id.Attribute("IdType") == type)
                .Select(id => id.Value.Trim());

    private static DateOnly? TakenUp(XElement? data) => Xml.One(data, "History") is not { } history ? null
        : TakenUpIn.SelectMany(status => Xml.All(history, "PubMedPubDate")
            .Where(date => (string?)date.Attribute("PubStatus") == status))
            .Select(date => WrittenDay.Read(
                $"{Xml.Text(date, "Year")}-{Xml.Text(date, "Month")}-{Xml.Text(date, "Day")}"))
            .FirstOrDefault(found => found is not null);

    private static bool IsOf(XElement? article, params string[] names) =>
        Xml.One(article, "PublicationTypeList") is { } types
            && Xml.All(types, "PublicationType").Any(type => names.Contains(type.Value.Trim()));

    private static bool IsRetracted(XElement citation, XElement article) =>
        IsOf(article, "Retracted Publication")
        || (Xml.One(citation, "CommentsCorrectionsList") is { } notes
            && Xml.All(notes, "CommentsCorrections").Any(note => (string?)note.Attribute("RefType") == "RetractionIn"));
}
