using System.Text;
using DigestMailer.Bounces.Reports;
using DigestMailer.Papers.Sources;
using DigestMailer.Papers.Text;
using DigestMailer.Topics.Queries;
using MimeKit;

namespace DigestMailer.Tests;

/// <summary>What comes from outside is read or rejected, in bounded time, and never ends in an exception.</summary>
[Category("Fuzz"), Category("Recordings")]
internal sealed class FuzzTests
{
    private const int Targets = 11;
    private static readonly DateOnly Day = new(2026, 8, 8);
    private static readonly Dictionary<string, string> None = [];

    [OneTimeSetUp]
    public void Charsets() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Test]
    public void Hugging_Face() => Of(Texts("hf-daily-papers", "2025-07-04.json", "2026-08-05.json"))
        .Run(text => HuggingFaceFormat.Read(text, "hf", Day));

    [Test]
    public void ArXiv_feeds() => Of(Texts("arxiv-rss", "2026-08-04-cs-lg.xml", "cs.AI-2025-08-20-atom.xml",
        "rdf-1.0-era-2023-07-05-cs-lg.xml")).Run(text => ArxivFeedFormat.Read(text, "arxiv", Day));

    [Test]
    public void ArXiv_search() => Of(Texts("arxiv-api", "q_testing_s0_m10_bc5a6c384fe9.xml",
        "id_abc_s0_m100_b79c8dcf6bc3.xml")).Run(text => ArxivApiFormat.Read(text, "api", Day));

    [Test]
    public void Any_feed() => Of(
        [.. Texts("biorxiv", "rss-test_read_accepts_one_subject-0.xml"),
            .. Texts("arxiv-rss", "cs.AI-2025-08-20-atom.xml"),
            """{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"a","title":"One","url":"//x.org"}]}"""])
        .Run(text => FeedFormat.Read(text, "feed", Day, None));

    [Test]
    public void BioRxiv() => Of(Texts("biorxiv", "details-biorxiv-2026-07-15_18-trimmed.json"))
        .Run(text => BiorxivFormat.Read(text, "bio", "bioRxiv", Day));

    [Test]
    public void OpenReview() => Of(
        ["""
            {"notes":[{"id":"n1","forum":"n1","cdate":1754697600000,"content":{"title":{"value":"One"},
            "authors":{"value":["Ann Lee"]},"pdf":{"value":"/pdf/x.pdf"}}}]}
            """])
        .Run(text => OpenReviewFormat.Read(text, "or", Day, None));

    [Test]
    public void References() => Of(
        [
            "@string{x = \"Deep\"}\n@article{lee25, title = x # { {T}ransit of G{\\\"o}del}, author = {Lee, Ann and Ek,"
                + " Bo and others}, doi = \"10.1/a\", year = 2025, month = aug, keywords = {a, b}}\n",
            "TY  - JOUR\r\nTI  - A long\r\n title\r\nAU  - Ek, Bo\r\nDO  - 10.1/b\r\nDA  - 2025/08/01/\r\nER  - \r\n",
        ]).Run(text => ReferencesFormat.Read(text, "shelf", Day));

    [Test]
    public void Saved_page() =>
        Of(Texts("", "daily-papers-page.txt")).Run(text => SavedPageFormat.Read(text, "page", Day));

    [Test]
    public void Papers_as_JSON() => Of(
        ["""
            {"edition":"2025-08-08","papers":[{"title":"Sparse Memory","arxivId":"2508.01234","authors":["Ada Quill"],
            "votes":12,"doi":"10.1/a"}]}
            """])
        .Run(text => JsonFormat.Read(text, "json", Day));

    [Test]
    public void Queries_and_titles() => Of(
        ["(speech OR audio) -image title:\"chain of thought\" author:\"Y. LeCun\" primary:cs.* votes:>=20 quan* NOT x",
            @"On the $\mathcal{O}(n^2)$ of Sch\""odinger and G{\""o}del: \textbf{A} \emph{study} $\alpha$-stable"])
        .Run(text =>
        {
            _ = TopicQuery.Parse(text[..Math.Min(text.Length, 2000)]);
            _ = PaperText.Title(text);
            _ = PaperText.Authors(text);
        });

    [Test]
    public void Mails() => Of([.. Mailbox("arf"), .. Mailbox("not-bounces")]).Run(text =>
    {
        try
        {
            using var mail = MimeMessage.Load(new MemoryStream(Encoding.Latin1.GetBytes(text)));
            _ = Classifier.Read(mail);
        }
        catch (FormatException)
        {
            // Text that is not a mail at all.
        }
    });

    private static Fuzz Of(IReadOnlyList<string> seeds) => new(seeds, Targets);

    private static IReadOnlyList<string> Texts(string folder, params string[] names) =>
        [.. names.Select(name => File.ReadAllText(Recordings.Path(Path.Combine(folder, name))))
            .Select(text => text.Length > 40_000 ? text[..40_000] : text)];

    private static IEnumerable<string> Mailbox(string folder) =>
        Directory.EnumerateFiles(Recordings.Path(folder)).Order(StringComparer.Ordinal)
            .Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file)));
}
