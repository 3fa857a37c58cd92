using System.Diagnostics.Metrics;

namespace DigestMailer.Service.Telemetry;

/// <summary>The instruments that show what is true now. Ages grow by the clock until they are read again.</summary>
internal sealed class GaugeSet
{
    private readonly TimeProvider clock;
    private volatile Gauges? now;

    public GaugeSet(Meter meter, TimeProvider clock)
    {
        this.clock = clock;
        meter.CreateObservableGauge("digestmailer.queue.age", () => Of(gauges => [new(Age(gauges.OldestDue))]), "s",
            "How long the oldest due mail has waited; 0 while none is due");
        meter.CreateObservableGauge("digestmailer.delivery.stopped",
            () => Of(gauges => [new(gauges.IsStopped ? 1 : 0)]), null, "1 while the brake stops delivery");
        meter.CreateObservableGauge("digestmailer.source.bad", () => Of(gauges =>
            gauges.BadSince.Select(source => Labelled(Age(source.Value), "source", source.Key))), "s",
            "How long a source has not answered as it should; 0 while it does");
        meter.CreateObservableGauge("digestmailer.round.age", () => Of(gauges =>
            gauges.Rounds.Select(round => Labelled(Age(round.Value.Ended), "round", round.Key))), "s",
            "How long ago a round of the schedule went well; 0 while it is under way");
        meter.CreateObservableGauge("digestmailer.round.failed", () => Of(gauges =>
            gauges.Rounds.Select(round => Labelled(round.Value.IsFailing ? 1 : 0, "round", round.Key))), null,
            "1 while a round of the schedule, or a reload, has failed and not gone well since");
    }

    public void Set(Gauges values) => now = values;

    private IEnumerable<Measurement<double>> Of(Func<Gauges, IEnumerable<Measurement<double>>> read) =>
        now is { } gauges ? read(gauges) : [];

    private static Measurement<double> Labelled(double value, string label, string name) =>
        new(value, new KeyValuePair<string, object?>(label, name));

    private double Age(DateTimeOffset? since) =>
        since is { } time ? Math.Max(0, (clock.GetUtcNow() - time).TotalSeconds) : 0;
}
