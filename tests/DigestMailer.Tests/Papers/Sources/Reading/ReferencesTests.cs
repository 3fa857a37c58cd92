using DigestMailer.Papers;
using DigestMailer.Papers.Sources;

namespace DigestMailer.Tests.Papers.Sources.Reading;

/// <summary>References as reference managers and publishers really write them.</summary>
internal sealed class ReferencesTests
{
    private static readonly DateOnly Day = new(2026, 11, 28);

    [TestCase("url={http://x.example/a?b=1{\\&}c=2{\\_}d}", "http://x.example/a?b=1&c=2_d")]
    [TestCase("url={http://x.example/a\\%20b\\#c}", "http://x.example/a%20b#c")]
    [TestCase("url={\\url{https://x.example/y}}", "https://x.example/y")]
    [TestCase("url={http://x.example/\\~{}ann/p}", "http://x.example/~ann/p")]
    [TestCase("howpublished={\\url{https://x.example/y}}", "https://x.example/y")]
    [TestCase("note={Available at \\href{https://x.example/y}{here}}", "https://x.example/y")]
    [TestCase("doi={10.1002/(SICI)1(1998)17:1{\\textless}1::AID{\\textgreater}3}",
        "https://doi.org/10.1002/%28sici%291%281998%2917%3A1%3C1%3A%3Aaid%3E3")]
    public void An_address_is_as_it_was_before_TeX(string field, string url) =>
        Assert.That(One($"@misc{{k, title={{T}}, {field}}}").Url, Is.EqualTo(url));

    [TestCase("author={{\\relax Ch}ristos Quill}", "Christos Quill")]
    [TestCase("author={{Research and Development} and Lee, Ann}", "Research and Development|Ann Lee")]
    [TestCase("author={Lee, Ann AND Ek, Bo and others}", "Ann Lee|Bo Ek")]
    [TestCase("author={\\noopsort{a}Ann Lee}", "Ann Lee")]
    [TestCase("author=\"G{\\\"o}del, Kurt\"", "Kurt Gödel")]
    [TestCase("author={Ann Lee, Bo Ek, Cy Roe}", "Ann Lee|Bo Ek|Cy Roe")]
    [TestCase("author={Lee, Ann; Ek, Bo}", "Ann Lee|Bo Ek")]
    [TestCase("author={Lee, Ann and }", "Ann Lee")]
    [TestCase("author={King, Jr., Martin Luther}", "Martin Luther King Jr.")]
    [TestCase("author={family=Lee, given=Ann, prefix=van and Ek, Bo}", "Ann van Lee|Bo Ek")]
    public void Names_are_people(string field, string authors) =>
        Assert.That(string.Join('|', One($"@misc{{k, title={{T}}, {field}}}").Authors), Is.EqualTo(authors));

    [TestCase("eprint={2611.01235}, archivePrefix={arXiv}, primaryClass={cs.LG}, keywords={a, b}", "cs.LG|a|b")]
    [TestCase("eprint={2611.01235}, eprinttype={arxiv}, eprintclass={cs.LG}", "cs.LG")]
    [TestCase("keywords={a; b}", "a|b")]
    public void The_class_of_arXiv_comes_before_keywords(string field, string categories) =>
        Assert.That(string.Join('|', One($"@misc{{k, title={{T}}, {field}}}").Categories), Is.EqualTo(categories));

    [TestCase("year=2026, month=nov, day=20", "2026-11-20")]
    [TestCase("year=2026, month={11}", "2026-11-01")]
    [TestCase("year={2026}, month={November}", "2026-11-01")]
    [TestCase("date={2026-11-20}", "2026-11-20")]
    [TestCase("year=2026", null)]
    [TestCase("date={2026-11-20/2026-11-22}", "2026-11-20")]
    [TestCase("date={2026-11~}", "2026-11-01")]
    [TestCase("date={2026}, year=2026, month=nov, day=20", "2026-11-20")]
    [TestCase("year=2026, month=nov # \"~20\"", "2026-11-20")]
    [TestCase("year=2026, month=nov # \"/\" # dec", "2026-11-01")]
    [TestCase("date={2026-11}, month=nov, day=20", "2026-11-20")]
    public void A_day_is_read_where_there_is_one(string field, string? day) =>
        Assert.That(Written(One($"@misc{{k, title={{T}}, {field}}}").Published), Is.EqualTo(day));

    [TestCase("@article{a, title={First}}\n@article{b, title={Never closed, year=2020}\n@article{c, title={Third}}",
        "First|Third")]
    [TestCase("@article{a, title={First}}\n@article{b, title=}\n@article{c, title={Third}}", "First|Third")]
    [TestCase("@article{a, title={First}}\n@article{b title={No comma}}\n@article{c, title={Third}}", "First|Third")]
    [TestCase("@article{a, title={First}}\n@article{b, title=\"Never closed}\n@article{c, title={Third}}",
        "First|Third")]
    [TestCase("@article{a, title={First}}\n@article{c, title={Third}}\n@article{b, title={Cut", "First|Third")]
    public void A_bad_entry_costs_itself_and_is_told(string text, string titles)
    {
        var read = ReferencesFormat.Read(text, "s", Day);
        Assert.That(string.Join('|', read.Listings.Select(one => one.Title)), Is.EqualTo(titles));
        Assert.That((read.Fault, read.Warning), Is.EqualTo(((string?)null, read.Warning)));
        Assert.That(read.Warning, Does.StartWith("line ").And.Contain("left out"));
    }

    [Test]
    public void A_line_of_a_value_that_looks_like_an_entry_is_part_of_it()
    {
        var read =
            ReferencesFormat.Read(
                "@article{a, title={First}, abstract={We show\n@misc{x} in text.}}\n@misc{b, title={Next}}",
            "s", Day);
        Assert.That((read.Warning, string.Join('|', read.Listings.Select(one => one.Title))),
            Is.EqualTo(((string?)null, "First|Next")));
    }

    [TestCase("@article{k, title={T}, abstract={We study\nAI - driven methods.}}")]
    [TestCase("@article{k, title={T}, abstract={We study\nAB - tests of\nTY - things.}}")]
    public void A_line_of_an_abstract_is_not_a_tag_of_RIS(string text) => Assert.That(One(text).Title, Is.EqualTo("T"));

    [TestCase("PY  - 2026\nDA  - 2026/11/20\n", "2026-11-20")]
    [TestCase("DA  - 2026/11/20/\nPY  - 2026\n", "2026-11-20")]
    [TestCase("Y1  - 2026/11/20/Autumn\nPY  - 2026/11//\n", "2026-11-20")]
    [TestCase("PY  - 2026/11//\n", "2026-11-01")]
    [TestCase("PY  - 2026\n", null)]
    [TestCase("DA  - Nov 20\nPY  - 2026\n", "2026-11-20")]
    [TestCase("DA  - 11/20/2026\n", "2026-11-20")]
    [TestCase("DA  - 2026/11/20 10:00:00\n", "2026-11-20")]
    [TestCase("PY  - 2026\nDA  - 20 Nov 2026\n", "2026-11-20")]
    public void The_date_of_RIS_that_says_most_counts(string lines, string? day) =>
        Assert.That(Written(One($"TY  - JOUR\nTI  - T\n{lines}ER  - \n").Published), Is.EqualTo(day));

    [TestCase("journal={arXiv preprint arXiv:2511.01236}")]
    [TestCase("howpublished={arXiv:2511.01236v2 [cs.CL]}")]
    [TestCase("number={arXiv:2511.01236}")]
    [TestCase("journal={CoRR}, volume={abs/2511.01236}")]
    [TestCase("note={arXiv:2511.01236 [cs.LG]}")]
    [TestCase("note={10 pages, available at arXiv:2511.01236}")]
    [TestCase("note={Preprint, \\texttt{arXiv:2511.01236}}")]
    public void A_preprint_is_known_by_words_about_arXiv(string field) =>
        Assert.That(One($"@article{{k, title={{T}}, {field}}}").ArxivId, Is.EqualTo("2511.01236"));

    [TestCase("note={See also arXiv:2511.01236}")]
    [TestCase("note={Extends arXiv:2511.01236}")]
    public void A_note_on_another_preprint_says_nothing_of_the_work(string field) =>
        Assert.That(One($"@article{{k, title={{T}}, {field}}}").ArxivId, Is.Null);

    [TestCase("@article{a, title={T}, author={李, 飞飞 and 王, 小明}}", "李飞飞|王小明")]
    [TestCase("TY  - JOUR\nTI  - T\nAU  - 李, 飞飞\nAU  - 王, 小明\nER  - \n", "李飞飞|王小明")]
    [TestCase("TY  - JOUR\nTI  - T\nAU  - 山田, 太郎\nAU  - 김, 민수\nER  - \n", "山田太郎|김민수")]
    [TestCase("@article{a, title={T}, author={Li, 飞飞}}", "飞飞 Li")]
    public void Names_in_Chinese_Japanese_and_Korean_keep_their_order(string text, string authors) =>
        Assert.That(string.Join('|', One(text).Authors), Is.EqualTo(authors));

    [TestCase("@article{a, title={T}, % a comment\n author={Lee, Ann}}")]
    [TestCase("TY - JOUR\nTI - T\nAU - Lee, Ann\nER -\n")]
    [TestCase("TY  - BOOK\nBT  - T\nAU  - Lee, Ann\nER  - \n")]
    public void Comments_single_spaces_and_titles_of_books_are_read(string text) =>
        Assert.That((One(text).Title, string.Join('|', One(text).Authors)), Is.EqualTo(("T", "Ann Lee")));

    [Test]
    public void Long_texts_of_RIS_go_on_and_two_authors_are_two()
    {
        var listing =
            One("TY  - JOUR\r\nT1  - A long\r\ntitle\r\nAU  - Lee, Ann\r\n"
                + "AU  - Ek, Bo\r\nN2  - One.\r\n\r\nTwo.\r\nER  - \r\n");
        Assert.That((listing.Title, string.Join('|', listing.Authors), listing.Abstract),
            Is.EqualTo(("A long title", "Ann Lee|Bo Ek", "One. Two.")));
    }

    [Test]
    public void Abbreviations_that_multiply_are_rejected()
    {
        var text = "@string{a0={0123456789}}\n" + string.Concat(Enumerable.Range(1, 9).Select(i =>
            $"@string{{a{i} = {string.Join(" # ", Enumerable.Repeat($"a{i - 1}", 10))}}}\n"))
            + "@misc{k, title = a9}\n@misc{good, title={Good}}";
        var read = ReferencesFormat.Read(text, "s", Day);
        Assert.That(read.Listings.Select(one => one.Title), Does.Contain("Good"));
        Assert.That(read.Listings.Sum(one => one.Title.Length), Is.LessThan(10_000));
        Assert.That(read.Warning, Does.Contain("expands"));
    }

    private static Listing One(string text) => ReferencesFormat.Read(text, "s", Day).Listings.Single();

    private static string? Written(DateOnly? day) =>
        day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
