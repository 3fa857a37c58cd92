using System.Text.Json;
using DigestMailer.Digests.Languages;
using DigestMailer.Digests.Templates;

namespace DigestMailer.Tests.Digests.Languages;

/// <summary>The shipped topics are in the language of the reader, those of an operator as they wrote them.</summary>
internal sealed class TopicNameTests
{
    private static readonly LanguageShelf Shelf = new([Samples.Folder("templates")]);

    [Test]
    public void Every_topic_of_the_shipped_catalogue_has_a_name_and_a_description_in_every_language()
    {
        using var settings = JsonDocument.Parse(File.ReadAllText(Samples.Folder("appsettings.json")));
        var topics = settings.RootElement.GetProperty("Topics").EnumerateArray().Select(topic =>
            (Slug: topic.GetProperty("Slug").GetString(), Name: topic.GetProperty("Name").GetString()!,
                Description: topic.GetProperty("Description").GetString()!)).ToList();
        Assert.That(topics, Has.Count.GreaterThan(10));
        foreach (var (slug, name, description) in topics)
        {
            foreach (var language in Shelf.All)
            {
                Assert.That((language.Topic(name), language.Topic(description)),
                    Is.EqualTo((language.TrySay($"topic.{slug}"), language.TrySay($"topic.{slug}.about"))),
                    $"{language.Tag} {slug}");
            }
        }
    }

    [TestCase("Our codecs")]
    [TestCase("Language models of ours")]
    [TestCase("")]
    public void A_topic_of_the_operator_keeps_its_name(string name) =>
        Assert.That(Shelf.All.Select(language => language.Topic(name)), Is.All.EqualTo(name));

    [Test]
    public void An_operator_translates_a_topic_of_their_own_by_a_text_in_English_and_in_the_other_language()
    {
        var folder = Directory.CreateTempSubdirectory("digestmailer-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "languages"));
            File.WriteAllText(Path.Combine(folder, "languages", "en.json"), "{ \"topic.codecs\": \"Our codecs\" }");
            File.WriteAllText(Path.Combine(folder, "languages", "fr.json"), "{ \"topic.codecs\": \"Nos codecs\" }");
            var shelf = new LanguageShelf([folder, Samples.Folder("templates")]);
            Assert.That((shelf.For("fr").Topic("Our codecs"), shelf.For("ja").Topic("Our codecs")),
                Is.EqualTo(("Nos codecs", "Our codecs")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void A_mail_says_the_topics_in_the_language_of_its_reader()
    {
        var mail = Samples.Compose(Samples.Digest(), MailSamples.Reader("de")).Message;
        Assert.That(mail.HtmlBody, Does.Contain("Sprachmodelle").And.Not.Contain("Language models"));
        Assert.That(mail.TextBody, Does.Contain("Sprachmodelle").And.Not.Contain("Language models"));
        Assert.That(MailSamples.Html("confirm", "ja"), Does.Contain("言語モデル").And.Not.Contain("Language models"));
    }
}
