using DigestMailer.Service.Jobs;
using DigestMailer.Service.Telemetry;
using DigestMailer.Storage;
using DigestMailer.Tests.Delivery;
using DigestMailer.Today;
using Microsoft.Extensions.Logging.Abstractions;

namespace DigestMailer.Tests.Service.Jobs;

/// <summary>How a round went is kept, and one that was stopped went no way at all.</summary>
internal sealed class JobRunTests
{
    private OutboxFixture box = null!;

    private RoundLog Rounds => new(box.Get<Database>(), box.Clock, NullLogger<RoundLog>.Instance);

    [SetUp]
    public void Make() => box = new();

    [TearDown]
    public async Task RemoveAsync() => await box.DisposeAsync();

    [Test]
    public async Task A_round_that_ends_and_one_that_throws_are_kept()
    {
        await RunAsync("planning", () => Task.CompletedTask, CancellationToken.None);
        await RunAsync("delivery", () => throw new RefusedException("The disk is full."), CancellationToken.None);
        var kept = await Rounds.ReadAsync();
        Assert.That(kept.Select(round => (round.Name, round.EndedAt is not null, round.Fault)), Is.EqualTo(
            new[] { ("delivery", false, "The disk is full."), ("planning", true, (string?)null) }));
    }

    [Test]
    public async Task A_round_that_is_stopped_is_not_kept_as_ended_or_failed()
    {
        using var stop = new CancellationTokenSource();
        await RunAsync("delivery", async () =>
        {
            await stop.CancelAsync();
            stop.Token.ThrowIfCancellationRequested();
        }, stop.Token);
        Assert.That(await Rounds.ReadAsync(), Is.Empty);
    }

    private async Task RunAsync(string round, Func<Task> act, CancellationToken cancel) =>
        await new JobRun(Rounds, new RoundTraces()).GuardAsync(round, NullLogger.Instance, act, cancel);
}
