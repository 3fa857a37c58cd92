using System.ComponentModel.DataAnnotations;
using DigestMailer.Settings;

namespace DigestMailer.Outbox;

/// <summary>How mail leaves the house.</summary>
internal sealed class DeliveryOptions
{
    /// <summary>Mailbox in the From header, <c>Name &lt;address&gt;</c>; Message-IDs end with its domain.</summary>
    [Required]
    public string From { get; set; } = "DigestMailer <digest@localhost.localdomain>";

    /// <summary>
    /// Mailbox in the From header of letters about a subscription (confirm, goodbye), so that a complaint about a
    /// digest does not touch them; null means <see cref="From"/>.
    /// </summary>
    public string? LettersFrom { get; set; }

    /// <summary>
    /// The relays, which share the mail by their weights and stand in for each other; none means the pickup folder.
    /// </summary>
    public List<RelayOptions> Relays { get; set; } = [];

    /// <summary>Where mail goes as .eml files while no relay is set.</summary>
    [Required]
    public string PickupFolder { get; set; } = "data/outbox";

    /// <summary>
    /// A slot older than this expires: yesterday's news goes into the next digest instead of arriving late.
    /// </summary>
    [DurationRange("00:00:01", "30.00:00:00")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromHours(20);

    /// <summary>
    /// How long a mail stays in the outbox after it has ended, before it becomes a count: a month to look back, and
    /// twice what bounces ask for.
    /// </summary>
    [DurationRange("00:00:00", "3650.00:00:00")]
    public TimeSpan KeepMail { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// How long each attempt is kept word for word after its mail has ended: the week in which somebody asks.
    /// </summary>
    [DurationRange("00:00:00", "3650.00:00:00")]
    public TimeSpan KeepAttempts { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// Keep a mail whose reply was lost for the operator instead of sending it again: for those who would rather lose
    /// one than send one twice.
    /// </summary>
    public bool HoldInDoubt { get; set; }

    /// <summary>
    /// Mailbox of non-delivery reports, which must take plus addresses; null means the From address as it is.
    /// </summary>
    public string? ReturnPath { get; set; }

    /// <summary>
    /// Whether each mail has a return path of its own, so that a report names its reader. Off for a relay that takes
    /// only one sender.
    /// </summary>
    public bool Verp { get; set; } = true;

    /// <summary>
    /// Whether List-Unsubscribe also names a mailto: the reader's own return path, for mail programs that know no
    /// one-click. Null means: while <see cref="ReturnPath"/> is set and a bounce mailbox is read.
    /// </summary>
    public bool? UnsubscribeByMail { get; set; }

    /// <summary>
    /// The Feedback-ID header of all digests, by which Gmail's Postmaster Tools count complaints, such as
    /// <c>digest:papers:example</c>; the last part names the sender and has 5 to 15 characters. None by default.
    /// </summary>
    public string? FeedbackId { get; set; }

    /// <summary>
    /// Begins the subject with the name of the digest, such as <c>[My alert]</c>, where its reader gave it one. Off by
    /// default: mail programs show little of a subject, and the mail and its List-Id say it too.
    /// </summary>
    public bool TagSubjects { get; set; }

    /// <summary>Limits on what single domains get; the others have none until they ask for less.</summary>
    public List<DomainOptions> Domains { get; set; } = [];

    /// <summary>Signatures; none while the relay signs.</summary>
    public DkimOptions Dkim { get; set; } = new();
}
