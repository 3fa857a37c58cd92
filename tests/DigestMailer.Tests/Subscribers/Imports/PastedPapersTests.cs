using System.Diagnostics;
using System.Text;
using DigestMailer.Papers;
using DigestMailer.Subscribers.Imports;
using DigestMailer.Tests.Papers;
using DigestMailer.Topics;

namespace DigestMailer.Tests.Subscribers.Imports;

/// <summary>Papers that a reader likes, as they paste or upload them.</summary>
internal sealed class PastedPapersTests
{
    private const string Known = "arxiv:2508.01191";

    [TestCase("2508.01191")]
    [TestCase("arXiv:2508.01191v2")]
    [TestCase("https://arxiv.org/abs/2508.01191")]
    [TestCase("- <https://huggingface.co/papers/2508.01191>,")]
    [TestCase("Tides of memory in long recordings")]
    [TestCase("\"Tides of Memory in Long Recordings.\"")]
    [TestCase("@article{a, title={Tides of memory in long recordings}, eprint={2508.01191}, archivePrefix={arXiv}}")]
    [TestCase("TY  - JOUR\nTI  - Tides of memory in long recordings\nER  - ")]
    public async Task A_paper_that_a_source_lists_is_found_by_its_names(string text) =>
        Assert.That((await ReadAsync(text)).Keys, Is.EqualTo(new[] { Known }));

    [TestCase("A theory of shallow pools")]
    [TestCase("@book{b, title={A theory of shallow pools}}")]
    [TestCase("TY  - BOOK\nTI  - A theory of shallow pools\nER  - ")]
    public async Task A_paper_that_no_source_lists_is_known_by_its_title(string text) =>
        Assert.That((await ReadAsync(text)).Keys, Is.EqualTo(new[] { PaperKey.OfTitle("A theory of shallow pools") }));

    [TestCase("2508.99999")]
    [TestCase("https://example.org/some/paper")]
    [TestCase("10.1234/nowhere")]
    [TestCase("12 34")]
    public async Task An_id_that_no_source_lists_says_nothing_and_is_given_back(string text)
    {
        var (keys, unread) = await ReadAsync(text);
        Assert.That((keys.Count, unread.Single()), Is.EqualTo((0, text)));
    }

    [Test]
    public async Task Fifty_are_read_and_each_once()
    {
        var lines = Enumerable.Range(0, 60).Select(number => $"A theory of pools, volume {number}")
            .Prepend("2508.01191").Prepend("2508.01191");
        Assert.That((await ReadAsync(string.Join('\n', lines))).Keys,
            Has.Count.EqualTo(TopicSet.MostPapers - 1).And.Unique);
    }

    [Test]
    public async Task Of_a_library_with_more_than_fifty_the_newest_count()
    {
        var library = string.Join('\n', Enumerable.Range(1950, 70).Select(year =>
            $"@article{{a{year}, title={{A theory of pools, volume {year}}}, year={year}, month=5}}"));
        var (keys, _) = await FileAsync(Encoding.UTF8.GetBytes(library));
        Assert.That(keys, Has.Count.EqualTo(TopicSet.MostPapers)
            .And.Contains("title:a theory of pools volume 2019").And.No.Member("title:a theory of pools volume 1969"));
    }

    [TestCase("utf-8")]
    [TestCase("utf-16")]
    [TestCase("iso-8859-1")]
    public async Task A_library_may_be_in_any_encoding(string encoding)
    {
        var coder = Encoding.GetEncoding(encoding);
        byte[] file =
            [.. coder.GetPreamble(), .. coder.GetBytes("TY  - JOUR\r\nTI  - Théorie des marées\r\nER  - \r\n")];
        Assert.That((await FileAsync(file)).Keys, Is.EqualTo(new[] { PaperKey.OfTitle("Théorie des marées") }));
    }

    [TestCase("")]
    [TestCase("%PDF-1.7\n%âãÏÓ\n1 0 obj")]
    [TestCase("PK\u0003\u0004\0\0\0")]
    [TestCase("{\"items\":[]}")]
    [TestCase("@article{a,")]
    [TestCase("TY  - JOUR\nER  - ")]
    [TestCase("@comment{nothing}\n@string{a = {b}}")]
    public async Task A_file_without_references_is_told_from_one_that_names_unknown_papers(string text)
    {
        await using var host = new PapersHost();
        Assert.That(await new PastedPapers(host.Papers).ReadFileAsync(Encoding.UTF8.GetBytes(text)), Is.Null);
    }

    [TestCase("a")]
    [TestCase("{")]
    [TestCase("@")]
    [TestCase("@article{")]
    [TestCase("TY  - JOUR\n")]
    [TestCase("@string{a = a # a}\n")]
    public async Task A_megabyte_of_anything_is_read_in_bounded_time(string part)
    {
        await using var host = new PapersHost();
        var file = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(part, PastedPapers.MostBytes / part.Length)));
        var began = Stopwatch.GetTimestamp();
        await new PastedPapers(host.Papers).ReadFileAsync(file);
        Assert.That(Stopwatch.GetElapsedTime(began), Is.LessThan(TimeSpan.FromSeconds(10)));
    }

    [Test]
    public async Task A_line_that_is_longer_than_any_name_is_given_back_in_part()
    {
        var (keys, unread) = await ReadAsync(new string('a', 500_000));
        Assert.That((keys.Count, unread.Single().Length), Is.EqualTo((0, 101)));
    }

    [Test]
    public void No_text_fails() =>
        Assert.That(async () => await ReadAsync("@article{\0\uD800,,,}}\nTY  -\n\"\"\"\n%PDF-1.7\n{{{{"),
            Throws.Nothing);

    private static async Task<(IReadOnlyList<string> Keys, IReadOnlyList<string> Unread)> FileAsync(byte[] file)
    {
        await using var host = new PapersHost();
        return (await new PastedPapers(host.Papers).ReadFileAsync(file))!.Value;
    }

    private static async Task<(IReadOnlyList<string> Keys, IReadOnlyList<string> Unread)> ReadAsync(string text)
    {
        await using var host = new PapersHost();
        await host.KeepAsync(new Listing
        {
            Source = "test",
            SourceId = "2508.01191",
            ArxivId = "2508.01191",
            Edition = new DateOnly(2025, 8, 9),
            Title = "Tides of memory in long recordings",
            Abstract = "We keep a shallow pool of moments.",
            Url = "https://arxiv.org/abs/2508.01191",
        });
        return await new PastedPapers(host.Papers).ReadAsync(text);
    }
}
