using System.ComponentModel.DataAnnotations;

namespace DigestMailer.Delivery;

/// <summary>How mail leaves the house.</summary>
internal sealed class DeliveryOptions
{
    /// <summary>Mailbox in the From header, <c>Name &lt;address&gt;</c>; Message-IDs stand on its domain.</summary>
    [Required]
    public string From { get; set; } = "DigestMailer <digest@localhost.localdomain>";

    /// <summary>The relays, tried in order; none means the pickup folder.</summary>
    public List<RelayOptions> Relays { get; set; } = [];

    /// <summary>Where mail goes as .eml files while no relay is set.</summary>
    [Required]
    public string PickupFolder { get; set; } = "data/outbox";

    /// <summary>A slot older than this expires: yesterday's news goes into the next digest instead of arriving late.</summary>
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromHours(20);

    /// <summary>Keep a mail whose reply was lost for the operator instead of sending it again: for those who would rather lose one than send one twice.</summary>
    public bool HoldInDoubt { get; set; }

    /// <summary>Base address of the return path; null means the From address.</summary>
    public string? ReturnPath { get; set; }
}

/// <summary>One relay: the SMTP server that takes our mail.</summary>
internal sealed class RelayOptions
{
    [Required]
    public string Host { get; set; } = "";

    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>What is asked for is had or the relay is refused; there is no falling back.</summary>
    public RelaySecurity Security { get; set; } = RelaySecurity.StartTls;

    public string? UserName { get; set; }

    public string? Password { get; set; }

    /// <summary>Four keep a small relay busy without looking like an attack.</summary>
    [Range(1, 200)]
    public int MaxConnections { get; set; } = 4;

    /// <summary>Messages a minute over all connections; 0 means no limit.</summary>
    [Range(0, 1_000_000)]
    public int MaxPerMinute { get; set; }

    /// <summary>Messages before a connection is made anew; most providers allow 100.</summary>
    [Range(1, 100_000)]
    public int MaxMessagesPerConnection { get; set; } = 100;
}

/// <summary>How the connection to a relay is protected.</summary>
internal enum RelaySecurity { None, StartTls, Tls }
