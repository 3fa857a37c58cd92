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
    public void One_text_gives_its_authors(string text, string authors) =>
        Assert.That(string.Join('|', AuthorNames.Of([text])), Is.EqualTo(authors));

    [Test]
    public void Each_of_several_texts_is_one_author() =>
        Assert.That(AuthorNames.Of(["Lee, Ann", "bo@lab.example (Bo Ek)", "Cy Roe", "Cy Roe"]),
            Is.EqualTo(new[] { "Ann Lee", "Bo Ek", "Cy Roe" }));
}
