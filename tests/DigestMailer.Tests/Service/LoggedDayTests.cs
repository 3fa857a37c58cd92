using System.Globalization;
using DigestMailer.Tests.Delivery.Relays;
using DigestMailer.Tests.Web;
using MimeKit;

namespace DigestMailer.Tests.Service;

/// <summary>The log of a whole day: one line an entry, and nothing in it that must not be kept.</summary>
internal sealed class LoggedDayTests
{
    private const string Secret = "pw-5ecret-of-the-relay";
    private const string Key = "k3y-of-the-feed";

    private volatile bool down;

    [Test]
    [Category("Slow")]
    public async Task A_day_with_a_dead_source_a_resting_relay_and_ten_signups_logs_no_secret_token_or_address()
    {
        await using var smtp = new ScriptedSmtpServer(
            (verb, line) => verb == "GREETING" && down ? "421 4.3.2 Closed for service"
                : verb == "RCPT" && line.Contains("reader3@", StringComparison.Ordinal)
                    ? "550 5.1.1 <reader3@readers.example>: no such user" : null, "AUTH PLAIN").Start();
        await using var day = await ServiceDay.BeginAsync(
            "--Delivery:Relays:0:Host=127.0.0.1",
            string.Create(CultureInfo.InvariantCulture, $"--Delivery:Relays:0:Port={smtp.Port}"),
            "--Delivery:Relays:0:Security=None", "--Delivery:Relays:0:UserName=digest@papers.example.org",
            $"--Delivery:Relays:0:Password={Secret}",
            "--Papers:Sources:1:Name=dead", "--Papers:Sources:1:Kind=Feed",
            $"--Papers:Sources:1:Url=http://127.0.0.1:1/feed.xml?key={Key}");
        await day.PublishAsync(DateOnly.FromDateTime(ServiceDay.Start.UtcDateTime), 20);
        await day.GatherAtStartAsync();
        var links = new List<string>();
        for (var minute = 0; minute < 24 * 60; minute++)
        {
            down = minute is >= 300 and < 330;
            await VisitAsync(day, smtp, minute, links);
            await day.MinuteAsync();
        }

        foreach (var entry in day.Log.Entries)
        {
            await TestContext.Out.WriteAsync(entry);
        }

        Check(day.Log.Entries, links);
    }

    /// <summary>Ten readers sign up over the day and confirm; one pauses and one leaves.</summary>
    private static async Task VisitAsync(ServiceDay day, ScriptedSmtpServer smtp, int minute, List<string> links)
    {
        using var visitor = new Visitor(day.Address);
        if (minute % 60 == 10 && minute < 600)
        {
            await visitor.PressAsync("/subscribe", "Subscribe", ("email", $"reader{minute / 60}@readers.example"),
                ("every", "day"));
        }

        if (minute % 60 == 30)
        {
            foreach (var letter in Mails(smtp).Where(mail => Links(mail, "confirm")).Select(mail => mail.To("confirm"))
                .Distinct().Except(links).ToList())
            {
                links.Add(letter);
                await visitor.PressAsync(letter, "Confirm my digest");
            }
        }

        if (minute == 700 && Mails(smtp).FirstOrDefault(mail => Links(mail, "unsubscribe")) is { } digest)
        {
            links.Add(digest.To("unsubscribe"));
            await visitor.PressAsync(links[^1], "Unsubscribe");
        }
    }

    private static IEnumerable<MimeMessage> Mails(ScriptedSmtpServer smtp) => smtp.Received.Select(mail =>
        MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(mail.Data))));

    private static bool Links(MimeMessage mail, string page) =>
        mail.All().Any(link => link.Contains($"/{page}/", StringComparison.Ordinal));

    private static void Check(System.Collections.Concurrent.ConcurrentQueue<string> entries, List<string> links)
    {
        Assert.That(entries, Has.All.Matches<string>(entry => entry!.IndexOf('\n', StringComparison.Ordinal)
            == entry.Length - 1), "one line an entry");
        var log = string.Concat(entries);
        Assert.That(log, Does.Contain("signed up").And.Contain("confirmed").And.Contain("left").And.Contain("Ready")
            .And.Contain("dead: failed"));
        Assert.That(log, Does.Not.Contain("@").And.Not.Contain(Secret).And.Not.Contain(Key)
            .And.Not.Contain("readers.example").And.Not.Contain("Exception").And.Not.Contain("   at "));
        Assert.That(log, Does.Not.Contain("has not ended"), "plans had their papers");
        Assert.That(links, Has.Count.EqualTo(10), "nine letters and one digest; the tenth address does not exist");
        Assert.That(entries.Where(entry => entry.Contains(" confirmed (form)", StringComparison.Ordinal)),
            Is.Unique.And.Exactly(9).Items);
        foreach (var token in links.Select(link => link.Split('/', '?')[^1]).Where(token => token.Length > 8))
        {
            Assert.That(log, Does.Not.Contain(token));
        }

        Assert.That(entries.Count, Is.LessThan(120), "what nobody needs to know is not said");
    }
}
