using DigestMailer.Digests.Mail;
using DigestMailer.Papers;

namespace DigestMailer.Tests.Digests.Mail;

/// <summary>The lines of a card that say what is new: a machine's summary, or the authors' own words.</summary>
internal sealed class CardTextTests
{
    private const string Summary = "A shallow pool of moments halves the memory of a model that listens all day.";
    private const string Background = "Long recordings wear models down, and what was said an hour ago is forgotten. "
        + "Many remedies have been tried, e.g. longer windows, and each of them costs more than it brings in use. ";
    private const string Work = "To this end, we therefore propose a shallow pool of moments. On three corpora of "
        + "meetings it halves memory while word error stays where it was. We release code, prompts and recordings.";

    [Test]
    public void A_summary_of_the_source_is_shown_with_whose_machine_wrote_it() =>
        Assert.That(CardText.Of(Written(Summary)), Is.EqualTo(new CardText(Summary, "A lab")));

    [TestCase("")]
    [TestCase("A pool halves the memory of models.", TestName = "seven words")]
    [TestCase("A shallow pool of moments halves the memory of a model that listens all", TestName = "cut off")]
    [TestCase("One thing is here. Another is there. And a third one follows them both.", TestName = "three sentences")]
    [TestCase("A pool of moments halves the memory of models, see https://evil.example/win for more.",
        TestName = "a link")]
    public void A_text_that_is_not_a_summary_is_not_shown(string summary) =>
        Assert.That(CardText.Of(Written(summary)).MadeBy, Is.Empty);

    [TestCase(60, "A lab")]
    [TestCase(61, "")]
    public void A_summary_has_60_words_at_most(int words, string by) => Assert.That(
        CardText.Of(Written($"{string.Join(' ', Enumerable.Repeat("tide", words - 1))} ends.")).MadeBy, Is.EqualTo(by));

    [Test]
    public void One_that_nobody_is_named_for_is_not_shown() => Assert.That(
        CardText.Of(Written(Summary) with { SummaryBy = null }).Text, Does.StartWith("To this end"));

    [Test]
    public void Without_a_summary_the_card_begins_where_the_authors_say_what_they_did() => Assert.That(
        CardText.Of(Of(Background + Work)).Text, Is.EqualTo(Work));

    [Test]
    public void Where_only_the_end_says_so_the_card_has_what_comes_before_it_too() => Assert.That(
        CardText.Of(Of(Background + Background + "This work was kept short.")).Text,
        Does.StartWith("Long recordings").And.EndsWith("This work was kept short."));

    [Test]
    public void A_release_is_not_what_the_authors_did() => Assert.That(
        CardText.Of(Of(Background + "We keep a shallow pool of moments. " + Work)).Text, Does.StartWith("We keep"));

    [TestCase("Nothing here names any deed of anybody, and it goes on and on in this manner for a while.")]
    [TestCase("Wir schlagen ein neues Verfahren vor, das Gezeiten misst, und prüfen es an drei Häfen im Norden.")]
    public void Where_no_sentence_says_so_it_begins_at_the_beginning(string sentence)
    {
        var text = CardText.Of(Of(string.Join(' ', Enumerable.Repeat(sentence, 9)))).Text;
        Assert.That(text, Does.StartWith(sentence).And.Length.InRange(100, 320));
    }

    [Test]
    public void A_short_abstract_is_shown_whole() =>
        Assert.That(CardText.Of(Of("It is known. We propose more.")).Text, Is.EqualTo("It is known. We propose more."));

    [Test]
    public void A_hostile_summary_is_text_in_a_mail()
    {
        var paper = Samples.Digest(1).Papers[0].Paper with
        {
            Summary = "<b onclick=x>Bold</b> claims of a pool {{ 1 + 1 }} that halves the memory of models.",
            SummaryBy = "<i>Somebody</i>",
        };
        var mail = Samples.Compose(Samples.With(paper)).Message;
        Assert.That(mail.HtmlBody, Does.Contain("&lt;b onclick=x&gt;Bold").And.Contain("{{ 1 + 1 }}")
            .And.Contain("Machine-written summary, &lt;i&gt;Somebody"));
        Assert.That(mail.TextBody!.ReplaceLineEndings(" "), Does.Contain("Machine-written summary, <i>Somebody</i>"));
    }

    [Test]
    [Category("Recordings")]
    public void On_recorded_days_the_authors_own_words_hold_half_of_what_a_summary_says()
    {
        var papers = RecordedMornings.August.SelectMany(morning => morning.Papers)
            .DistinctBy(paper => paper.Key).Where(paper => CardText.Of(paper).MadeBy.Length > 0).ToList();
        var recall = papers.Average(
            paper => Rouge.Recall(paper.Summary!, CardText.Of(paper with { Summary = null }).Text));
        TestContext.Out.WriteLine($"{recall:F3} of the words of {papers.Count} summaries");
        Assert.That(papers, Is.Not.Empty);
        Assert.That(recall, Is.GreaterThanOrEqualTo(0.48));
    }

    private static Paper Of(string text) =>
        new() { Id = 1, Key = "k", Title = "T", Abstract = text, Url = "https://e" };

    private static Paper Written(string summary) =>
        Of(Background + Work) with { Summary = summary, SummaryBy = "A lab" };
}
