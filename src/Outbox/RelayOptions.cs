using System.ComponentModel.DataAnnotations;

namespace DigestMailer.Outbox;

/// <summary>One relay: the SMTP server that takes our mail.</summary>
internal sealed class RelayOptions
{
    [Required]
    public string Host { get; set; } = "";

    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>What is asked for is had or the relay is refused; there is no falling back.</summary>
    public RelaySecurity Security { get; set; } = RelaySecurity.StartTls;

    /// <summary>
    /// PEM file to trust beside the system's authorities, for a relay of one's own: its certificate, or that of its
    /// authority.
    /// </summary>
    public string? TrustedCertificate { get; set; }

    public string? UserName { get; set; }

    public string? Password { get; set; }

    /// <summary>
    /// A file that holds the password, read at each connection, so that it can be changed without a restart.
    /// </summary>
    public string? PasswordFile { get; set; }

    /// <summary>
    /// A file that holds an OAuth 2 access token for XOAUTH2, read at each connection; another program keeps it fresh.
    /// </summary>
    public string? TokenFile { get; set; }

    /// <summary>Share of the mail beside the other relays'; 0 means that it only stands in for them.</summary>
    [Range(0, 1000)]
    public double Weight { get; set; } = 1;

    /// <summary>Four keep a small relay busy without looking like an attack.</summary>
    [Range(1, 200)]
    public int MaxConnections { get; set; } = 4;

    /// <summary>Messages a minute over all connections; 0 means no limit.</summary>
    [Range(0, 1_000_000)]
    public int MaxPerMinute { get; set; }

    /// <summary>Messages before a connection is made anew; most providers allow 100.</summary>
    [Range(1, 100_000)]
    public int MaxMessagesPerConnection { get; set; } = 100;

    /// <summary>Age at which a connection is made anew: relays close old ones, Postfix after 300 seconds.</summary>
    public TimeSpan MaxConnectionAge { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long a reply may take. Longer than most relays need after the final dot, for giving up there leaves a mail
    /// in doubt.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Send by BDAT (RFC 3030) where the relay offers it: one round trip less. Off, since some relays get it wrong.
    /// </summary>
    public bool Chunking { get; set; }

    /// <summary>Ask for reports of failure that name the mail (RFC 3461), where the relay offers it.</summary>
    public bool Reports { get; set; } = true;

    /// <summary>
    /// A new address earns its name slowly: so many mails on its first day, more each day; null means no such limit.
    /// </summary>
    public WarmUpOptions? WarmUp { get; set; }
}

/// <summary>How many mails a day a new relay may take, growing.</summary>
internal sealed class WarmUpOptions
{
    /// <summary>The first day (UTC).</summary>
    public DateOnly Since { get; set; }

    /// <summary>Mails on the first day; 200 raise no brow anywhere.</summary>
    [Range(1, 1_000_000)]
    public int FirstDay { get; set; } = 200;

    /// <summary>
    /// Each day so many times the day before; half as much again is what large receivers take without complaint.
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
