using DigestMailer.Papers.Text;

namespace DigestMailer.Tests.Papers.Text;

internal sealed class PlainTextTests
{
    [TestCase("autoregres- sive models", "autoregressive models")]
    [TestCase("an inter- mediate step", "an intermediate step")]
    [TestCase("the im- ages and tech- niques", "the images and techniques")]
    [TestCase("sup- port for learn- ing", "support for learning")]
    [TestCase("multi- modal, and multimodal again", "multimodal, and multimodal again")]
    [TestCase("fine- tuned on this", "fine-tuned on this")]
    [TestCase("a state- of-the-art result", "a state-of-the-art result")]
    [TestCase("high- quality data", "high-quality data")]
    [TestCase("temporally- aware nets", "temporally-aware nets")]
    [TestCase("a state-of-the- art result", "a state-of-the-art result")]
    [TestCase("pre- and post-training", "pre- and post-training")]
    [TestCase("short- or long-term", "short- or long-term")]
    [TestCase("single- to multi-agent", "single- to multi-agent")]
    [TestCase("A - B", "A - B")]
    [TestCase("dif\u00ADfusion", "diffusion")]
    [TestCase("dif\u00AD\nfusion", "diffusion")]
    [TestCase("end- Start", "end- Start")]
    public void A_word_broken_at_the_end_of_a_line_is_whole(string text, string plain) =>
        Assert.That(PaperText.Abstract(text), Is.EqualTo(plain));

    [TestCase("CO<sub>2</sub> capture", "CO2 capture")]
    [TestCase("<i>E. coli</i>-based sensors", "E. coli-based sensors")]
    [TestCase("<jats:p>One <jats:italic>two</jats:italic>.</jats:p><jats:p>Three</jats:p>", "One two. Three")]
    [TestCase("One<br/>two", "One two")]
    [TestCase("<style>p { color: red }</style>Real abstract.", "Real abstract.")]
    [TestCase("<script type=\"a\">if (a < b) { }</script>Real", "Real")]
    [TestCase("Real<!-- not <b>this</b> -->", "Real")]
    [TestCase("a < b and c > d", "a < b and c > d")]
    [TestCase("if p<0.05 then", "if p<0.05 then")]
    [TestCase("the <think> token", "the <think> token")]
    [TestCase("the &lt;canvas&gt; element", "the <canvas> element")]
    [TestCase("&lt;p&gt;Twice escaped&lt;/p&gt;", "Twice escaped")]
    [TestCase("Fish &amp; chips", "Fish & chips")]
    [TestCase("x<sup>2</sup> <b>bold</b>text", "x² boldtext")]
    [TestCase("<style>never closed", "never closed")]
    [TestCase("<head><title>Page</title></head><p>Real</p>", "Real")]
    public void Markup_leaves_its_text_and_no_more(string text, string plain) =>
        Assert.That(PaperText.Abstract(text), Is.EqualTo(plain));

    [TestCase(@"For all $1<p \leq 2$ and $q>1$ we prove bounds.", "For all 1<p ≤ 2 and q>1 we prove bounds.")]
    [TestCase(@"$x<i \le j$ so $k>2$ holds", "x<i ≤ j so k>2 holds")]
    [TestCase(@"A title with $1&lt;p \leq 2$ and $q&gt;1$ norms", "A title with 1<p ≤ 2 and q>1 norms")]
    [TestCase("If a<b and c>d then what", "If a<b and c>d then what")]
    [TestCase("x<a open set, y>z", "x<a open set, y>z")]
    [TestCase("n<time t and u>v", "n<time t and u>v")]
    [TestCase("0<s = 1 and q>2", "0<s = 1 and q>2")]
    [TestCase("0<q /2 and q>2", "0<q /2 and q>2")]
    [TestCase(@"$0<u\,v>1$", "0<u v>1")]
    public void Mathematics_between_angle_brackets_stays(string text, string plain) =>
        Assert.That(PaperText.Abstract(text), Is.EqualTo(plain));

    [TestCase("<a href='https://example.org/?a=1&amp;b=$2'>link</a>", "link")]
    [TestCase("<a href=https://example.org/?a=1 rel=nofollow>link</a>", "link")]
    [TestCase("<img src=\"a.png\" alt=\"$\\alpha > 1$\" />text", "text")]
    [TestCase("<p class=\"a\"style=\"b\">text</p >", "text")]
    [TestCase("<p style=\"font: \"Times\"; x\">text</p>", "text")]
    [TestCase("<ol reversed START=3><li>text</ol>", "text")]
    [TestCase("<script async src='a'>code</script>text", "text")]
    [TestCase("<b\n>text</b>", "text")]
    public void A_tag_may_have_attributes(string text, string plain) =>
        Assert.That(PaperText.Abstract(text), Is.EqualTo(plain));

    [TestCase("Let <jats:inline-formula><jats:alternatives><jats:tex-math>$$\\alpha $$</jats:tex-math><mml:math>"
        + "<mml:mi>α</mml:mi></mml:math></jats:alternatives></jats:inline-formula> be", "Let α be")]
    [TestCase("<alternatives><graphic href=\"a\"/><mml:math><mml:mi>b</mml:mi></mml:math></alternatives>", "b")]
    [TestCase("<alternatives><tex-math>\\documentclass[12pt]{minimal} \\usepackage{amsmath} \\begin{document}$$x^2$$"
        + "\\end{document}</tex-math><math><mi>x</mi></math></alternatives>", "x²")]
    [TestCase("<math><semantics><mrow><mi>a</mi></mrow><annotation encoding=\"application/x-tex\">a</annotation>"
        + "</semantics></math>", "a")]
    [TestCase("<m:math><m:semantics><m:mi>a</m:mi><m:annotation-xml>b</m:annotation-xml></m:semantics></m:math>", "a")]
    public void A_formula_is_there_once(string text, string plain) =>
        Assert.That(PaperText.Abstract(text), Is.EqualTo(plain));

    [TestCase("10<jats:sup>5</jats:sup> cells", "10⁵ cells")]
    [TestCase("10<sup>–6</sup> M", "10⁻⁶ M")]
    [TestCase("10<sup>&minus;6</sup> M", "10⁻⁶ M")]
    [TestCase("10&lt;sup&gt;-6&lt;/sup&gt; M", "10⁻⁶ M")]
    [TestCase("Ca<sup>2+</sup> and <sup>14</sup>C", "Ca²⁺ and ¹⁴C")]
    [TestCase("N<sup>−1/2</sup>", "N^(−1/2)")]
    [TestCase("2<sup>2<sup>n</sup></sup>", "2^2ⁿ")]
    [TestCase("CD44<sup>high</sup> cells", "CD44^high cells")]
    [TestCase("the 2<sup>nd</sup> of 19<sup>th</sup>, Name<sup>TM</sup>", "the 2nd of 19th, NameTM")]
    [TestCase("said<sup>[1]</sup> and<sup>1,2</sup>", "said[1] and1,2")]
    [TestCase("10<sup>5 and <p>more</p></sup>", "105 and more")]
    [TestCase("<math><msup><mi>x</mi><mn>2</mn></msup></math>", "x²")]
    [TestCase("<m:math>\n<m:msup>\n <m:mi>x</m:mi>\n <m:mrow><m:mo>-</m:mo><m:mn>2</m:mn></m:mrow>\n</m:msup></m:math>",
        "x⁻²")]
    [TestCase("<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>", "xi²")]
    [TestCase("<mfrac><mn>1</mn><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow></mfrac>", "1/(a+b)")]
    [TestCase("<msqrt><mn>2</mn></msqrt>", "√2")]
    [TestCase("H<sub>2</sub>O", "H2O")]
    public void An_exponent_is_raised(string text, string plain) =>
        Assert.That(PaperText.Abstract(text), Is.EqualTo(plain));

    [TestCase("It&#146;s a &#147;quoted&#148; text", "It’s a “quoted” text")]
    [TestCase("don&#x92;t &#133; &#151; &#128;5", "don’t … — €5")]
    [TestCase("It\u0092s \u0093raw\u0094\u0085", "It’s “raw”…")]
    [TestCase("a\u0081b\u0007c", "a b c")]
    public void Windows_signs_are_the_signs_that_pages_mean(string text, string plain) =>
        Assert.That((PaperText.Abstract(text), PaperText.Name(text)), Is.EqualTo((plain, plain)));

    [Test]
    public void Plain_text_keeps_its_angle_brackets() =>
        Assert.That(PaperText.Title("Rendering the <canvas> element fast", markup: false),
            Is.EqualTo("Rendering the <canvas> element fast"));

    [TestCase("<")]
    [TestCase("<b")]
    [TestCase("<style>")]
    [TestCase("<!--")]
    [TestCase("<sup>")]
    [TestCase("<sup>5</i>")]
    [TestCase("<mfrac><mi>")]
    [TestCase("<mfrac><mi>a</mi>")]
    [TestCase("<a b=\"")]
    [TestCase("<p a='b' ")]
    [TestCase("<alternatives>")]
    [TestCase("\\documentclass")]
    [TestCase("a--")]
    [TestCase("--")]
    [TestCase("www.")]
    [TestCase("\\not")]
    [TestCase("</")]
    [TestCase("&lt;")]
    [TestCase("a- ")]
    [TestCase("ab- cd ")]
    [TestCase("de ")]
    [TestCase("Van De ")]
    [TestCase("(")]
    [TestCase("{\\bf ")]
    [TestCase("$")]
    [TestCase("\\frac{")]
    [TestCase("\u00AD")]
    [TestCase("A., ")]
    public void No_repeated_token_makes_reading_slow(string token)
    {
        var text = string.Concat(Enumerable.Repeat(token, 1_000_000 / token.Length));
        var most = TimeSpan.FromSeconds(20);
        Assert.That(ProcessorTime.Of(most, () =>
        {
            PaperText.Abstract(text);
            PaperText.Title(text);
            PaperText.AuthorsOf([text]);
            PaperText.Name(text);
            CitedName.Of(text);
        }), Is.LessThan(most), "two seconds on a quiet machine");
    }

    [TestCase("de")]
    [TestCase("van de")]
    [TestCase("van")]
    [TestCase("De La")]
    [TestCase("Van Der Von")]
    public void A_name_of_many_particles_is_read_at_once(string particles)
    {
        var name = "Ann " + string.Concat(Enumerable.Repeat(particles + " ", 60)) + "1";
        var most = TimeSpan.FromSeconds(2);
        Assert.That(ProcessorTime.Of(most, () => Assert.That(CitedName.Of(name).Given, Is.EqualTo("Ann"))),
            Is.LessThan(most));
    }
}
