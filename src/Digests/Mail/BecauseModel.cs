using System.Globalization;
using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Templates;
using Scriban.Runtime;

namespace DigestMailer.Digests.Mail;

/// <summary>
/// Why a digest holds a paper, as the templates show it: a topic, or none where the heading above names it, and five
/// words at most; known, or as holes into which they are put.
/// </summary>
internal sealed class BecauseModel
{
    private const int MostWords = 5;
    private readonly string topic;
    private readonly string[] words;

    /// <param name="under">The topic that the heading above it names.</param>
    public BecauseModel(Because because, string under = "")
    {
        topic = under.Length > 0 ? "" : TemplateModel.Name(because.Topic);
        words = [.. because.Words.Select(TemplateModel.Name).Where(word => word.Length > 0).Take(MostWords)];
    }

    /// <summary>What decides the form of the text.</summary>
    public (bool Topic, int Words) Shape => (topic.Length > 0, words.Length);

    public ScriptObject Known => Model(topic, words);

    /// <summary>The same for all of a shape.</summary>
    public ScriptObject Form =>
        Model(topic.Length > 0 ? Hole.Of("topic") : "",
            [.. words.Select((_, index) => Hole.Of(index.ToString(CultureInfo.InvariantCulture)))]);

    /// <summary>The text of a hole; null for one that a template made up.</summary>
    public string? Value(string hole) =>
        hole == "topic" ? topic
            : int.TryParse(hole, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < words.Length
            ? words[index] : null;

    private static ScriptObject Model(string topic, string[] words) => new() { ["topic"] = topic, ["words"] = words };
}
