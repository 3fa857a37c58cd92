using DigestMailer.Papers.Gathering;
using DigestMailer.Planning;
using DigestMailer.Service;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Imports;

namespace DigestMailer.Cli.Commands.Demo;

/// <summary>
/// The path of the invented papers to the invented readers, up to the outbox, by the same rooms as ever.
/// </summary>
internal static class DemoPapers
{
    public const string Source = "sample";

    /// <summary>Gathers and enrols as of one time and plans as of another; the clock stays at that.</summary>
    public static async Task<PlanReport> PlanAsync(IServiceProvider services, DateTimeOffset gathered,
        DateTimeOffset planned, CancellationToken cancel)
    {
        var clock = (ShiftedClock)services.GetRequiredService<TimeProvider>();
        clock.SetTo(gathered);
        await services.GetRequiredService<Gatherer>().GatherAsync(Source, null, cancel);
        using var csv = new StringReader(DemoFolder.Readers);
        await services.GetRequiredService<SubscriberStore>()
            .EnrolAsync(services.GetRequiredService<SubscriberCsv>().Read(csv, confirmed: true).People, cancel: cancel);
        clock.SetTo(planned);
        return await services.GetRequiredService<Planner>().PlanAsync(cancel: cancel);
    }
}
