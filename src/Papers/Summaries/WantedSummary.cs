using DigestMailer.Papers.Text;

namespace DigestMailer.Papers.Summaries;

/// <summary>A paper that readers of a language may get soon.</summary>
/// <param name="Language">The name of a file of texts, such as <c>de</c>.</param>
internal sealed record WantedSummary(Paper Paper, string Language)
{
    /// <summary>An abstract as short as this says by itself what is new.</summary>
    private const int ShortAbstract = 160;

    /// <summary>
    /// Whether there is something to sum up, nobody has done so in this language, and it can be told whether an answer
    /// is in it.
    /// </summary>
    public bool IsWorthAsking => WrittenLanguage.Knows(Language) && Paper.Abstract.Length >= ShortAbstract
        && !PaperSummary.HasOwn(Paper, Language);
}
