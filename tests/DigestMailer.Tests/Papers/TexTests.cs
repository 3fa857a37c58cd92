using DigestMailer.Papers;

namespace DigestMailer.Tests.Papers;

internal sealed class TexTests
{
    [TestCase(@"Karolina Dro\.zd\.z", "Karolina Drożdż")]
    [TestCase(@"Ren\'e", "René")]
    [TestCase(@"Ren\'{e}", "René")]
    [TestCase(@"Ren{\'e}", "René")]
    [TestCase(@"G{\""o}del", "Gödel")]
    [TestCase(@"G\""odel", "Gödel")]
    [TestCase(@"Nikola Luk\v{c}i\'{c}", "Nikola Lukčić")]
    [TestCase(@"Ko\v s", "Koš")]
    [TestCase(@"Fran\c{c}ois", "François")]
    [TestCase(@"Gau\ss", "Gauß")]
    [TestCase(@"Gau{\ss}ian", "Gaußian")]
    [TestCase(@"{\L}ukasz", "Łukasz")]
    [TestCase(@"Erd\H{o}s", "Erdős")]
    [TestCase(@"J{\o}rgen", "Jørgen")]
    [TestCase(@"\AA ngstr\""om", "Ångström")]
    [TestCase(@"Mart\'{\i}n", "Martín")]
    [TestCase(@"Mu\~noz", "Muñoz")]
    [TestCase(@"Balint Gy\""{o}rgy", "Balint György")]
    public void An_accent_in_a_name_is_its_letter(string tex, string name) => Assert.That(PaperText.Name(tex), Is.EqualTo(name));

    [TestCase("$x^2$", "x²")]
    [TestCase(@"$\alpha$-divergence", "α-divergence")]
    [TestCase(@"\alpha and \beta", "α and β")]
    [TestCase(@"360^\circ views", "360° views")]
    [TestCase(@"$360^\circ$ views", "360° views")]
    [TestCase(@"360$^{\circ}$ views", "360° views")]
    [TestCase("``Attention'' is all", "“Attention” is all")]
    [TestCase(@"$\mathcal{O}(n \log n)$", "O(n log n)")]
    [TestCase(@"$\tau^2$-Bench", "τ²-Bench")]
    [TestCase(@"\emph{Really} \textbf{bold}", "Really bold")]
    [TestCase(@"50\% off \& more", "50% off & more")]
    [TestCase("It costs $5", "It costs 5")]
    [TestCase("A\n  title", "A title")]
    [TestCase("R&amp;D <b>bold</b>", "R&D bold")]
    [TestCase("a < b and c > d", "a < b and c > d")]
    [TestCase("Don't stop", "Don't stop")]
    [TestCase("snake_case and a~b", "snake_case and a b")]
    [TestCase("evil\u202Etxt\u0007", "eviltxt")]
    public void A_title_is_plain(string tex, string title) => Assert.That(PaperText.Title(tex), Is.EqualTo(title));

    [TestCase("$")]
    [TestCase(@"\")]
    [TestCase(@"$\frac{1}{2}$ \unknown{x} \\ \$")]
    [TestCase(@"\'\'\'{")]
    [TestCase("$$$$")]
    public void No_dollar_and_no_backslash_stays_in_a_title(string tex) => Assert.That(PaperText.Title(tex), Does.Not.Contain("$").And.Not.Contain("\\"));

    [TestCase("Ann Lee (MIT, Cambridge), Bo Ek", "Ann Lee|Bo Ek")]
    [TestCase("Ann Lee (1), Bo Ek (1 and 2) ((1) MIT, Cambridge, (2) KTH, Stockholm)", "Ann Lee|Bo Ek")]
    [TestCase(@"Dro\.zd\.z Karolina,  , Ren\'e X", "Drożdż Karolina|René X")]
    [TestCase("", "")]
    [TestCase(null, "")]
    public void Affiliations_do_not_split_the_authors(string? list, string authors) => Assert.That(string.Join('|', PaperText.Authors(list)), Is.EqualTo(authors));
}
