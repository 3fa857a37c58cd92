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
    [TestCase("x<sup>2</sup> <b>bold</b>text", "x2 boldtext")]
    [TestCase("<style>never closed", "never closed")]
    [TestCase("<head><title>Page</title></head><p>Real</p>", "Real")]
    public void Markup_leaves_its_text_and_no_more(string text, string plain) =>
        Assert.That(PaperText.Abstract(text), Is.EqualTo(plain));

    [Test]
    public void Plain_text_keeps_its_angle_brackets() =>
        Assert.That(PaperText.Title("Rendering the <canvas> element fast", markup: false),
            Is.EqualTo("Rendering the <canvas> element fast"));

    [TestCase("<")]
    [TestCase("<b")]
    [TestCase("<style>")]
    [TestCase("<!--")]
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
