using DigestMailer.Storage;

namespace DigestMailer.Papers.Merging;

/// <summary>
/// One paper out of many listings: the richer text, the higher vote and the first date win, links are united, a
/// withdrawal stays.
/// </summary>
internal static class PaperMerge
{
    public static Paper New(Listing listing, string key, DateTimeOffset now) => With(
        new Paper { Key = key, Title = listing.Title, Url = listing.Url, FirstSeen = now, ChangedAt = now }, listing,
        key, now);

    /// <summary>The paper with what the listing adds; the same record where it adds nothing.</summary>
    public static Paper With(Paper paper, Listing listing, string key, DateTimeOffset now)
    {
        var merged = paper with
        {
            Key = PaperKey.Better(paper.Key, key),
            Abstract = Richer(paper.Abstract, listing.Abstract),
            Authors = listing.Authors.Count > paper.Authors.Count ? listing.Authors : paper.Authors,
            Categories = Union(paper.Categories, listing.Categories),
            Organization = paper.Organization ?? listing.Organization,
            Published = Earlier(paper.Published, listing.Published),
            Votes = Math.Max(paper.Votes, listing.Votes),
            Comments = Math.Max(paper.Comments, listing.Comments),
            Stars = Math.Max(paper.Stars, listing.Stars),
            Url = IsSearch(paper.Url) ? listing.Url : paper.Url,
            PdfUrl = paper.PdfUrl ?? listing.PdfUrl,
            HtmlUrl = paper.HtmlUrl ?? listing.HtmlUrl,
            CodeUrl = paper.CodeUrl ?? listing.CodeUrl,
            ProjectUrl = paper.ProjectUrl ?? listing.ProjectUrl,
            DiscussionUrl = paper.DiscussionUrl ?? listing.DiscussionUrl,
            ThumbnailUrl = paper.ThumbnailUrl ?? listing.ThumbnailUrl,
            Summary = paper.Summary ?? listing.Summary,
            SummaryBy = paper.Summary is null ? listing.SummaryBy : paper.SummaryBy,
            WithdrawnAt = paper.WithdrawnAt ?? (listing.Withdrawn ? now : null),
        };
        return merged == paper ? paper : merged with { ChangedAt = now };
    }

    /// <summary>Two papers that turn out to be one work.</summary>
    public static Paper Of(Paper paper, Paper other, DateTimeOffset now) =>
        With(paper, AsListing(other), other.Key, now)
            with
        { FirstSeen = paper.FirstSeen < other.FirstSeen ? paper.FirstSeen : other.FirstSeen, ChangedAt = now };

    private static Listing AsListing(Paper paper) => new()
    {
        Source = "",
        SourceId = "",
        Edition = default,
        Title = paper.Title,
        Abstract = paper.Abstract,
        Authors = paper.Authors,
        Categories = paper.Categories,
        Organization = paper.Organization,
        Published = paper.Published,
        Votes = paper.Votes,
        Comments = paper.Comments,
        Stars = paper.Stars,
        Url = paper.Url,
        PdfUrl = paper.PdfUrl,
        HtmlUrl = paper.HtmlUrl,
        CodeUrl = paper.CodeUrl,
        ProjectUrl = paper.ProjectUrl,
        DiscussionUrl = paper.DiscussionUrl,
        ThumbnailUrl = paper.ThumbnailUrl,
        Summary = paper.Summary,
        SummaryBy = paper.SummaryBy,
        Withdrawn = paper.WithdrawnAt is not null,
    };

    private static bool IsSearch(string url) => url.Contains("/papers?q=", StringComparison.Ordinal);

    private static string Richer(string left, string right) => right.Length > left.Length ? right : left;

    private static DateOnly? Earlier(DateOnly? left, DateOnly? right) =>
        left is null ? right : right is null || left < right ? left : right;

    private static TextList Union(TextList left, TextList right)
    {
        var added = right.Except(left).ToList();
        return added.Count == 0 ? left : TextList.Create([.. left, .. added]);
    }
}
