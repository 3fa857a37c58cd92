using System.Collections.Frozen;

namespace DigestMailer.Outbox;

/// <summary>
/// The life of a mail: every step from one state to the next, and the only place that says so. The drawing in
/// src/README.md shows the same steps.
/// </summary>
internal static class MailLife
{
    private static readonly FrozenDictionary<(MailState, MailEvent), MailState> Steps =
        new Dictionary<(MailState, MailEvent), MailState>
        {
            [(MailState.Ready, MailEvent.Claimed)] = MailState.Taken,
            [(MailState.Taken, MailEvent.Claimed)] = MailState.Taken,
            [(MailState.Taken, MailEvent.Accepted)] = MailState.Accepted,
            [(MailState.Taken, MailEvent.Rejected)] = MailState.Rejected,
            [(MailState.Taken, MailEvent.Returned)] = MailState.Ready,
            [(MailState.Taken, MailEvent.LeftInDoubt)] = MailState.InDoubt,
            [(MailState.Taken, MailEvent.Expired)] = MailState.Expired,
            [(MailState.Taken, MailEvent.Suppressed)] = MailState.Suppressed,
            [(MailState.Ready, MailEvent.Cancelled)] = MailState.Cancelled,
            [(MailState.InDoubt, MailEvent.Cancelled)] = MailState.Cancelled,
            [(MailState.Ready, MailEvent.Retried)] = MailState.Ready,
            [(MailState.InDoubt, MailEvent.Retried)] = MailState.Ready,
            [(MailState.Rejected, MailEvent.Retried)] = MailState.Ready,
            [(MailState.Expired, MailEvent.Retried)] = MailState.Ready,
            [(MailState.Suppressed, MailEvent.Retried)] = MailState.Ready,
            [(MailState.Cancelled, MailEvent.Retried)] = MailState.Ready,
            // A 250 counts, even if its worker lost the row to another meanwhile.
            [(MailState.Ready, MailEvent.Accepted)] = MailState.Accepted,
            [(MailState.InDoubt, MailEvent.Accepted)] = MailState.Accepted,
            [(MailState.Rejected, MailEvent.Accepted)] = MailState.Accepted,
            [(MailState.Expired, MailEvent.Accepted)] = MailState.Accepted,
            [(MailState.Suppressed, MailEvent.Accepted)] = MailState.Accepted,
            [(MailState.Cancelled, MailEvent.Accepted)] = MailState.Accepted,
        }.ToFrozenDictionary();

    /// <summary>All steps.</summary>
    public static IEnumerable<(MailState From, MailEvent Event, MailState To)> All =>
        Steps.Select(step => (step.Key.Item1, step.Key.Item2, step.Value));

    /// <summary>The state that <paramref name="happened"/> leads to; null where it cannot happen.</summary>
    public static MailState? Next(MailState from, MailEvent happened) =>
        Steps.TryGetValue((from, happened), out var to) ? to : null;

    /// <summary>Whether the program has nothing more to do with a mail in this state.</summary>
    public static bool HasEnded(MailState state) =>
        state is not (MailState.Ready or MailState.Taken or MailState.InDoubt);
}
