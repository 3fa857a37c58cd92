namespace DigestMailer.Tests.Service;

/// <summary>Papers come before plans, at the start and after an outage.</summary>
internal sealed class PapersFirstTests
{
    private const int Readers = 8001;
    private static readonly int ReadersOfTwoDays = Scale.Full ? Readers : 801;
    private static readonly DateTimeOffset Slot = ServiceDay.Start.AddMinutes(-20);
    private static readonly DateOnly Day = DateOnly.FromDateTime(ServiceDay.Start.UtcDateTime);

    [Test]
    public async Task A_fresh_service_gathers_before_it_plans_and_mails_every_due_subscriber()
    {
        await using var day = await ServiceDay.BeginAsync();
        await day.ReadersAsync(Readers, Slot);
        await day.PublishAsync(Day, 20);
        await day.PlanAsync();
        Assert.That(await RowsAsync(day), Is.Zero, "the plan waits");
        await day.GatherAtStartAsync();
        await day.PlanAsync();
        await day.DeliverAsync();
        Assert.That(await AcceptedAsync(day), Is.EqualTo(Readers));
        Assert.That(Directory.EnumerateFiles(day.Pickup, "*.eml").Count(), Is.EqualTo(Readers));
    }

    [Test]
    public async Task After_a_night_off_the_papers_come_first_again_and_every_subscriber_is_mailed()
    {
        await using var day = await ServiceDay.BeginAsync();
        await day.ReadersAsync(ReadersOfTwoDays, Slot);
        await day.PublishAsync(Day, 20);
        await day.GatherAtStartAsync();
        await day.PlanAsync();
        await day.DeliverAsync();

        day.Clock.Advance(TimeSpan.FromHours(25));
        await day.PublishAsync(Day.AddDays(1), 20);
        await day.PlanAsync();
        Assert.That(await RowsAsync(day), Is.EqualTo(ReadersOfTwoDays), "the plan waits");
        await day.GatherAtStartAsync();
        await day.PlanAsync();
        await day.DeliverAsync();
        Assert.That(await AcceptedAsync(day), Is.EqualTo(2 * ReadersOfTwoDays));
    }

    [Test]
    public async Task A_start_within_one_step_of_the_schedule_gathers_nothing_again()
    {
        await using var day = await ServiceDay.BeginAsync();
        await day.PublishAsync(Day, 3);
        await day.GatherAtStartAsync();
        day.Clock.Advance(TimeSpan.FromMinutes(30));
        await day.GatherAtStartAsync();
        Assert.That(await day.OneAsync<int>("SELECT count(*) FROM gathering_rounds"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_plan_waits_a_quarter_of_an_hour_for_a_gathering_that_never_ends()
    {
        await using var day = await ServiceDay.BeginAsync();
        await day.ReadersAsync(3, Slot);
        await day.PublishAsync(Day, 3);
        await day.GatherAsync();
        day.Clock.Advance(TimeSpan.FromHours(2));
        for (var minute = 0; minute < 15; minute++)
        {
            await day.PlanAsync();
            Assert.That(await RowsAsync(day), Is.Zero, $"minute {minute}");
            day.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await day.PlanAsync();
        Assert.That(await RowsAsync(day), Is.EqualTo(3));
        Assert.That(day.Log.Entries, Has.One.Contains("warn  planning: The gathering of 08:15 UTC has not ended"));
    }

    [Test]
    public async Task A_job_that_throws_is_one_line_and_the_next_goes_on()
    {
        await using var day = await ServiceDay.BeginAsync();
        await day.ReadersAsync(1, Slot);
        await day.PublishAsync(Day, 3);
        await day.GatherAtStartAsync();
        await using (var broken = await day.OpenAsync())
        {
            await Dapper.SqlMapper.ExecuteAsync(broken, "ALTER TABLE topic_sets RENAME TO gone");
            await day.PlanAsync();
            await Dapper.SqlMapper.ExecuteAsync(broken, "ALTER TABLE gone RENAME TO topic_sets");
        }

        Assert.That(day.Log.Entries, Has.One.Contains("error planning: This round of planning failed"));
        await day.PlanAsync();
        Assert.That(await RowsAsync(day), Is.EqualTo(1));
    }

    private static Task<int> RowsAsync(ServiceDay day) => day.OneAsync<int>("SELECT count(*) FROM outbox");

    private static Task<int> AcceptedAsync(ServiceDay day) =>
        day.OneAsync<int>("SELECT count(*) FROM outbox WHERE state = 'Accepted'");
}
