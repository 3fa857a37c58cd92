using DigestMailer.Outbox;

namespace DigestMailer.Today;

/// <summary>How many mails of a day are in which place.</summary>
/// <param name="Due">Planned for this day.</param>
/// <param name="Sent">Accepted by a relay.</param>
/// <param name="Failed">Rejected, expired, or suppressed when they were claimed.</param>
/// <param name="Other">Cancelled, or held in doubt.</param>
internal sealed record MailCounts(long Due, long Sent, long Failed, long Other)
{
    /// <summary>Due and not ended yet, as far as they are due today.</summary>
    public long Waiting => Math.Max(0, Due - Sent - Failed - Other);

    public static MailCounts Of(IEnumerable<Figure> figures)
    {
        var states = figures.ToLookup(figure => figure.State, figure => figure.Mails);
        long In(params MailState[] these) => these.Sum(state => states[state.ToString()].Sum());

        return new(states[Figure.Planned].Sum(), In(MailState.Accepted),
            In(MailState.Rejected, MailState.Expired, MailState.Suppressed),
            In(MailState.Cancelled, MailState.InDoubt));
    }
}

/// <summary>The mails of one topic or domain.</summary>
internal sealed record NamedCounts(string Name, MailCounts Mails);

/// <summary>The mail of a day.</summary>
/// <param name="States">How many ended in which state.</param>
/// <param name="Open">Mails still to be sent, now; at most <see cref="MostCounted"/> are counted.</param>
/// <param name="OldestDue">When the oldest of those became due; null where none is due.</param>
/// <param name="Topics">The topics with the most mail.</param>
/// <param name="Domains">The domains with the most mail.</param>
internal sealed record MailToday(DateOnly Day, MailCounts Mails, IReadOnlyDictionary<string, long> States, long Open,
    DateTimeOffset? OldestDue, IReadOnlyList<NamedCounts> Topics, IReadOnlyList<NamedCounts> Domains)
{
    public const int MostCounted = 10_000;
}
