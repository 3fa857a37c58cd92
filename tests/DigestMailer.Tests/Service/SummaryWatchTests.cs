using System.Text.Json;
using DigestMailer.Service;
using DigestMailer.Tests.Papers.Summaries;
using DigestMailer.Today;
using Microsoft.Extensions.DependencyInjection;

namespace DigestMailer.Tests.Service;

/// <summary>The model is asked after a gathering, and nobody waits for it.</summary>
internal sealed class SummaryWatchTests
{
    private static readonly string Abstract =
        string.Join(' ', Enumerable.Repeat("We propose a shallow pool of moments for models that listen.", 6));

    [Test]
    public async Task After_a_gathering_its_papers_are_asked_for_and_the_log_says_what_came_of_it()
    {
        var said = new TaskCompletionSource();
        await using var model = await ModelServer.StartAsync(() =>
        {
            said.TrySetResult();
            return ModelServer.Text(ModelServer.Sentence);
        });
        await using var day = await BeginAsync(model);
        using var watch = ActivatorUtilities.CreateInstance<SummaryWatch>(day.Get<IServiceProvider>());
        await watch.StartAsync(default);
        Assert.That(model.Count, Is.Zero, "nothing was gathered yet");
        await day.GatherAsync();
        await said.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await UntilAsync(
            async () => await day.OneAsync<int>("SELECT count(*) FROM rounds WHERE name = 'summaries'") > 0);
        await watch.StopAsync(default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(model.Count, Is.EqualTo(1));
            Assert.That(day.Log.Entries, Has.Some.Contains("1 asked, 1 written, 0 rejected, 0 left"));
        }
    }

    [Test]
    public async Task While_the_model_is_silent_mail_leaves_and_the_service_stops_at_once()
    {
        await using var model = await ModelServer.StartAsync(ModelServer.Silence);
        await using var day = await BeginAsync(model);
        using var watch = ActivatorUtilities.CreateInstance<SummaryWatch>(day.Get<IServiceProvider>());
        await watch.StartAsync(default);
        await day.GatherAsync();
        day.Clock.Advance(ServiceDay.Start.AddMinutes(10) - day.Clock.GetUtcNow());
        await day.PlanAsync();
        await day.DeliverAsync();
        Assert.That(Directory.GetFiles(day.Pickup), Has.Length.EqualTo(1));
        await watch.StopAsync(default).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.That((await day.Get<RoundLog>().ReadAsync()).Any(round => round.IsFailing), Is.False);
    }

    private static async Task<ServiceDay> BeginAsync(ModelServer model)
    {
        var day = await ServiceDay.BeginAsync($"--Summaries:Endpoint={model.Endpoint}", "--Summaries:Model=pool",
            "--Summaries:TimeLimit=00:10:00");
        await day.ReadersAsync(1, ServiceDay.Start.AddMinutes(10));
        await File.WriteAllTextAsync(day.Papers, JsonSerializer.Serialize(new
        {
            edition = "2026-03-02",
            papers = new[] { new { title = "A pool of moments", @abstract = Abstract } },
        }));
        return day;
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var i = 0; i < 1000 && !await isSo(); i++)
        {
            await Task.Delay(10);
        }
    }
}
