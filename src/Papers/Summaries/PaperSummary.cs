using DigestMailer.Papers.Text;

namespace DigestMailer.Papers.Summaries;

/// <summary>What a model wrote of a paper in one language, and which model.</summary>
internal sealed record PaperSummary
{
    public long PaperId { get; init; }

    public string Language { get; init; } = "";

    /// <summary>One line, in the form of a summary; text of a stranger all the same.</summary>
    public string Text { get; init; } = "";

    public string Model { get; init; } = "";

    public DateTimeOffset AskedAt { get; init; }

    /// <summary>
    /// The paper as readers of this language see it; the source's own summary stays where it is in their language.
    /// </summary>
    public Paper In(Paper paper) => HasOwn(paper, Language) ? paper : paper with { Summary = Text, SummaryBy = Model };

    /// <summary>Whether a source has a summary in this language that a card may show.</summary>
    public static bool HasOwn(Paper paper, string language) =>
        paper.SummaryBy is not null && PaperText.Line(paper.Summary) is var summary && SummaryForm.Is(summary)
            && WrittenLanguage.Is(summary, language);
}
