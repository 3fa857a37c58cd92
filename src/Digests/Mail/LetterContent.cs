using DigestMailer.Subscribers;

namespace DigestMailer.Digests.Mail;

/// <summary>What a letter says; the words for it are the reader's language.</summary>
/// <param name="ActionUrl">Confirm: where to confirm. Goodbye: where to subscribe again. Links: the
/// preferences.</param>
/// <param name="Topics">Names of the topics and the queries that were asked for; none means every paper.</param>
/// <param name="Max">Most papers in a digest.</param>
internal sealed record LetterContent(string ActionUrl, IReadOnlyList<string> Topics, Rhythm Rhythm, int Max)
{
    /// <summary>
    /// How many queries there are that the letter only counts: until it is confirmed they are a stranger's words.
    /// </summary>
    public int OwnQueries { get; init; }
}

/// <summary>
/// A letter is about one person's subscription and holds no papers: it asks to confirm, says goodbye, or brings fresh
/// links.
/// </summary>
internal enum LetterKind { Confirm, Goodbye, Links }
