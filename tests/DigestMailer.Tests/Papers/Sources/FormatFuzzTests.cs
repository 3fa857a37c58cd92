using CsCheck;
using DigestMailer.Papers;
using DigestMailer.Papers.Sources;
using DigestMailer.Papers.Sources.Reading;
using DigestMailer.Papers.Text;

namespace DigestMailer.Tests.Papers.Sources;

/// <summary>Whatever a source answers: no exception, and either listings or one plain line, never both.</summary>
internal sealed class FormatFuzzTests
{
    private const string Rss =
        """<?xml version="1.0"?><rss version="2.0" """
            + """xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>cs.CL</title><pubDate>Fri, 08 Aug 2025 """
            + """00:00:00 -0400</pubDate><item><title>One</title><link>https:/"""
            + """/arxiv.org/abs/2508.00001</link><guid>oai:arXiv.org:2508.00001v1</"""
            + """guid><description>arXiv:2508.00001v1 Announce Type: new Abstract: Text</description><dc:creator>Ann """
            + """Lee, Bo Ek</dc:creator><category>cs.CL</category></item></channel></rss>""";
    private const string Atom =
        """<feed xmlns="http://www.w3.org/2005/Atom"><updated>2025-08-08T00:00:00Z</"""
            + """updated><totalResults>1</totalResults><entry><id>http://arxiv.org/abs/2508.00001v1</"""
            + """id><title>One</title><summary>Text</summary><published>2025-08-07T10:00:00Z</"""
            + """published><author><name>Ann Lee</name></author><category term="cs.CL"/><link """
            + """href="http://arxiv.org/abs/2508.00001v1"/></entry></feed>""";
    private static readonly DateOnly Day = new(2025, 8, 9);
    private static readonly Dictionary<string, string> None = [];

    private static readonly Dictionary<string,
        (string Sample, Func<string, (IReadOnlyList<Listing> Listings, string? Fault)> Read)> Formats = new()
        {
            ["HuggingFace"] =
            ("""[{"paper":{"id":"2508.00001","title":"One","summary":"Text","authors":[{"name":"Ann """
                + """Lee"}],"upvotes":3,"publishedAt":"2025-08-07T10:00:00.000Z"},"numComments":2}]""",
                text => HuggingFaceFormat.Read(text, "s", Day)),
            ["ArxivApi"] =
            (Atom, text =>
                ArxivApiFormat.Read(text, "s", Day) is var answer ? (answer.Listings, answer.Error) : default),
            ["ArxivFeed"] =
            (Rss, text =>
                ArxivFeedFormat.Read(text, "s", Day) is var answer ? (answer.Listings, answer.Error) : default),
            ["ArxivAtom"] =
            (Atom, text =>
                ArxivFeedFormat.Read(text, "s", Day) is var answer ? (answer.Listings, answer.Error) : default),
            ["Biorxiv"] =
            ("""{"messages":[{"status":"ok","count":1,"total":"1"}"""
                + """],"collection":[{"doi":"10.1101/1","version":"1","title":"One","authors":"Lee, A.; Ek, """
                + """B.","date":"2025-08-08","category":"biology","published":"NA","abstract":"Text"}]}""",
                text => BiorxivFormat.Read(text, "s", "bioRxiv", Day) is var answer ? (answer.Rows, answer.Error)
                    : default),
            ["OpenReview"] =
            ("""{"notes":[{"id":"n1","forum":"n1","cdate":1754697600000,"content":{"title":{"value":"One"}"""
                + ""","authors":{"value":["Ann Lee"]},"pdf":{"value":"/pdf/x.pdf"}}}]}""",
                text => OpenReviewFormat.Read(text, "s", Day, None) is var answer ? (answer.Listings, answer.Fault)
                    : default),
            ["FeedRss"] = (Rss, text => FeedFormat.Read(text, "s", Day, None)),
            ["FeedAtom"] = (Atom, text => FeedFormat.Read(text, "s", Day, None)),
            ["FeedJson"] =
            ("""{"items":[{"id":"a","title":"One","url":"https://x.org/1","summary":"Text","authors":[{"name":"Ann """
                + """Lee"}],"tags":["x"]}]}""", text => FeedFormat.Read(text, "s", Day, None)),
            ["Json"] =
            ("""[{"id":"a","title":"One","abstract":"Text","authors":["Ann Lee"]"""
                + ""","url":"https://x.org/1","published":"2025-08-07","votes":3}]""",
                text => JsonFormat.Read(text, "s", Day)),
            ["BibTeX"] =
            ("""@string{x = "Deep"} @article{lee25, title = x # { {T}ransit of G{\"o}del}, """
                + """author = {Lee, Ann and Ren{\'e} X}, doi = "10.1/a", year = 2025, month = aug}""",
                text => ReferencesFormat.Read(text, "s", Day) is var read ? (read.Listings, read.Fault) : default),
            ["RIS"] =
            ("TY  - JOUR\nTI  - One\nAU  - Ek, Bo\nDO  - 10.1/b\nDA  - 2025/08/01/\nER  - \n",
                text => ReferencesFormat.Read(text, "s", Day) is var read ? (read.Listings, read.Fault) : default),
            ["SavedPage"] =
            ("Aug 8\n\nA title\n\nAn abstract\n\nAnother\n\nText of it", text => SavedPageFormat.Read(text, "s", Day)),
        };

    private static readonly string[] Pieces =
    [
        "", "\0", "\uFFFD", "\\ud800", "\\u0000", "\u202e", "{", "}", "[", "]", "\"", "\\", "<", ">", "&", "&#0;",
        "<![CDATA[", "<!DOCTYPE x [<!ENTITY a \"b\">]>", "null", "-1", "1e999", "99999999999999999999", "true", "{}",
        "[]",
        "0000-00-00", "9999-12-31T23:59:59-14:00", "TY  - ", "@", "#", "$", "\\frac{", "javascript:x", "\r\n", "Feb 29",
        "Announce Type: ", new('[', 200), new('{', 200),
    ];

    private static IEnumerable<string> Names => Formats.Keys;

    [TestCaseSource(nameof(Names))]
    public void The_sample_itself_is_read(string format)
    {
        var (sample, read) = Formats[format];
        var (listings, fault) = read(sample);
        Assert.That((fault, listings.Count > 0), Is.EqualTo(((string?)null, true)));
    }

    [TestCaseSource(nameof(Names))]
    public void A_changed_sample_is_read_or_refused_in_one_line(string format)
    {
        var (sample, read) = Formats[format];
        var change =
            Gen.Select(Gen.Int[0, sample.Length], Gen.Int[0, 12], Gen.Int[0, Pieces.Length - 1],
                (at, length, piece) => (at, length, piece));
        change.Array[1, 4].Holds(changes =>
        {
            var text = changes.Aggregate(sample, (text, one) =>
            {
                var at = Math.Min(one.at, text.Length);
                return text.Remove(at, Math.Min(one.length, text.Length - at)).Insert(at, Pieces[one.piece]);
            });
            var (listings, fault) = read(text);
            return listings.All(
                    listing =>
                        listing.Title.Length > 0 && !listing.Title.Any(char.IsControl) && SafeUrl.Is(listing.Url))
                && (fault is null
                    || (fault.Trim().Length > 10 && !fault.Contains('\n', StringComparison.Ordinal)));
        });
    }
}
