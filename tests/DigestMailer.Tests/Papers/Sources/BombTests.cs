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
    public void A_feed_is_read_or_rejected_in_time(Func<string> bomb) =>
        InTime(bomb, text => FeedFormat.Read(text, "s", Day, None).Listings.Count);

    [TestCaseSource(nameof(Books))]
    public void BibTeX_is_read_or_rejected_in_time(Func<string> bomb) =>
        InTime(bomb, text => ReferencesFormat.Read(text, "s", Day).Listings.Count);

    [TestCaseSource(nameof(Tags))]
    public void RIS_is_read_or_rejected_in_time(Func<string> bomb) =>
        InTime(bomb, text => ReferencesFormat.Read(text, "s", Day).Listings.Count);

    [TestCaseSource(nameof(Objects))]
    public void JSON_is_read_or_rejected_in_time(Func<string> bomb) =>
        InTime(bomb, text => JsonFormat.Read(text, "s", Day).Listings.Count
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
            yield return Case($"only {token}", "", token, "");
            yield return Case($"inside {token}", before, token, after);
        }

        var random = new Random(25);
        for (var i = 0; i < 8; i++)
        {
            var mix = string.Concat(Enumerable.Range(0, 4).Select(_ => tokens[random.Next(tokens.Length)]));
            yield return Case($"mix {i} {mix}", before, mix, after);
        }
    }

    /// <summary>The text is made by the test itself: all of them together are half a gigabyte.</summary>
    private static TestCaseData Case(string name, string before, string token, string after)
    {
        var length = before.Length + (Size / token.Length * token.Length) + after.Length;
        Func<string> bomb = () => before + Repeat(token, Size) + after;
        return new TestCaseData(bomb).SetArgDisplayNames(
            string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is ' ' or '-' ? c : $"{(int)c:x}"[0])) + " "
            + name.Length + " " + length);
    }

    private static string Repeat(string token, int size) =>
        string.Concat(Enumerable.Repeat(token, size / token.Length));

    private static void InTime(Func<string> bomb, Func<string, int> read)
    {
        var text = bomb();
        InTime(() => read(text));
    }

    private static void InTime(Func<int> read) =>
        Assert.That(ProcessorTime.Of(Most, () => _ = read()), Is.LessThan(Most));
}
