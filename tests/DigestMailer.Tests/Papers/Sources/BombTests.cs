using DigestMailer.Papers;
using DigestMailer.Papers.Sources;
using DigestMailer.Papers.Sources.Reading;

namespace DigestMailer.Tests.Papers.Sources;

/// <summary>
/// Tokens of each format repeated and nested to a megabyte: read or rejected in the time of one pass.
/// </summary>
internal sealed class BombTests
{
    private const int Size = 1_000_000;
    // On a busy machine more; what grows with the square of the length takes far more.
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(Scale.Full ? 2 : 8);
    private static readonly DateOnly Day = new(2026, 11, 28);
    private static readonly Dictionary<string, string> None = [];

    private static readonly string[] Xml =
    [
        "<a>", "</a>", "<a/>", "<a b='c'>", "<a b='", "<a ", "<!--", "-->", "<![CDATA[", "]]>", "<?", "&", "&amp;",
        "&nbsp;", "&#", "&#60;", "<", ">", "</", "<item>", "<item><title>T</title></item>", "<title>", "x:y='z' ",
        "xmlns:a='b' ", "<x:a>", "<br>", "<description>", "text", " ", "\n", "<script>", "<style>", "(", "and ", "A, ",
        "<link>", "<a xml:base='b/'>", "<dc:creator>", "<!DOCTYPE a [", "<!ENTITY a 'b'>", "%", "\"",
    ];

    private static readonly string[] BibTeX =
    [
        "@", "@a{", "@a{b,", "@a{b,c=", "@a{b,c={", "@a{b,c=\"", "{", "}", "\"", "#", "=", ",", "\\", "a", " # a",
        "\n@a{b,c={", "\n@a{b,title={T}}\n", "@string{a=", "@string{a=a#a}", "@comment{", "@preamble{", "(", ")",
        " and ",
        "{\\", "\\url{", "\\relax ", "author={A and B},", "\n", "%", "$", "\\'{e}",
    ];

    private static readonly string[] Ris =
    [
        "\nTY  - JOUR", "\nTI  - a", "\nAU  - B, C", "\nAB  - d", "\nER  - ", "\nxxxx", "\n", " ", "\nKW  - k",
        "\nDA  - 1/2/3",
        "AU  - ", "- ",
    ];

    private static readonly string[] Json =
    [
        "[", "{", "]", "}", "\"", "\"a\":", "{\"a\":", "[{\"title\":\"T\"},", ",", "1", "null,", "\\u0041",
        "\n{\"title\":\"T\"}",
        "{\"items\":[", "\\",
    ];

    private static IEnumerable<TestCaseData> Feeds() => Bombs(Xml, "<rss><channel><item><title>T</title><description>",
        "</description></item></channel></rss>");

    private static IEnumerable<TestCaseData> Books() => Bombs(BibTeX, "@a{b,title={", "}}");

    private static IEnumerable<TestCaseData> Tags() => Bombs(Ris, "TY  - JOUR\nTI  - T\nAB  - ", "\nER  - ");

    private static IEnumerable<TestCaseData> Objects() => Bombs(Json, "[{\"title\":\"", "\"}]");

    [TestCaseSource(nameof(Feeds))]
    public void A_feed_is_read_or_rejected_in_time(string text) =>
        InTime(() => FeedFormat.Read(text, "s", Day, None).Listings.Count);

    [TestCaseSource(nameof(Books))]
    public void BibTeX_is_read_or_rejected_in_time(string text) =>
        InTime(() => ReferencesFormat.Read(text, "s", Day).Listings.Count);

    [TestCaseSource(nameof(Tags))]
    public void RIS_is_read_or_rejected_in_time(string text) =>
        InTime(() => ReferencesFormat.Read(text, "s", Day).Listings.Count);

    [TestCaseSource(nameof(Objects))]
    public void JSON_is_read_or_rejected_in_time(string text) =>
        InTime(() => JsonFormat.Read(text, "s", Day).Listings.Count
            + FeedFormat.Read(text, "s", Day, None).Listings.Count);

    [TestCase("A, ")]
    [TestCase("A and ")]
    [TestCase("A;")]
    [TestCase("(")]
    [TestCase("a@b ")]
    [TestCase("a@")]
    [TestCase("<")]
    [TestCase("de la ")]
    [TestCase("A B")]
    public void A_list_of_authors_is_read_in_time(string token) =>
        InTime(() => AuthorNames.Of([Repeat(token, Size)]).Length);

    /// <summary>Each token alone, each inside a good text, and some together.</summary>
    [Test]
    public void An_element_of_many_attributes_is_read_in_time() => InTime(() => FeedFormat.Read(
        $"<rss><channel><item {string.Concat(Enumerable.Range(0, 100_000).Select(i => $"a{i}='x' "))}><title>T</title>"
            + "</item></channel></rss>", "s", Day, None).Listings.Count);

    private static IEnumerable<TestCaseData> Bombs(string[] tokens, string before, string after)
    {
        foreach (var token in tokens)
        {
            yield return Case($"only {token}", Repeat(token, Size));
            yield return Case($"inside {token}", before + Repeat(token, Size) + after);
        }

        var random = new Random(25);
        for (var i = 0; i < 8; i++)
        {
            var mix = string.Concat(Enumerable.Range(0, 4).Select(_ => tokens[random.Next(tokens.Length)]));
            yield return Case($"mix {i} {mix}", before + Repeat(mix, Size) + after);
        }
    }

    private static TestCaseData Case(string name, string text) => new TestCaseData(text).SetArgDisplayNames(
        string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is ' ' or '-' ? c : $"{(int)c:x}"[0])) + " "
        + name.Length + " " + text.Length);

    private static string Repeat(string token, int size) =>
        string.Concat(Enumerable.Repeat(token, size / token.Length));

    /// <summary>
    /// Time of the processor, since a busy machine takes time of the clock; other tests may run, so the best.
    /// </summary>
    private static void InTime(Func<int> read)
    {
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 3 && best > Most; i++)
        {
            var before = Environment.CpuUsage.TotalTime;
            _ = read();
            var used = Environment.CpuUsage.TotalTime - before;
            best = used < best ? used : best;
        }

        Assert.That(best, Is.LessThan(Most));
    }
}
