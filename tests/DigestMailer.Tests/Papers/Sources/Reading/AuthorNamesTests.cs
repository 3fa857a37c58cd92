using DigestMailer.Papers.Sources.Reading;

namespace DigestMailer.Tests.Papers.Sources.Reading;

internal sealed class AuthorNamesTests
{
    [TestCase("Ann Lee", "Ann Lee")]
    [TestCase("Ann Lee, Bo Ek", "Ann Lee|Bo Ek")]
    [TestCase("Ann Lee, Bo Ek and Cy Roe", "Ann Lee|Bo Ek|Cy Roe")]
    [TestCase("Ann Lee, Bo Ek, and Cy Roe", "Ann Lee|Bo Ek|Cy Roe")]
    [TestCase("Ann Lee & Bo Ek", "Ann Lee|Bo Ek")]
    [TestCase("Ann Lee; Bo Ek", "Ann Lee|Bo Ek")]
    [TestCase("Lee, Ann; Ek, Bo", "Ann Lee|Bo Ek")]
    [TestCase("Lee, A., Ek, B. C.", "A. Lee|B. C. Ek")]
    [TestCase("Lee, Ann and Ek, Bo", "Ann Lee|Bo Ek")]
    [TestCase("Quillani, Adesh", "Adesh Quillani")]
    [TestCase("van der Berg, Anna Maria", "Anna Maria van der Berg")]
    [TestCase("Garcia Lopez, Ana", "Ana Garcia Lopez")]
    [TestCase("ann@lab.example (Ann Lee)", "Ann Lee")]
    [TestCase("Ann Lee <ann@lab.example>", "Ann Lee")]
    [TestCase("mailto:ann@lab.example (Lee, Ann)", "Ann Lee")]
    [TestCase("ann@lab.example", "")]
    [TestCase("Robert Roe, Jr.", "Robert Roe Jr.")]
    [TestCase("Institute of Speech and Hearing", "Institute of Speech and Hearing")]
    [TestCase("", "")]
    [TestCase("ann@lab.example (Ann Lee), bo@lab.example (Bo Ek)", "Ann Lee|Bo Ek")]
    [TestCase("Ann Lee <ann@lab.example>, Bo Ek <bo@lab.example>", "Ann Lee|Bo Ek")]
    [TestCase("Ann Lee et al.", "Ann Lee")]
    [TestCase("Ann Lee, Bo Ek, et al", "Ann Lee|Bo Ek")]
    [TestCase("By Ann Lee and Bo Ek", "Ann Lee|Bo Ek")]
    [TestCase("<a href='x'>Ann Lee</a>, <a href='y'>Bo Ek</a>", "Ann Lee|Bo Ek")]
    [TestCase("Ann Lee<br/>Bo Ek", "Ann Lee|Bo Ek")]
    [TestCase("Ann Lee<sup>1</sup>, Bo Ek<sup>2,3</sup>", "Ann Lee|Bo Ek")]
    [TestCase("Ann Lee (Lab of Sound), Bo Ek (Lab of Light)", "Ann Lee|Bo Ek")]
    [TestCase("Ann Lee (https://orcid.org/0000-0001-2345-6789)", "Ann Lee")]
    [TestCase("Ann Lee (ann@lab.example)", "Ann Lee")]
    [TestCase("Ann Lee | Bo Ek", "Ann Lee|Bo Ek")]
    [TestCase("王小明, 李雷", "王小明|李雷")]
    [TestCase("王小明、李雷", "王小明|李雷")]
    [TestCase("Bj&ouml;rn Ek, Ann Lee", "Björn Ek|Ann Lee")]
    [TestCase("Bj&amp;ouml;rn Ek, Ann Lee", "Björn Ek|Ann Lee")]
    [TestCase("Bj&#246;rn Ek; Ann Lee", "Björn Ek|Ann Lee")]
    [TestCase("Ann Lee &amp; Bo Ek", "Ann Lee|Bo Ek")]
    [TestCase("Ann Lee&lt;sup&gt;1&lt;/sup&gt;, Bo Ek", "Ann Lee|Bo Ek")]
    [TestCase("WEI LI, BO XU", "WEI LI|BO XU")]
    [TestCase("ANN LEE, BO EK", "ANN LEE|BO EK")]
    [TestCase("ANN LEE, BO EK, CY ROE, DI FU", "ANN LEE|BO EK|CY ROE|DI FU")]
    [TestCase("LEE, ANN; EK, BO", "ANN LEE|BO EK")]
    [TestCase("Lee, AB, Ek, C-D", "AB Lee|C-D Ek")]
    [TestCase("Garcia Lopez, A B", "A B Garcia Lopez")]
    [TestCase("Ann Lee, MD, PhD; Bo Ek, MD", "Ann Lee|Bo Ek")]
    [TestCase("Ann Lee, MD, PhD, Bo Ek, M.D., and Cy Roe, MSc", "Ann Lee|Bo Ek|Cy Roe")]
    [TestCase("Ann Lee, MD", "Ann Lee")]
    [TestCase("Ann Lee, Ph.D.", "Ann Lee")]
    [TestCase("Lee, Ann, PhD; Ek, Bo, MD", "Ann Lee|Bo Ek")]
    [TestCase("Lee, MA; Garcia Lopez, BA", "MA Lee|BA Garcia Lopez")]
    [TestCase("Lee, M.D.", "M.D. Lee")]
    [TestCase("King Jr., Martin Luther", "Martin Luther King Jr.")]
    [TestCase("Davis III, Sammy Lee", "Sammy Lee Davis III")]
    [TestCase("Robert Roe Jr., Ann Lee", "Robert Roe Jr.|Ann Lee")]
    [TestCase("Santiago Ramón y Cajal", "Santiago Ramón y Cajal")]
    [TestCase("José Ortega y Gasset", "José Ortega y Gasset")]
    [TestCase("Ramón y Cajal, Santiago", "Santiago Ramón y Cajal")]
    [TestCase("José Ortega y Gasset, Ann Lee y Bo Ek", "José Ortega y Gasset|Ann Lee|Bo Ek")]
    [TestCase("José Ortega y Gasset and Ann Lee", "José Ortega y Gasset|Ann Lee")]
    [TestCase("Ann Lee and 12 others", "Ann Lee")]
    [TestCase("Lee, A.B., Ek, C.-D.", "A.B. Lee|C.-D. Ek")]
    [TestCase("Ann Lee, Bo Ek, + 3 more authors", "Ann Lee|Bo Ek")]
    [TestCase("Ann Lee, 12 others", "Ann Lee")]
    [TestCase("Ann Lee and Bo More", "Ann Lee|Bo More")]
    [TestCase("Ann Lee (MIT; ETH); Bo Ek (ETH (Zürich))", "Ann Lee|Bo Ek")]
    [TestCase("王, 小明; 李, 雷", "王小明|李雷")]
    [TestCase("李, 飞飞", "李飞飞")]
    public void One_text_gives_its_authors(string text, string authors) =>
        Assert.That(string.Join('|', AuthorNames.Of([text])), Is.EqualTo(authors));

    [Test]
    public void Each_of_several_texts_is_one_author() =>
        Assert.That(AuthorNames.Of(["Lee, Ann", "bo@lab.example (Bo Ek)", "Cy Roe", "Cy Roe"]),
            Is.EqualTo(new[] { "Ann Lee", "Bo Ek", "Cy Roe" }));

    [Test]
    public void Each_of_several_texts_goes_without_affiliation_and_degree() =>
        Assert.That(AuthorNames.Of(["Ann Lee (MIT)", "Bo Ek (ETH)", "Cy Roe, MD", "李, 飞飞", "12 others"]),
            Is.EqualTo(new[] { "Ann Lee", "Bo Ek", "Cy Roe", "李飞飞" }));
}
