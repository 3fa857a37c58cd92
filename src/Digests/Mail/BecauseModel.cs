using System.Globalization;
using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Languages;
using DigestMailer.Digests.Templates;
using Scriban.Runtime;

namespace DigestMailer.Digests.Mail;

/// <summary>
/// Why a digest holds a paper, as the templates show it: a topic, or none where the heading above names it, five words
/// at most, and the paper that the reader liked; known, or as holes into which they are put.
/// </summary>
internal sealed class BecauseModel
{
    private const int MostWords = 5;
    private const int TitleLength = 90;
    private readonly string topic;
    private readonly string[] words;
    private readonly string liked;
    private readonly bool isNear;

    /// <param name="under">The topic that the heading above it names.</param>
    public BecauseModel(Because because, Language language, string under = "")
    {
        isNear = because.IsNear;
        liked = PlainText.Cut(PlainText.Line(because.Liked ?? ""), TitleLength);
        topic = under.Length > 0 || isNear ? "" : TemplateModel.Topic(because.Topic, language);
        words = [.. because.Words.Select(TemplateModel.Name).Where(word => word.Length > 0).Take(MostWords)];
    }

    /// <summary>What decides the form of the text.</summary>
    public (bool Topic, int Words, bool Liked, bool IsNear) Shape =>
        (topic.Length > 0, words.Length, liked.Length > 0, isNear);

    public ScriptObject Known => Model(topic, words, liked, isNear);

    /// <summary>The same for all of a shape.</summary>
    public ScriptObject Form =>
        Model(topic.Length > 0 ? Hole.Of("topic") : "",
            [.. words.Select((_, index) => Hole.Of(index.ToString(CultureInfo.InvariantCulture)))],
            liked.Length > 0 ? Hole.Of("liked") : "", isNear);

    /// <summary>The text of a hole; null for one that a template made up.</summary>
    public string? Value(string hole) =>
        hole == "topic" ? topic : hole == "liked" ? liked
            : int.TryParse(hole, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < words.Length
            ? words[index] : null;

    /// <param name="isNear">Whether the words are near to what the reader wrote, not what they wrote.</param>
    private static ScriptObject Model(string topic, string[] words, string liked, bool isNear) =>
        new() { ["topic"] = topic, ["words"] = words, ["liked"] = liked, ["near"] = isNear };
}
