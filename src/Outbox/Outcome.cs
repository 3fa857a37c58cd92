using System.Globalization;
using System.Text.RegularExpressions;

namespace DigestMailer.Outbox;

/// <summary>How an attempt ended. A relay's 250 means accepted, never delivered.</summary>
internal enum OutcomeKind
{
    Accepted,

    /// <summary>4yz, or the sender's own fault: tried again later.</summary>
    Deferred,

    /// <summary>5yz for this address or this mail: not tried again.</summary>
    Rejected,

    /// <summary>The connection broke after the final dot: the relay may or may not have taken it (RFC 1047).</summary>
    InDoubt,

    /// <summary>Not tried: the relay or the folder is unavailable, and the row goes back as it was.</summary>
    NotTried,

    /// <summary>
    /// Not tried yet: a limit or a pause holds it until <see cref="Outcome.Until"/>, and the row goes back as it was.
    /// </summary>
    Held,
}

/// <summary>An outcome and the words that came with it.</summary>
/// <param name="Reply">The relay's reply on one line, beginning with its code, or our own words without one.</param>
internal sealed partial record Outcome(OutcomeKind Kind, string Reply)
{
    /// <summary>The relay that answered, <c>host:port</c>; null where none was reached.</summary>
    public string? Relay { get; init; }

    /// <summary>Whose fault a refusal is.</summary>
    public Blame Blame { get; init; }

    /// <summary>The step of the dialogue that was answered; kept with the attempt.</summary>
    public SmtpPhase Phase { get; init; }

    /// <summary>
    /// Whether we refused it ourselves, since the relay has said that it cannot take such mail; another may.
    /// </summary>
    public bool ByUs { get; init; }

    /// <summary>
    /// The relay answered a recipient with words about us, and nobody else has met them yet: they may be about that
    /// mailbox, so the mail waits as one that is deferred, and all others go on.
    /// </summary>
    public bool MetByOne { get; init; }

    /// <summary>When a mail that is held may go, and before when one that is deferred must not.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The reply code (RFC 5321 §4.2), where the relay gave one.</summary>
    public int? Code =>
        Reply_().Match(Reply) is { Success: true } match
            ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;

    /// <summary>The enhanced status code (RFC 3463), where the relay gave one.</summary>
    public string? Enhanced =>
        Reply_().Match(Reply) is { Success: true } match && match.Groups[2].Success ? match.Groups[2].Value : null;

    [GeneratedRegex(@"^([2-5][0-9]{2})\b(?: ([245]\.[0-9]{1,3}\.[0-9]{1,3})\b)?", RegexOptions.NonBacktracking)]
    private static partial Regex Reply_();
}

/// <summary>
/// Whose matter a refusal is: it decides what is paused, and that nobody is suppressed for what is not theirs.
/// </summary>
internal enum Blame
{
    Nobody,

    /// <summary>The address, which does not exist.</summary>
    Address,

    /// <summary>The mailbox, which is full or closed for now.</summary>
    Mailbox,

    /// <summary>Our pace: 421 and 4.7.x ask for less mail at a time.</summary>
    Pace,

    /// <summary>Us: 5.7.x would meet any address of the domain.</summary>
    Sender,

    /// <summary>Us, by the size of the mail (5.3.4): smaller mails pass.</summary>
    Size,

    /// <summary>This mail, for what is in it.</summary>
    Mail,

    /// <summary>Our account at the relay: its quota, our identity there, or our protocol.</summary>
    Relay,
}
