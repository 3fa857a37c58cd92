using System.ComponentModel.DataAnnotations;
using DigestMailer.Settings;

namespace DigestMailer.Outbox;

/// <summary>One relay: the SMTP server that takes our mail.</summary>
internal sealed class RelayOptions
{
    /// <summary>Name or address of the server; required.</summary>
    [Required]
    public string Host { get; set; } = "";

    /// <summary>
    /// Port of the server: 587 for submission with STARTTLS, 465 with TLS from the start, 25 between servers.
    /// </summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>What is asked for is had or the relay is refused; there is no falling back.</summary>
    public RelaySecurity Security { get; set; } = RelaySecurity.StartTls;

    /// <summary>
    /// PEM file to trust in addition to the system's authorities, for a relay of your own: its certificate, or that of
    /// its authority. <c>openssl s_client -starttls smtp -connect HOST:587 -showcerts</c> prints one.
    /// </summary>
    public string? TrustedCertificate { get; set; }

    /// <summary>
    /// Name to log in with; null means no login. It never goes over an open line, except to this machine.
    /// </summary>
    public string? UserName { get; set; }

    /// <summary>Password to log in with; better in the environment or in a file than in appsettings.json.</summary>
    public string? Password { get; set; }

    /// <summary>
    /// A file that holds the password, read at each connection, so that it can be changed without a restart.
    /// </summary>
    public string? PasswordFile { get; set; }

    /// <summary>
    /// A file that holds an OAuth 2 access token for XOAUTH2, read at each connection; another program keeps it fresh.
    /// </summary>
    public string? TokenFile { get; set; }

    /// <summary>Share of the mail relative to the other relays; 0 means that it only replaces them.</summary>
    [Range(0, 1000)]
    public double Weight { get; set; } = 1;

    /// <summary>Four keep a small relay busy without looking like an attack.</summary>
    [Range(1, 200)]
    public int MaxConnections { get; set; } = 4;

    /// <summary>Messages a minute over all connections; 0 means no limit.</summary>
    [Range(0, 1_000_000)]
    public int MaxPerMinute { get; set; }

    /// <summary>Messages before a connection is replaced; most providers allow 100.</summary>
    [Range(1, 100_000)]
    public int MaxMessagesPerConnection { get; set; } = 100;

    /// <summary>Age at which a connection is replaced: relays close old ones, Postfix after 300 seconds.</summary>
    [DurationRange("00:00:01", "1.00:00:00")]
    public TimeSpan MaxConnectionAge { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long a reply may take. Longer than most relays need after the final dot, for giving up there leaves a mail
    /// in doubt.
    /// </summary>
    [DurationRange("00:00:00.0100000", "01:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Send by BDAT (RFC 3030) where the relay offers it: one round trip less. Off, since some relays get it wrong.
    /// </summary>
    public bool Chunking { get; set; }

    /// <summary>Ask for reports of failure that name the mail (RFC 3461), where the relay offers it.</summary>
    public bool Reports { get; set; } = true;

    /// <summary>
    /// A new address earns its reputation slowly: a number of mails on its first day, more each day; null means no such
    /// limit.
    /// </summary>
    public WarmUpOptions? WarmUp { get; set; }
}

/// <summary>How many mails a day a new relay may take, growing.</summary>
internal sealed class WarmUpOptions
{
    /// <summary>The first day (UTC).</summary>
    public DateOnly Since { get; set; }

    /// <summary>Mails on the first day; 200 is low enough not to look suspicious.</summary>
    [Range(1, 1_000_000)]
    public int FirstDay { get; set; } = 200;

    /// <summary>
    /// The factor from each day to the next; half as much again is what large receivers take without complaint.
    /// </summary>
    [Range(1, 10)]
    public double Growth { get; set; } = 1.5;

    public long Allowed(DateOnly day) =>
        day < Since ? FirstDay : (long)Math.Min(1e15, FirstDay * Math.Pow(Growth, day.DayNumber - Since.DayNumber));
}

/// <summary>A limit on what one receiving domain gets.</summary>
internal sealed class DomainOptions
{
    /// <summary>The part of addresses after the @.</summary>
    [Required]
    public string Domain { get; set; } = "";

    /// <summary>Messages a minute over all relays.</summary>
    [Range(1, 1_000_000)]
    public int MaxPerMinute { get; set; }
}

/// <summary>How the connection to a relay is protected.</summary>
internal enum RelaySecurity { None, StartTls, Tls }
