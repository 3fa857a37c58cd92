using System.Diagnostics;
using DigestMailer.Bounces;
using DigestMailer.Bounces.Reports;
using DigestMailer.Events;
using DigestMailer.Outbox;
using DigestMailer.Service;
using DigestMailer.Service.Jobs;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Moves;
using DigestMailer.Tests.Web.Api;
using DigestMailer.Web.Hooks;
using Microsoft.AspNetCore.Http;

namespace DigestMailer.Tests.Web.Hooks;

/// <summary>Webhooks out: what happens is told once it is on disk, signed, retried, and given up in sight.</summary>
internal sealed class HookTests(StorageProvider provider) : OnBothDatabases(provider)
{
    private const string Secret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    private static Task<SiteFixture> StartAsync(HookReceiver receiver, params string[] more) =>
        SiteFixture.StartAsync(null, [$"--Webhooks:Url={receiver.Address}", $"--Webhooks:Secret={Secret}",
            "--Webhooks:AllowPrivate=true", .. more]);

    private static Task<string?> TellAsync(SiteFixture site) =>
        site.Get<HookRound>().RunAsync(CancellationToken.None);

    [Test]
    public async Task A_life_is_told_in_its_order()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var site = await StartAsync(receiver);
        await site.PapersAsync();
        var ana = await Ana.JoinAsync(site);
        var id = await site.OneAsync<long>("SELECT id FROM subscribers");
        await BounceAsync(site, VerdictKind.Soft);
        await ana.PressAsync(site.Mails()[^1].To("unsubscribe"), "Unsubscribe");
        Assert.That(await TellAsync(site), Is.Null);
        Assert.That(receiver.Calls.Select(call => call.Type), Is.EqualTo(new[]
        {
            "subscriber.subscribed", "subscriber.confirmed", "digest.sent", "mail.bounced", "subscriber.left",
        }));
        var sent = receiver.Calls.ElementAt(2).Data;
        Assert.That(sent.GetProperty("subscriber").GetInt64(), Is.EqualTo(id));
        Assert.That(sent.GetProperty("email").GetString(), Is.EqualTo(Ana.Address));
        Assert.That(sent.GetProperty("digestId").GetInt64(), Is.Positive);
        Assert.That(receiver.Calls.Last().Data.GetProperty("source").GetString(), Is.EqualTo("link"));
        Assert.That(receiver.Calls.Select(call => call.Headers["webhook-id"]), Is.Unique);
        await TellAsync(site);
        Assert.That(receiver.Calls, Has.Count.EqualTo(5));
    }

    private static async Task BounceAsync(SiteFixture site, VerdictKind kind) =>
        await site.Get<BounceLedger>().RecordAsync(new Return($"test:{kind}", site.Clock.GetUtcNow(),
            [new Verdict(kind, Ana.Address, "4.2.2", "mailbox full", "test")], null, Trusted: true), default);

    [Test]
    public async Task A_complaint_and_an_import_are_told_too()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var site = await StartAsync(receiver);
        await Ana.JoinAsync(site);
        await BounceAsync(site, VerdictKind.Complaint);
        using var caller = await ApiCaller.JoinAsync(site);
        await caller.PostAsync("/subscribers", new { email = "bo@readers.example", proof = "On paper" });
        await TellAsync(site);
        Assert.That(receiver.Calls.Select(call => call.Type), Is.SupersetOf(new[]
        {
            "mail.complained", "subscriber.left",
        }));
        Assert.That(receiver.Calls.Last().Data.GetProperty("email").GetString(), Is.EqualTo("bo@readers.example"));
        Assert.That(receiver.Calls.Last().Data.GetProperty("source").GetString(), Is.EqualTo("api"));
    }

    [Test]
    public async Task A_change_of_address_is_not_a_new_subscription()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var site = await StartAsync(receiver, "--Webhooks:Events:0=subscriber.confirmed");
        await Ana.JoinAsync(site);
        var ana = (await site.Get<SubscriberStore>().FindAsync(Ana.Address, default))!;
        Assert.That(await site.Get<AddressMove>().MoveAsync(ana, "ana@new.example", "On paper", default),
            Is.EqualTo(MoveEnd.Done));
        await TellAsync(site);
        Assert.That(receiver.Calls.Select(call => call.Data.GetProperty("email").GetString()),
            Is.EqualTo(new[] { "ana@new.example" }), "the one of the sign-up, to the address of now");
    }

    [Test]
    public async Task A_reader_whom_the_operator_removed_has_left()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var site = await StartAsync(receiver, "--Webhooks:Events:0=subscriber.left");
        await Ana.JoinAsync(site);
        Assert.That(await site.Get<SubscriberStore>().RemoveAsync(Ana.Address), Is.True);
        Assert.That(await site.Get<SubscriberStore>().RemoveAsync(Ana.Address), Is.False);
        await TellAsync(site);
        Assert.That(receiver.Calls.Select(call => call.Data.GetProperty("source").GetString()),
            Is.EqualTo(new[] { "command" }));
    }

    [Test]
    public async Task Nothing_is_written_while_nobody_asks_for_it()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        await Ana.JoinAsync(site);
        Assert.That(await site.OneAsync<long>("SELECT count(*) FROM events"), Is.Zero);
        Assert.That(await RoundsAsync(site), Has.No.Member(HookJob.Round));
    }

    [Test]
    public async Task Only_the_kinds_of_the_settings_are_told()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var site = await StartAsync(receiver, "--Webhooks:Events:0=subscriber.confirmed");
        await Ana.JoinAsync(site);
        await TellAsync(site);
        Assert.That(receiver.Calls.Select(call => call.Type), Is.EqualTo(new[] { "subscriber.confirmed" }));
        Assert.That(await RoundsAsync(site), Has.Member(HookJob.Round));
    }

    [Test]
    public async Task A_dead_webhook_is_retried_ever_later_seen_and_given_up()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var site = await StartAsync(receiver, "--Webhooks:Events:0=subscriber.confirmed");
        await Ana.JoinAsync(site);
        receiver.Status = StatusCodes.Status503ServiceUnavailable;
        var (begin, tries) = (site.Clock.GetUtcNow(), new List<TimeSpan>());
        for (var step = 0; step < 2000 && (await TodayAsync(site)).Waiting > 0; step++)
        {
            var before = receiver.Calls.Count;
            await TellAsync(site);
            if (receiver.Calls.Count > before)
            {
                tries.Add(site.Clock.GetUtcNow() - begin);
                Assert.That((await TodayAsync(site)).LastFault, Is.EqualTo("it answered 503"));
            }

            site.Clock.Advance(tries.Count < 2 ? TimeSpan.FromSeconds(5) : TimeSpan.FromMinutes(5));
        }

        Assert.That(tries, Has.Count.EqualTo(10));
        Assert.That(tries.Zip(tries.Skip(1), (one, next) => next - one), Is.Ordered);
        Assert.That(tries[^1], Is.InRange(TimeSpan.FromDays(3), TimeSpan.FromDays(3.5)));
        Assert.That((await TodayAsync(site)).GivenUp, Is.EqualTo(1));
        Assert.That(receiver.Calls.Select(call => call.Headers["webhook-id"]).Distinct().Count(), Is.EqualTo(1));
        Assert.That(receiver.Calls.Select(call => call.Body).Distinct().Count(), Is.EqualTo(1));
    }

    private static async Task<IEnumerable<string>> RoundsAsync(SiteFixture site) =>
        (await site.Get<TodayBoard>().ReadAsync()).Rounds.Select(round => round.Name);

    private static Task<EventsToday> TodayAsync(SiteFixture site) => site.Get<EventStore>().TodayAsync(default);

    [Test]
    public async Task A_webhook_that_comes_back_gets_all_that_waited_once_and_in_order()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var site = await StartAsync(receiver);
        receiver.Status = StatusCodes.Status500InternalServerError;
        using var caller = await ApiCaller.JoinAsync(site);
        for (var number = 0; number < 3; number++)
        {
            await caller.PostAsync("/subscribers", new { email = $"r{number}@readers.example", proof = "On paper" });
        }

        await TellAsync(site);
        Assert.That(receiver.Calls, Has.Count.EqualTo(1), "one failure ends a round");
        (receiver.Status, var failed) = (StatusCodes.Status200OK, receiver.Calls.Count);
        site.Clock.Advance(TimeSpan.FromSeconds(5));
        await TellAsync(site);
        Assert.That(receiver.Calls.Skip(failed).Select(call => call.Data.GetProperty("email").GetString()),
            Is.EqualTo(new[] { "r0@readers.example", "r1@readers.example", "r2@readers.example" }));
    }

    [TestCase(410, true)]
    [TestCase(404, false)]
    [TestCase(302, false)]
    public async Task A_webhook_that_is_gone_is_given_up_and_a_redirect_is_not_followed(int status, bool givenUp)
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var site = await StartAsync(receiver, "--Webhooks:Events:0=subscriber.confirmed");
        await Ana.JoinAsync(site);
        receiver.Status = status;
        Assert.That(await TellAsync(site), Is.EqualTo($"it answered {status}"));
        Assert.That((await TodayAsync(site)).GivenUp, Is.EqualTo(givenUp ? 1 : 0));
        Assert.That(receiver.Calls, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Somebody_erased_is_told_by_number_only()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var site = await StartAsync(receiver);
        await Ana.JoinAsync(site);
        var id = await site.OneAsync<long>("SELECT id FROM subscribers");
        await site.Get<SubscriptionLife>().EraseAsync(id);
        await TellAsync(site);
        Assert.That(receiver.Calls.Last().Type, Is.EqualTo("subscriber.left"));
        Assert.That(receiver.Calls.Last().Data.GetProperty("subscriber").GetInt64(), Is.EqualTo(id));
        Assert.That(receiver.Calls.Select(call => call.Body), Has.None.Contains(Ana.Address));
    }

    [Test]
    public async Task A_private_address_is_not_called_unless_it_is_allowed()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var site = await SiteFixture.StartAsync(null,
            "--Webhooks:Url=https://localhost:" + new Uri(receiver.Address).Port, $"--Webhooks:Secret={Secret}");
        await Ana.JoinAsync(site);
        Assert.That(await TellAsync(site), Does.Contain("not on the public internet"));
        Assert.That(receiver.Calls, Is.Empty);
    }

    [Test]
    public async Task The_recipe_of_the_page_verifies_a_call_and_rejects_a_forged_one()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var site = await StartAsync(receiver, "--Webhooks:Events:0=subscriber.confirmed");
        site.Clock.SetUtcNow(TimeProvider.System.GetUtcNow());
        await Ana.JoinAsync(site);
        await TellAsync(site);
        var call = receiver.Calls.Single();
        Assert.That(await RecipeAsync(call.Headers, call.Body), Is.EqualTo("True"));
        Assert.That(await RecipeAsync(call.Headers, call.Body + " "), Is.EqualTo("False"));
        Assert.That(await RecipeAsync(new Dictionary<string, string>(call.Headers) { ["webhook-id"] = "evt_1" },
            call.Body), Is.EqualTo("False"));
        Assert.That(await RecipeAsync(new Dictionary<string, string>(call.Headers) { ["webhook-timestamp"] = "1" },
            call.Body), Is.EqualTo("False"));
    }

    /// <summary>Runs the Python of the page, unchanged.</summary>
    private static async Task<string> RecipeAsync(IReadOnlyDictionary<string, string> headers, string body)
    {
        var page =
            await File.ReadAllTextAsync(Path.Combine(Architecture.SourceCode.Folder, "Web", "Hooks", "README.md"));
        var recipe = page.Split("```python\n")[1].Split("```")[0];
        var start = new ProcessStartInfo("python3") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(recipe + "\nimport json, sys\nheaders, body = json.load(sys.stdin)\n"
            + $"print(verify('{Secret}', headers, body.encode()))");
        using var python = Process.Start(start)!;
        await python.StandardInput.WriteAsync(System.Text.Json.JsonSerializer.Serialize(new object[]
        {
            headers.Where(one => one.Key.StartsWith("webhook-", StringComparison.OrdinalIgnoreCase))
                .ToDictionary(one => one.Key.ToLowerInvariant(), one => one.Value), body,
        }));
        python.StandardInput.Close();
        var said = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        return said.Trim();
    }
}
