using System.ComponentModel.DataAnnotations;
using System.Globalization;
using DigestMailer.Outbox;
using DigestMailer.Settings;

namespace DigestMailer.Bounces;

/// <summary>Where reports about our mail come in, and what follows from them.</summary>
internal sealed class BounceOptions
{
    private const string LongestPeriod = "365.00:00:00";

    internal static readonly TimeSpan LongestSoftPeriod = TimeSpan.Parse(LongestPeriod, CultureInfo.InvariantCulture);

    /// <summary>The mailbox of the return path; none by default.</summary>
    public ImapOptions? Imap { get; set; }

    /// <summary>A folder in Maildir form instead of a mailbox, or in addition to one; none by default.</summary>
    public MaildirOptions? Maildir { get; set; }

    /// <summary>Doors for the events of providers; closed by default.</summary>
    public WebhookOptions Webhooks { get; set; } = new();

    /// <summary>
    /// How often mail is looked for: soon enough that a dead address gets no second mail on the same day.
    /// </summary>
    [DurationRange("00:00:10", "1.00:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long returned mail is remembered. Older mail is skipped, so that none counts twice; half a year is more
    /// than any rule here looks back.
    /// </summary>
    [DurationRange("1.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(180);

    /// <summary>
    /// Believe a report that names an address of ours although nothing in it proves that it answers a mail of ours. Off
    /// by default, since anybody can write such a report about anybody; for relays that take only one sender and return
    /// no headers.
    /// </summary>
    public bool AcceptUnproven { get; set; }

    /// <summary>Soft bounces in a row until an address is given up.</summary>
    [Range(1, 1000)]
    public int SoftLimit { get; set; } = 5;

    /// <summary>
    /// And over how long they must be spread at least: a mailbox that is full over a holiday comes back.
    /// </summary>
    [DurationRange("00:00:00", LongestPeriod)]
    public TimeSpan SoftPeriod { get; set; } = TimeSpan.FromDays(14);

    /// <summary>Part of a day's mails that may be complained of; large providers close their doors at 0.3 %.</summary>
    [Range(0.0, 1.0)]
    public double MostComplaints { get; set; } = 0.003;

    /// <summary>Part of a day's mails whose addresses may be dead; more looks like a bought list.</summary>
    [Range(0.0, 1.0)]
    public double MostHardBounces { get; set; } = 0.05;

    /// <summary>
    /// Part of a day's mails that may come back undelivered without the address being dead; full mailboxes are one or
    /// two of a hundred, so more means that something is wrong with us.
    /// </summary>
    [Range(0.0, 1.0)]
    public double MostSoftBounces { get; set; } = 0.2;
}

/// <summary>A mailbox read over IMAP.</summary>
internal sealed class ImapOptions
{
    /// <summary>Name or address of the IMAP server; required.</summary>
    [Required]
    public string Host { get; set; } = "";

    /// <summary>Port of the IMAP server: 993 with TLS from the start, 143 with STARTTLS.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 993;

    /// <summary>As for a relay: what is asked for is had or nothing is read.</summary>
    public RelaySecurity Security { get; set; } = RelaySecurity.Tls;

    /// <summary>Name to log in with; required.</summary>
    [Required]
    public string UserName { get; set; } = "";

    /// <summary>Password to log in with; better in the environment or in a file than in appsettings.json.</summary>
    public string? Password { get; set; }

    /// <summary>
    /// A file whose first line is the password, read at each connection; for secrets that a container mounts.
    /// </summary>
    public string? PasswordFile { get; set; }

    /// <summary>The folder that is read; the inbox, unless the server sorts reports into another.</summary>
    public string Folder { get; set; } = "INBOX";

    /// <summary>
    /// Keep a connection on which the server announces new mail at once (IDLE), in addition to looking each
    /// <see cref="BounceOptions.Interval"/>. False for one that does it badly.
    /// </summary>
    public bool Idle { get; set; } = true;

    /// <summary>
    /// How long each whole answer of the server may take; a whole reading may take fifteen times as long. Two minutes
    /// suffice to search a mailbox that was never tidied.
    /// </summary>
    [DurationRange("00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>PEM file to trust in addition to the system's authorities.</summary>
    public string? TrustedCertificate { get; set; }
}

/// <summary>A folder in Maildir form, with <c>new</c> and <c>cur</c> in it.</summary>
internal sealed class MaildirOptions
{
    /// <summary>The folder that has new and cur in it; required.</summary>
    [Required]
    public string Path { get; set; } = "";
}

/// <summary>Doors for the events of providers; closed by default.</summary>
internal sealed class WebhookOptions
{
    /// <summary>
    /// The SNS topics whose messages are believed, by their ARN: a signature alone proves only that Amazon carried it,
    /// for whomever.
    /// </summary>
    public List<string> SnsTopics { get; set; } = [];

    /// <summary>Shared secret of the plain webhook, at least 16 characters; without it the door stays closed.</summary>
    public string? Secret { get; set; }

    /// <summary>A file whose first line is the shared secret, read at the start.</summary>
    [SecretFile(nameof(Secret))]
    public string? SecretFile { get; set; }
}
