using DigestMailer.Bounces.Reports;

namespace DigestMailer.Bounces;

/// <summary>What a reading came to, in mails; suppressed and unsubscribed are people.</summary>
internal sealed record ReadReport
{
    public int Read { get; init; }

    /// <summary>Read before, so nothing followed.</summary>
    public int Known { get; init; }

    public int Hard { get; init; }

    public int Soft { get; init; }

    public int Refused { get; init; }

    public int Complaints { get; init; }

    public int NotSpam { get; init; }

    public int Nothing { get; init; }

    /// <summary>Mails whose reading was begun twice and never ended; they are not tried a third time.</summary>
    public int Skipped { get; init; }

    /// <summary>Bounces and complaints about nobody we know, or that prove nothing.</summary>
    public int Unproven { get; init; }

    public int Suppressed { get; init; }

    public int Unsubscribed { get; init; }

    /// <summary>Why delivery was stopped; one line, or null.</summary>
    public string? Stopped { get; init; }

    public static ReadReport operator +(ReadReport a, ReadReport b) => new()
    {
        Read = a.Read + b.Read,
        Known = a.Known + b.Known,
        Hard = a.Hard + b.Hard,
        Soft = a.Soft + b.Soft,
        Refused = a.Refused + b.Refused,
        Complaints = a.Complaints + b.Complaints,
        NotSpam = a.NotSpam + b.NotSpam,
        Nothing = a.Nothing + b.Nothing,
        Skipped = a.Skipped + b.Skipped,
        Unproven = a.Unproven + b.Unproven,
        Suppressed = a.Suppressed + b.Suppressed,
        Unsubscribed = a.Unsubscribed + b.Unsubscribed,
        Stopped = a.Stopped ?? b.Stopped,
    };

    /// <summary>One mail that said this.</summary>
    public static ReadReport Of(VerdictKind kind) => kind switch
    {
        VerdictKind.Hard => new() { Read = 1, Hard = 1 },
        VerdictKind.Soft => new() { Read = 1, Soft = 1 },
        VerdictKind.Refused => new() { Read = 1, Refused = 1 },
        VerdictKind.Complaint => new() { Read = 1, Complaints = 1 },
        VerdictKind.NotSpam => new() { Read = 1, NotSpam = 1 },
        VerdictKind.Leave => new() { Read = 1 },
        _ => new() { Read = 1, Nothing = 1 },
    };
}
