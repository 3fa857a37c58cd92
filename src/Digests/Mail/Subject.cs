using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Languages;
using DigestMailer.Digests.Templates;

namespace DigestMailer.Digests.Mail;

/// <summary>The subject of a digest: its best paper by name and how many others come with it.</summary>
internal static class Subject
{
    private const int TitleLength = 60;
    private const int TopicsLength = 60;

    public static string Of(DigestContent content, Language language)
    {
        if (content.Kind == DigestKind.Welcome || content.Papers.Count == 0)
        {
            var topics = PlainText.Cut(TemplateModel.Topics(content.Topics, language), TopicsLength);
            var of = content.Topics.Count == 0 ? "_all" : "";
            return language.Say((content.Kind == DigestKind.Welcome ? "subject.welcome" : "subject.empty") + of,
                ("topics", topics));
        }

        var title = CardModel.Title(content.Papers[0].Paper, language, TitleLength);
        return content.Kind == DigestKind.Alert && content.Topics.Count == 1
            ? language.Say("subject.alert",
                ("topic", PlainText.Cut(TemplateModel.Topic(content.Topics[0], language), 30)),
                ("title", WithMore(title, content, language)))
            : WithMore(title, content, language);
    }

    private static string WithMore(string title, DigestContent content, Language language) =>
        content.Papers.Count == 1 ? title
            : language.Say("subject.more", ("title", title), ("count", content.Papers.Count - 1));
}
