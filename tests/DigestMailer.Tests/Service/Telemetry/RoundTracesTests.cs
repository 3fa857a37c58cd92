using System.Diagnostics;
using DigestMailer.Service.Telemetry;

namespace DigestMailer.Tests.Service.Telemetry;

/// <summary>Which rounds share a trace, and which leave none.</summary>
internal sealed class RoundTracesTests
{
    private readonly ActivityListener listener = new()
    {
        ShouldListenTo = source => source.Name == ServiceMeter.Name,
        Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
    };

    private readonly RoundTraces traces = new();

    [OneTimeSetUp]
    public void Listen() => ActivitySource.AddActivityListener(listener);

    [OneTimeTearDown]
    public void Leave() => listener.Dispose();

    [Test]
    public void A_digest_has_one_trace_from_gathering_to_acceptance()
    {
        var gathering = Round("gathering", "papers.new");
        var idle = Round("planning", null);
        var planning = Round("planning", "digests");
        var delivery = Round("delivery", "mails.accepted");
        Assert.That(idle.Recorded, Is.False);
        Assert.That(new[] { gathering, planning, delivery }.Select(span => span.Recorded), Has.All.True);
        Assert.That(new[] { planning.TraceId, delivery.TraceId }, Has.All.EqualTo(gathering.TraceId));
        Assert.That((planning.ParentSpanId, delivery.ParentSpanId), Is.EqualTo((gathering.SpanId, planning.SpanId)));
        Assert.That(Round("gathering", "papers.new").TraceId, Is.Not.EqualTo(gathering.TraceId));
    }

    [Test]
    public void A_round_that_failed_is_shown_with_its_fault()
    {
        var failed = Round("backing up", null, "No space left");
        Assert.That(failed.Recorded, Is.True);
        Assert.That((failed.Status, failed.StatusDescription), Is.EqualTo((ActivityStatusCode.Error, "No space left")));
    }

    private Activity Round(string name, string? tag, string? fault = null)
    {
        using var span = traces.Begin(name)!;
        if (tag is not null)
        {
            span.SetTag(tag, 1);
        }

        traces.End(span, fault);
        return span;
    }
}
