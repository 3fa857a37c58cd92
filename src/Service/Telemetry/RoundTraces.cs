using System.Collections.Concurrent;
using System.Diagnostics;

namespace DigestMailer.Service.Telemetry;

/// <summary>
/// The spans of rounds, in one trace from the gathering of papers to the acceptance of the digests that were planned of
/// them. A round that found nothing to do, as most of them, leaves none.
/// </summary>
internal sealed class RoundTraces
{
    private static readonly ActivitySource Spans = new(ServiceMeter.Name);
    private static readonly Dictionary<string, string> Follows =
        new() { ["planning"] = "gathering", ["delivery"] = "planning" };

    private readonly ConcurrentDictionary<string, ActivityContext> last = [];

    /// <summary>Begins the span of a round; what it did is put on it as tags.</summary>
    public Activity? Begin(string round) => Spans.StartActivity(round, ActivityKind.Internal,
        Follows.TryGetValue(round, out var before) ? last.GetValueOrDefault(before) : default);

    /// <param name="fault">Why it failed; null where it went well.</param>
    public void End(Activity? span, string? fault)
    {
        if (span is null)
        {
            return;
        }

        if (fault is not null)
        {
            span.SetStatus(ActivityStatusCode.Error, fault);
        }
        else if (!span.TagObjects.Any())
        {
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            return;
        }

        last[span.OperationName] = span.Context;
    }
}
