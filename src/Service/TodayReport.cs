using DigestMailer.Events;
using DigestMailer.Papers.Gathering;
using DigestMailer.Today;

namespace DigestMailer.Service;

/// <summary>How the installation is doing.</summary>
/// <param name="Stopped">Why the brake stops delivery; null while it does not.</param>
internal sealed record TodayReport(DateTimeOffset At, MailToday Mail, IReadOnlyList<SourceToday> Sources,
    IReadOnlyList<RelayToday> Relays, string? Stopped, IReadOnlyList<RoundToday> Rounds)
{
    /// <summary>How the telling of events is going.</summary>
    public EventsToday Events { get; init; } = new();
}

/// <summary>How a source is doing.</summary>
/// <param name="State">As <c>gather</c> says it, or unknown where it was never asked.</param>
internal sealed record SourceToday(string Name, string State, int Listed, int New, string? Error, DateTimeOffset? At,
    DateTimeOffset? LastGood, DateTimeOffset? BadSince)
{
    public static SourceToday Of(string name, SourceHealth? health) => health is null
        ? new(name, "unknown", 0, 0, null, null, null, null)
        : new(name, health.State.ToString().ToLowerInvariant(), health.Listed, health.New, health.Error, health.At,
            health.LastGood, health.BadSince);
}

/// <summary>When a round of the schedule is next, and how it went last.</summary>
/// <param name="Next">Null for what comes when somebody asks for it.</param>
/// <param name="LastEnded">The last time that it went well.</param>
internal sealed record RoundToday(string Name, DateTimeOffset? Next, DateTimeOffset? LastEnded,
    DateTimeOffset? FailedAt,
    string? Fault)
{
    /// <summary>Whether it failed since it last went well.</summary>
    public bool IsFailing => Round.Fails(LastEnded, FailedAt);
}
