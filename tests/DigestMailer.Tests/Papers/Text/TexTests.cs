using CsCheck;
using DigestMailer.Papers.Text;
using DigestMailer.Tests.Digests;

namespace DigestMailer.Tests.Papers.Text;

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
    public void An_accent_in_a_name_is_its_letter(string tex, string name) =>
        Assert.That(PaperText.Name(tex), Is.EqualTo(name));

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
    [TestCase("It costs $5", "It costs $5")]
    [TestCase("Training for $1,000 or less, not $", "Training for $1,000 or less, not")]
    [TestCase("A\n  title", "A title")]
    [TestCase("R&amp;D <b>bold</b>", "R&D bold")]
    [TestCase("a < b and c > d", "a < b and c > d")]
    [TestCase("Don't stop", "Don't stop")]
    [TestCase("snake_case and a~b", "snake_case and a b")]
    [TestCase("evil\u202Etxt\u0007", "eviltxt")]
    public void A_title_is_plain(string tex, string title) => Assert.That(PaperText.Title(tex), Is.EqualTo(title));

    [TestCase(@"a \(3.2\times\) speedup", "a 3.2× speedup")]
    [TestCase(@"order \[ d\log(\frac{e n}{d})+\log(\frac{1}{\delta}). \] This", "order d log((e n)/d)+log(1/δ). This")]
    [TestCase(@"$\log\log\log n$", "log log log n")]
    [TestCase(@"$\frac12$ and $\frac{a+b}{2}$", "1/2 and (a+b)/2")]
    [TestCase(@"$\|G-G_\theta\|_{H^1} \lesssim N^{-s/d}$", "‖G-G_θ‖_H¹ ≲ N^(-s/d)")]
    [TestCase(@"$\kappa_{s+k}^{\,1-\gamma}$", "κₛ₊ₖ¹⁻ᵞ")]
    [TestCase(@"$\left\lVert x \right\rVert_2^2$", "‖ x ‖₂²")]
    [TestCase(@"$x \in \mathbb{R}^{n}$", "x ∈ ℝⁿ")]
    [TestCase(@"$A^\top \hat{y}$, $f'$, $x^*$", "Aᵀ ŷ, f', x*")]
    [TestCase(@"$\sqrt{n}$ and $\sqrt{n+1}$", "√n and √(n+1)")]
    [TestCase(@"330{,}000 and 950\,ms", "330,000 and 950 ms")]
    [TestCase(@"a budgeted {$\alpha$}-tolerant auditor", "a budgeted α-tolerant auditor")]
    [TestCase(@"{\em mode connectivity} and {it centralized}", "mode connectivity and centralized")]
    [TestCase(@"textit{Spatio} underline{G}radient", "Spatio Gradient")]
    [TestCase(@"a recent work \citep[Open Problem 1]{lau2026open} shows", "a recent work shows")]
    [TestCase(@"attention\footnote{In practice, less.} wins", "attention (In practice, less.) wins")]
    [TestCase(@"at \href{https://example.org}{this link}", "at this link")]
    [TestCase(@"Gumbel-Top-\texorpdfstring{$K$}{K} Routing", "Gumbel-Top-K Routing")]
    [TestCase(@"We introduce \ours{}, a model", "We introduce ours, a model")]
    [TestCase(@"at 20{\deg}C and 360{deg}", "at 20°C and 360°")]
    [TestCase("330{,}000 pairs", "330,000 pairs")]
    [TestCase("in {84, 240} and {{ x }}", "in {84, 240} and {{ x }}")]
    [TestCase(@"$d \in \{84, 240\}$", "d ∈ {84, 240}")]
    [TestCase("about ~5% better, see Fig.~3", "about ~5% better, see Fig. 3")]
    [TestCase("https://example.org/~ada", "https://example.org/~ada")]
    public void A_formula_is_readable(string tex, string title) => Assert.That(PaperText.Title(tex), Is.EqualTo(title));

    [TestCase("Yang--Mills theory", "Yang–Mills theory")]
    [TestCase(@"Erd\H{o}s--R\'enyi graphs", "Erdős–Rényi graphs")]
    [TestCase("on pages 10--20", "on pages 10–20")]
    [TestCase("A result---and more", "A result—and more")]
    [TestCase(@"a $p$--$q$ curve (A)--(B)", "a p–q curve (A)–(B)")]
    [TestCase("run git --help or -- more ----", "run git --help or -- more ----")]
    [TestCase("see https://example.org/a--b", "see https://example.org/a--b")]
    [TestCase("A----B", "A----B")]
    public void Hyphens_between_words_are_a_dash(string tex, string title) =>
        Assert.That(PaperText.Title(tex), Is.EqualTo(title));

    [TestCase(@"\ce{H2O} and \SI{5}{\kilo\meter}", "H2O and 5 kilometer")]
    [TestCase(@"our \ours{} is \mytool{fast} and \unknown", "our ours is fast and unknown")]
    [TestCase(@"$a\not=b$, $\not\in$ and $\not \subset$", "a≠b, ∉ and ⊄")]
    [TestCase(@"$\frac 1 2$ and \emph {x}", "1/2 and x")]
    public void An_unknown_command_leaves_its_argument(string tex, string title) =>
        Assert.That(PaperText.Title(tex), Is.EqualTo(title));

    [TestCase("from $200 to $1.27 M a day", "from $200 to $1.27 M a day")]
    [TestCase(@"from \$200K to \$1.27M", "from $200K to $1.27M")]
    [TestCase("$5$-shot at $10\\%$", "5-shot at 10%")]
    public void A_price_keeps_its_dollar(string text, string shown) =>
        Assert.That(PaperText.Abstract(text), Is.EqualTo(shown));

    /// <summary>A backslash, or a dollar that begins no price.</summary>
    public static bool HasTex(string text) => text.Contains('\\', StringComparison.Ordinal)
        || text.Split('$').Skip(1).Any(rest => rest.Length == 0 || !char.IsAsciiDigit(rest[0]));

    [Test]
    public void Nothing_that_looks_like_tex_fails_or_grows()
    {
        var pieces =
            Samples.OneOf(
                [.. (@"\ { } [ ] $ $$ ^ _ ~ ` ' & % \( \) \[ \] \' \v \c \frac \sqrt \hat \log \left \begin{x} "
                    + @"\cite \footnote \unknown {\em a 1 é x2 𝒳").Split(' '), " "]);
        pieces.Array[0, 60].Select(string.Concat).Holds(text =>
        {
            var (title, whole) = (PaperText.Title(text), PaperText.Abstract(text));
            return !HasTex(title) && whole.Length <= 3 * text.Length;
        });
    }

    [Test]
    public void A_long_text_of_open_braces_is_read_in_time(
        [Values("{", "\\(", "$a", "^{", "\\frac{", "[")] string piece) =>
        Assert.That(PaperText.Abstract(string.Concat(Enumerable.Repeat(piece, 20_000))),
            Has.Length.LessThanOrEqualTo(PaperText.MaxAbstract));

    [TestCase("$")]
    [TestCase(@"\")]
    [TestCase(@"$\frac{1}{2}$ \unknown{x} \\ \$")]
    [TestCase(@"\'\'\'{")]
    [TestCase("$$$$")]
    public void No_dollar_and_no_backslash_stays_in_a_title(string tex) =>
        Assert.That(PaperText.Title(tex), Does.Not.Contain("$").And.Not.Contain("\\"));

    [TestCase("Ann Lee (MIT, Cambridge), Bo Ek", "Ann Lee|Bo Ek")]
    [TestCase("Ann Lee (1), Bo Ek (1 and 2) ((1) MIT, Cambridge, (2) KTH, Stockholm)", "Ann Lee|Bo Ek")]
    [TestCase(@"Dro\.zd\.z Karolina,  , Ren\'e X", "Drożdż Karolina|René X")]
    [TestCase("", "")]
    [TestCase(null, "")]
    public void Affiliations_do_not_split_the_authors(string? list, string authors) =>
        Assert.That(string.Join('|', PaperText.Authors(list)), Is.EqualTo(authors));
}
