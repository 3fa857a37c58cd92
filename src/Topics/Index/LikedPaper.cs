using DigestMailer.Topics.Meaning;

namespace DigestMailer.Topics.Index;

/// <summary>A paper that readers name, in play or not, as others are compared with it.</summary>
/// <param name="Meaning">Null without a table.</param>
/// <param name="Weight">1 for a new one, less for an old.</param>
internal sealed record LikedPaper(string Key, string Title, TermVector Words, MeaningVector? Meaning, float Weight);
