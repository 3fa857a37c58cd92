using CsCheck;
using DigestMailer.Papers;
using DigestMailer.Papers.Citations;
using DigestMailer.Papers.Sources;

namespace DigestMailer.Tests.Papers.Citations;

/// <summary>What is written for reference managers is read back by our own reader of their files.</summary>
internal sealed class CitationTests
{
    private static readonly string[] Hostile =
        ["\r\nER  - \r\nTY  - JOUR\r\nTI  - x", "}}\n@article{y, title={z}}", "\\}", "\\input{/etc/passwd}", " and ",
            "\ud800"];

    private static readonly Paper Plain = new()
    {
        Id = 7,
        Key = "arxiv:2508.03694",
        Title = "Tidepool: 50% of {shared} K_1 & #1",
        Abstract = "We do. And more.",
        Authors = ["Ann Lee", "Anna van der Berg", "Robert Roe Jr.", "Research and Development", "李明", "Kurt Gödel"],
        Categories = ["cs.CL", "cs.AI"],
        Published = new DateOnly(2025, 8, 5),
        Url = "https://arxiv.org/abs/2508.03694",
    };

    [Test]
    public void BibTeX_has_what_a_style_needs() => Assert.That(Citation.Find("bib")!.Write([Plain]), Is.EqualTo(
        """
        @misc{arxiv:2508.03694,
          title = {{Tidepool: 50\% of \textbraceleft{}shared\textbraceright{} K\_1 \& \#1}},
          author = {Lee, Ann and van der Berg, Anna and Roe, Jr., Robert and {Research and Development} and {李明} and Gödel, Kurt},
          year = {2025},
          month = aug,
          day = {5},
          eprint = {2508.03694},
          archiveprefix = {arXiv},
          primaryclass = {cs.CL},
          doi = {10.48550/arXiv.2508.03694},
          url = {https://arxiv.org/abs/2508.03694},
          keywords = {cs.CL, cs.AI},
          abstract = {We do. And more.}
        }


        """));

    [Test]
    public void RIS_has_a_tag_on_each_line() =>
        Assert.That(Citation.Find("ris")!.Write([Plain with { Authors = ["Ann Lee"] }]), Is.EqualTo(
        "TY  - UNPB\r\nID  - arxiv:2508.03694\r\nTI  - Tidepool: 50% of {shared} K_1 & #1\r\nAU  - Lee, Ann\r\nDA  - "
            + "2025/08/05/\r\nPY  - 2025\r\nPB  - arXiv\r\nAN  - arXiv:2508.03694\r\n"
        + "DO  - 10.48550/arXiv.2508.03694\r\nUR  - https://arxiv.org/abs/2508.03694\r\nKW  - cs.CL\r\nKW  - "
        + "cs.AI\r\nAB  - We do. And more.\r\nER  - \r\n\r\n"));

    [TestCase("bib")]
    [TestCase("ris")]
    public void Written_citations_are_read_back(string format)
    {
        var other =
            Plain with
            {
                Id = 8,
                Key = "doi:10.1002/(sici)1{a}<b>,2;c",
                Title = "Second",
                Authors = ["Bo Ek"],
                Url = "https://example.org/a_b?c={d}&e=%7B"
            };
        var (read, fault) =
            ReferencesFormat.Read(Citation.Find(format)!.Write([Plain, other]), "back", new DateOnly(2026, 1, 1));
        Assert.That(fault, Is.Null);
        Assert.That(
            read.Select(
                listing =>
                    (listing.Title, string.Join('|', listing.Authors), listing.Published, listing.Abstract,
                        string.Join('|', listing.Categories))), Is.EqualTo(new[]
        {
            (Plain.Title, string.Join('|', Plain.Authors), Plain.Published, Plain.Abstract, "cs.CL|cs.AI"),
            ("Second", "Bo Ek", Plain.Published, Plain.Abstract, "cs.CL|cs.AI"),
        }));
        Assert.That((read[0].ArxivId, read[0].Url, read[1].Doi, read[1].Url),
            Is.EqualTo(
                ("2508.03694", Plain.Url, "10.1002/(sici)1{a}<b>,2;c", "https://example.org/a_b?c=%7Bd%7D&e=%7B")));
    }

    [TestCase("bib")]
    [TestCase("ris")]
    public void No_title_breaks_out_of_its_entry(string format)
    {
        var piece =
            Gen.OneOf(Gen.String[Gen.Char["{}\\\"@%#,=~^$_&\r\n\t \u2028\u202E'`-a1"], 0, 12], Gen.String[0, 5],
                Gen.OneOf(Array.ConvertAll(Hostile, Gen.Const)));
        piece.Array[0, 6].Select(string.Concat).Array[4].Holds(texts =>
        {
            var paper =
                Plain with
                {
                    Key = "doi:10.1/" + texts[3],
                    Title = "T " + texts[0],
                    Abstract = texts[1],
                    Authors = [texts[2], "Bo Ek"],
                    Categories = [texts[1]],
                    Url = "https://example.org/" + texts[0]
                };
            var text = Citation.Find(format)!.Write([paper, Plain]);
            var (read, fault) = ReferencesFormat.Read(text, "back", new DateOnly(2026, 1, 1));
            return fault is null && read.Count == 2 && read[1].Title == Plain.Title && read[0].Authors[^1] == "Bo Ek"
                && (format == "bib" ? Balanced(text)
                    : text.Split("\r\n").All(line => line.Length == 0 || line[2..6] == "  - "));
        }, times: 2000);
    }

    [TestCase("Ann Lee", "Lee, Ann", "Lee, Ann")]
    [TestCase("Plato", "{Plato}", "Plato")]
    [TestCase("Ludwig van Beethoven", "van Beethoven, Ludwig", "van Beethoven, Ludwig")]
    [TestCase("Anna van der Berg", "van der Berg, Anna", "van der Berg, Anna")]
    [TestCase("Laurens Van Der Maaten", "Van Der Maaten, Laurens", "Van Der Maaten, Laurens")]
    [TestCase("Juana Inés de la Cruz", "de la Cruz, Juana Inés", "de la Cruz, Juana Inés")]
    [TestCase("Maria dos Santos", "dos Santos, Maria", "dos Santos, Maria")]
    [TestCase("Mohammed bin Rashid", "bin Rashid, Mohammed", "bin Rashid, Mohammed")]
    [TestCase("Jean-Luc d'Arc", "d'Arc, Jean-Luc", "d'Arc, Jean-Luc")]
    [TestCase("Thi Van Nguyen", "Nguyen, Thi Van", "Nguyen, Thi Van")]
    [TestCase("Juan De La Cruz", "De La Cruz, Juan", "De La Cruz, Juan")]
    [TestCase("李, 明", "李, 明", "李, 明")]
    [TestCase("Sammy Davis III", "Davis, III, Sammy", "Davis, Sammy, III")]
    [TestCase("Robert Roe Jr.", "Roe, Jr., Robert", "Roe, Robert, Jr.")]
    [TestCase("Robert Roe, Jr.", "Roe, Jr., Robert", "Roe, Robert, Jr.")]
    [TestCase("Roe, Robert, Jr.", "Roe, Jr., Robert", "Roe, Robert, Jr.")]
    [TestCase("Roe, Jr., Robert", "Roe, Jr., Robert", "Roe, Robert, Jr.")]
    [TestCase("Lee, Ann", "Lee, Ann", "Lee, Ann")]
    [TestCase("Y. LeCun", "LeCun, Y.", "LeCun, Y.")]
    [TestCase("José Ortega y Gasset", "Ortega y Gasset, José", "Ortega y Gasset, José")]
    [TestCase("Santiago Ramón y Cajal", "Ramón y Cajal, Santiago", "Ramón y Cajal, Santiago")]
    [TestCase("Juan de Ortega y Gasset", "de Ortega y Gasset, Juan", "de Ortega y Gasset, Juan")]
    [TestCase("Antoni Puig i Cadafalch", "Puig i Cadafalch, Antoni", "Puig i Cadafalch, Antoni")]
    [TestCase("Ortega y Gasset", "{Ortega y Gasset}", "Ortega y Gasset")]
    [TestCase("Ibn Sina", "{Ibn Sina}", "Ibn Sina")]
    [TestCase("Ibn al-Haytham", "{Ibn al-Haytham}", "Ibn al-Haytham")]
    [TestCase("van Gogh", "{van Gogh}", "van Gogh")]
    [TestCase("Ali Ibn Sina", "Ibn Sina, Ali", "Ibn Sina, Ali")]
    [TestCase("李明", "{李明}", "李明")]
    [TestCase("山田 太郎", "{山田 太郎}", "山田 太郎")]
    [TestCase("김 민수", "{김 민수}", "김 민수")]
    [TestCase("The ATLAS Collaboration", "{The ATLAS Collaboration}", "The ATLAS Collaboration")]
    [TestCase("DeepSeek-AI", "{DeepSeek-AI}", "DeepSeek-AI")]
    [TestCase("Gemini Team", "{Gemini Team}", "Gemini Team")]
    [TestCase("Research and Development", "{Research and Development}", "Research and Development")]
    public void A_family_name_goes_in_front_and_a_group_stays_whole(string name, string bibTeX, string ris)
    {
        var paper = Plain with { Authors = [name] };
        Assert.That(Citation.Find("bib")!.Write([paper]), Does.Contain($"author = {{{bibTeX}}}"));
        Assert.That(Citation.Find("ris")!.Write([paper]), Does.Contain($"\r\nAU  - {ris}\r\n"));
    }

    /// <summary>As BibTeX counts: a backslash protects no brace.</summary>
    private static bool Balanced(string text)
    {
        var depth = 0;
        foreach (var c in text)
        {
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth < 0)
            {
                return false;
            }
        }

        return depth == 0;
    }
}
