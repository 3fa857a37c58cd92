using DigestMailer.Subscribers;

namespace DigestMailer.Digests.Mail;

/// <summary>What a letter says; the words for it are the reader's language.</summary>
/// <param name="ActionUrl">Confirm and Move: where to confirm. Goodbye: where to subscribe again. Links: the
/// preferences. Moved: where to undo it. Reminder: the reader's saved papers.</param>
/// <param name="Topics">Names of the topics and the queries that were asked for; none means every paper.</param>
/// <param name="Max">Most papers in a digest.</param>
internal sealed record LetterContent(string ActionUrl, IReadOnlyList<string> Topics, Rhythm Rhythm, int Max)
{
    /// <summary>
    /// How many queries there are that the letter only counts: until it is confirmed they are a stranger's words.
    /// </summary>
    public int OwnQueries { get; init; }

    /// <summary>Goodbye: the name of the digest that ended; null for one without a name.</summary>
    public string? Ended { get; init; }

    /// <summary>
    /// Goodbye: the names of the digests that the reader still gets, null for one without a name; none where all have
    /// ended.
    /// </summary>
    public IReadOnlyList<string?> Continuing { get; init; } = [];

    /// <summary>Reminder: the papers saved last, at most <see cref="MostSaved"/>, and the local day of each.</summary>
    public IReadOnlyList<(DateTime Day, string Title)> Saved { get; init; } = [];

    /// <summary>Reminder: how many papers are saved.</summary>
    public int Count { get; init; }

    /// <summary>Reminder: where one POST ends the reminders (RFC 8058); null for letters that end nothing.</summary>
    public string? EndUrl { get; init; }

    /// <summary>Most papers that a reminder names; it counts the others.</summary>
    public const int MostSaved = 10;
}

/// <summary>
/// A letter is about one person's subscription: it asks to confirm, says goodbye, brings fresh links, asks a new
/// address to confirm that the digest comes there, tells the old one that it went, or reminds of the papers that were
/// saved.
/// </summary>
internal enum LetterKind { Confirm, Goodbye, Links, Move, Moved, Reminder }
