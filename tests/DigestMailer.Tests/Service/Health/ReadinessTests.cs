using DigestMailer.Service;
using DigestMailer.Service.Health;
using DigestMailer.Tests.Delivery;
using DigestMailer.Today;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace DigestMailer.Tests.Service.Health;

/// <summary>What makes a process ready, on a clock of the test.</summary>
internal sealed class ReadinessTests
{
    private OutboxFixture box = null!;

    [SetUp]
    public void Make() => box = new();

    [TearDown]
    public async Task RemoveAsync() => await box.DisposeAsync();

    [Test]
    public async Task A_process_that_has_just_started_is_ready() =>
        Assert.That(await FaultsAsync(Checks()), Is.Empty);

    [Test]
    public async Task Mail_that_has_been_due_for_too_long_makes_it_not_ready()
    {
        var checks = Checks();
        await box.ReadyAsync(1);
        box.Clock.Advance(TimeSpan.FromMinutes(29));
        await BeatAsync();
        Assert.That(await FaultsAsync(checks), Is.Empty);
        box.Clock.Advance(TimeSpan.FromMinutes(2));
        await BeatAsync();
        Assert.That(await FaultsAsync(checks), Is.EqualTo((string[])["mail"]));
    }

    [Test]
    public async Task Mail_that_is_not_due_yet_does_not_count()
    {
        var checks = Checks();
        await box.ReadyAsync(1);
        await box.RunAsync("UPDATE outbox SET due_at = @later", new { later = OutboxFixture.Slot.AddHours(3) });
        box.Clock.Advance(TimeSpan.FromHours(2));
        await BeatAsync();
        Assert.That(await FaultsAsync(checks), Is.Empty);
    }

    [Test]
    public async Task A_schedule_that_is_silent_makes_it_not_ready_and_one_that_fails_or_is_at_work_does_not()
    {
        var checks = Checks();
        box.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.That(await FaultsAsync(checks), Is.EqualTo((string[])["planning", "delivery"]));
        using (Rounds.Begin("delivery"))
        {
            await Rounds.FailedAsync("planning", "The disk is full.");
            Assert.That(await FaultsAsync(checks), Is.Empty);
        }

        Assert.That(await FaultsAsync(checks), Is.EqualTo((string[])["delivery"]));
    }

    [Test]
    public async Task A_process_that_only_serves_pages_does_not_ask_for_the_schedule()
    {
        var checks = Checks(ServiceRoles.Web);
        await box.ReadyAsync(1);
        box.Clock.Advance(TimeSpan.FromHours(3));
        Assert.That(await FaultsAsync(checks), Is.Empty);
    }

    private RoundLog Rounds => box.Get<RoundLog>();

    private async Task BeatAsync()
    {
        await Rounds.EndedAsync("planning");
        await Rounds.EndedAsync("delivery");
    }

    private HealthCheckService Checks(ServiceRoles roles = ServiceRoles.All)
    {
        var checks = new ServiceCollection().AddLogging()
            .AddSingleton(box.Get<DigestMailer.Storage.Database>()).AddSingleton<TimeProvider>(box.Clock)
            .AddSingleton(Rounds).AddSingleton(box.Get<MailBoard>())
            .AddSingleton(Options.Create(new ServiceOptions()))
            .AddReadiness(roles).BuildServiceProvider().GetRequiredService<HealthCheckService>();
        // They count from their first use, which the host makes at its start.
        checks.CheckHealthAsync().GetAwaiter().GetResult();
        return checks;
    }

    private static async Task<string[]> FaultsAsync(HealthCheckService checks) =>
        [.. (await checks.CheckHealthAsync()).Entries.Where(entry => entry.Value.Status != HealthStatus.Healthy)
            .Select(entry => entry.Key)];
}
