using System.Globalization;
using DigestMailer.Papers.Text;
using DigestMailer.Storage;

namespace DigestMailer.Papers.Sources.Reading;

/// <summary>A listing out of named texts, cleaned, whatever format they were read from.</summary>
internal static class FieldListing
{
    private const int MaxId = 400;

    /// <param name="edition">The day where the fields name none.</param>
    /// <param name="field">The texts of one of our fields; none where it is absent.</param>
    /// <returns>Null where there is no title.</returns>
    public static Listing? Of(string source, DateOnly edition, Func<string, IReadOnlyList<string>> field)
    {
        var title = PaperText.Title(One("title"));
        if (title.Length == 0)
        {
            return null;
        }

        var dois = field("doi").SelectMany(Doi.All).Concat(DoisOf(One("url"), One("id"))).Distinct().ToList();
        var arxiv = ArxivId.TryParse(One("arxivId")) ?? ArxivId.TryParse(One("url")) ?? ArxivOf(One("id"))
            ?? dois.Select(Doi.ArxivOf).Select(ArxivId.TryParse).FirstOrDefault(id => id is not null);
        var doi = dois.FirstOrDefault();
        // Feeds call the abstract a summary; a machine's comes with its maker.
        var machine = Filled(PaperText.Name(One("summaryBy")));
        return new Listing
        {
            Source = source,
            SourceId = Id(One("id")) ?? arxiv?.Id ?? doi ?? PaperKey.OfTitle(title),
            Edition = Day(One("edition")) ?? edition,
            ArxivId = arxiv?.Id,
            Version = Math.Max(arxiv?.Version ?? 1, Count("version")),
            Doi = doi,
            MoreDois = TextList.Create([.. dois.Skip(1)]),
            Title = title,
            Abstract = PaperText.Abstract(One("abstract")),
            Authors = TextList.Create(field("names") is { Count: > 0 } names ? Whole(names)
                : AuthorNames.Of(field("authors"))),
            Categories =
                TextList.Create(
                    [.. field("categories").SelectMany(text => text.Split([',', ';'])).Select(PaperText.Name)
                        .Where(name => name.Length > 0).Distinct().Take(50)]),
            Organization = Filled(PaperText.Name(One("organization"))),
            Published = field("published").Select(Day).FirstOrDefault(day => day is not null),
            Votes = Count("votes"),
            Comments = Count("comments"),
            Stars = Count("stars"),
            Url = SafeUrl.OrNull(One("url"))
                ?? arxiv?.AbstractUrl ?? (doi is null ? TitleSearch.Url(title) : Doi.Url(doi)),
            PdfUrl = SafeUrl.OrNull(One("pdf")) ?? arxiv?.PdfUrl,
            HtmlUrl = SafeUrl.OrNull(One("html")),
            CodeUrl = SafeUrl.OrNull(One("code")),
            ProjectUrl = SafeUrl.OrNull(One("project")),
            DiscussionUrl = SafeUrl.OrNull(One("discussion")),
            ThumbnailUrl = SafeUrl.OrNull(One("thumbnail")),
            Summary = machine is null ? null : Filled(PaperText.Abstract(One("summary"))),
            SummaryBy = machine,
            Withdrawn = One("withdrawn") is "true" or "True",
        };

        string? One(string name) => field(name) is [var first, ..] ? first : null;

        int Count(string name) =>
            int.TryParse(One(name), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
                CultureInfo.InvariantCulture, out var count) ? count : 0;
    }

    private static string? Filled(string text) => text.Length > 0 ? text : null;

    /// <summary>The DOIs that an address and an id are; a DOI of its own field comes first.</summary>
    private static IEnumerable<string> DoisOf(string? url, string? id) =>
        new[] { Doi.TryParse(url), Doi.TryParse(id) }.OfType<string>();

    /// <summary>Of an id that names arXiv; digits alone may be a number of the source's own.</summary>
    private static ArxivId? ArxivOf(string? id) =>
        id?.Contains("arxiv", StringComparison.OrdinalIgnoreCase) == true ? ArxivId.TryParse(id) : null;

    /// <summary>Names that their format has already separated.</summary>
    private static string[] Whole(IReadOnlyList<string> names) =>
        [.. names.Select(PaperText.Name).Where(name => name.Length > 0).Distinct().Take(1000)];

    /// <summary>A day in any form that <see cref="WrittenDay"/> reads.</summary>
    public static DateOnly? Day(string? text) => WrittenDay.Read(text);

    private static string? Id(string? text) =>
        text is null ? null
            : string.Concat(text.Where(c => !char.IsControl(c) && !char.IsSurrogate(c)).Take(MaxId))
                .Trim() is { Length: > 0 } id ? id : null;
}
