using DigestMailer.Papers;
using DigestMailer.Subscribers;
using DigestMailer.Topics;
using DigestMailer.Web.Reading;

namespace DigestMailer.Web.Api;

/// <summary>A paper as the API shows one.</summary>
/// <param name="Key">Its identity, such as arxiv:2508.01234.</param>
/// <param name="Summary">What a machine wrote of it; SummaryBy names the machine.</param>
/// <param name="Page">Its address on this site.</param>
/// <param name="Topics">Slugs of the topics that it belongs to.</param>
internal sealed record PaperAnswer(
    string Key, string Title, string Abstract, IReadOnlyList<string> Authors, IReadOnlyList<string> Categories,
    string? Organization, DateOnly? Published, DateTimeOffset FirstSeen, int Votes, int Comments, int Stars,
    string Url, string? PdfUrl, string? HtmlUrl, string? CodeUrl, string? ProjectUrl, string? DiscussionUrl,
    string? ThumbnailUrl, string? Summary, string? SummaryBy, bool Withdrawn, string Page,
    IReadOnlyList<string> Topics)
{
    public static PaperAnswer Of(Paper paper, SiteOptions site, IEnumerable<Topic> topics) => new(
        paper.Key, paper.Title, paper.Abstract, [.. paper.Authors], [.. paper.Categories], paper.Organization,
        paper.Published, paper.FirstSeen, paper.Votes, paper.Comments, paper.Stars, paper.Url, paper.PdfUrl,
        paper.HtmlUrl, paper.CodeUrl, paper.ProjectUrl, paper.DiscussionUrl, paper.ThumbnailUrl, paper.Summary,
        paper.SummaryBy, paper.WithdrawnAt is not null, site.Address(PaperModel.PathOf(paper.Key)),
        [.. topics.Select(topic => topic.Slug)]);
}
