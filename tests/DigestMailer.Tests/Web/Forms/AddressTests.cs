using System.Net;
using DigestMailer.Delivery;
using DigestMailer.Outbox;
using DigestMailer.Planning;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Moves;
using MimeKit;

namespace DigestMailer.Tests.Web.Forms;

/// <summary>A reader's own way to another address: asked on their page, confirmed there, announced here.</summary>
internal sealed class AddressTests(StorageProvider provider) : OnBothDatabases(provider)
{
    private const string New = "ana@elsewhere.example";

    [Test]
    public async Task A_subscription_moves_with_wishes_and_history_once_the_new_address_agrees()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        var own = Own(site);
        await ana.PressAsync(own, "Save", ("queries", "tidepool OR lanternfish"), ("max", "20"));
        var id = await site.OneAsync<long>("SELECT id FROM subscribers");
        await AskAsync(site, ana, New);
        var letter = Asked(site, New);
        Assert.That(letter.Subject, Does.Contain("new address"));
        Assert.That(letter.Headers.Contains("List-Unsubscribe"), Is.False, "nobody there is on the list");
        Assert.That(letter.TextBody + letter.HtmlBody, Does.Not.Contain("tidepool").And.Not.Contain(Ana.Address));

        var page = await ana.OpenAsync(letter.To("move"));
        Assert.That(page.Body!.TextContent, Does.Contain("Have your digest sent here?"));
        Assert.That(await EmailAsync(site), Is.EqualTo(Ana.Address), "GET changes nothing");
        Assert.That((await ana.PressAsync(letter.To("move"), "Send my digest here")).StatusCode,
            Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await ana.OpenAsync(letter.To("move"))).Body!.TextContent,
            Does.Contain("Your digest comes here now"));
        Assert.That((await site.DeliverAsync()).Accepted, Is.EqualTo(1), "the announcement, and no paper again");
        var told = Told(site, Ana.Address);
        Assert.That(told.TextBody + told.HtmlBody, Does.Not.Contain(New));

        site.Clock.Advance(TimeSpan.FromDays(1));
        await site.PapersAsync();
        await site.DeliverAsync();
        var digest = To(site, New).Single(mail => mail.Headers.Contains("List-Unsubscribe"));
        Assert.That(digest.TextBody, Does.Contain(": 25 November"));
        Assert.That(await site.OneAsync<long>("SELECT id FROM subscribers"), Is.EqualTo(id));
        Assert.That(await site.ReadAsync<string>("SELECT state || ' ' || source FROM consents ORDER BY id"),
            Is.EqualTo(new[] { "Pending form", "Confirmed form", "Confirmed address-asked", "Confirmed address" }));
        Assert.That((await ana.SendAsync(HttpMethod.Post, own.Replace("preferences", "unsubscribe",
            StringComparison.Ordinal))).StatusCode, Is.EqualTo(HttpStatusCode.NotFound), "for one purpose only");
        var old = site.Mails().First(mail => mail.Headers.Contains("List-Unsubscribe"));
        await ana.PressAsync(old.To("unsubscribe"), "Unsubscribe");
        Assert.That(await site.OneAsync<string>("SELECT state FROM subscriptions"), Is.EqualTo("Unsubscribed"));
    }

    [Test]
    public async Task The_old_address_undoes_the_change_and_no_other_can_be_asked_for_within_a_week()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        await MoveAsync(site, ana, New);
        using var thief = new Visitor(site.Address);
        await MoveAsync(site, thief, "further@elsewhere.example");
        var undo = Told(site, Ana.Address).To("undo-move");
        Assert.That((await ana.OpenAsync(undo)).Body!.TextContent, Does.Contain(Ana.Address));
        Assert.That(await EmailAsync(site), Is.EqualTo("further@elsewhere.example"), "GET changes nothing");
        await ana.PressAsync(undo, "Undo");
        Assert.That(await EmailAsync(site), Is.EqualTo(Ana.Address));
        Assert.That((await ana.SendAsync(HttpMethod.Post, undo)).StatusCode, Is.EqualTo(HttpStatusCode.OK), "twice");
        Assert.That((await thief.SendAsync(HttpMethod.Post, Told(site, New).To("undo-move"))).StatusCode,
            Is.EqualTo(HttpStatusCode.NotFound), "what came after is undone with it");
        var again = await thief.PressAsync(Own(site), "Ask that address", ("address", New));
        Assert.That(await again.Content.ReadAsStringAsync(), Does.Contain("try again in a week"));
        site.Clock.Advance(AddressChanges.UndoWithin + TimeSpan.FromMinutes(1));
        await AskAsync(site, ana, "third@elsewhere.example");
        Assert.That(To(site, "third@elsewhere.example"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Links_end_with_their_time_and_with_a_newer_request()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        await AskAsync(site, ana, New);
        await AskAsync(site, ana, "third@elsewhere.example");
        var (first, second) = (Asked(site, New).To("move"), Asked(site, "third@elsewhere.example").To("move"));
        Assert.That((await ana.SendAsync(HttpMethod.Post, first)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await ana.SendAsync(HttpMethod.Post, second.Replace("/move/", "/undo-move/",
            StringComparison.Ordinal))).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        site.Clock.Advance(AddressChanges.ConfirmWithin + TimeSpan.FromSeconds(1));
        Assert.That((await ana.SendAsync(HttpMethod.Post, second)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await site.Get<AddressChanges>().PurgeAsync(), Is.EqualTo(2));
        Assert.That(await site.ReadAsync<string>("SELECT new_email FROM address_changes"), Is.Empty);
        Assert.That(await EmailAsync(site), Is.EqualTo(Ana.Address));
    }

    [Test]
    public async Task The_answer_is_the_same_for_every_address_and_a_mailbox_gets_one_letter_an_hour()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        await site.Get<SuppressionStore>().AddAsync("gone@readers.example", SuppressionReason.Erased, null);
        await EnrolAsync(site, "bo@readers.example");
        var answers = new List<string>();
        foreach (var address in new[] { "bo@readers.example", "new@readers.example", "gone@readers.example",
            "New+again@Readers.example" })
        {
            var answer = await ana.PressAsync(Own(site), "Ask that address", ("address", address));
            answers.Add($"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            await site.DeliverAsync();
        }

        Assert.That(answers.Distinct(), Has.Exactly(1).Items);
        Assert.That(answers[0], Does.Contain("a letter is on its way"));
        Assert.That(site.Mails().Where(mail => mail.Subject!.Contains("new address", StringComparison.Ordinal))
            .Select(mail => mail.To.Mailboxes.Single().Address),
            Is.EquivalentTo(new[] { "bo@readers.example", "new@readers.example" }));
        Assert.That(await site.ReadAsync<string>("SELECT new_email FROM address_changes"),
            Has.No.Member("gone@readers.example"), "an erased address is stored nowhere");
        var taken = await ana.SendAsync(HttpMethod.Post, Asked(site, "bo@readers.example").To("move"));
        Assert.That(taken.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), "a newer request replaced it");
        await ana.PressAsync(Own(site), "Ask that address", ("address", "x0@readers.example"));
        await ana.PressAsync(Own(site), "Ask that address", ("address", "x1@readers.example"));
        var last = await ana.PressAsync(Own(site), "Ask that address", ("address", "x2@readers.example"));
        Assert.That(await last.Content.ReadAsStringAsync(), Does.Contain("changed too often"));
    }

    [TestCase("ANA@Readers.Example", "already comes to this address")]
    [TestCase("no-dot@readers", "is not a valid email address")]
    public async Task An_address_that_cannot_be_meant_is_said_so(string typed, string said)
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        var answer = await ana.PressAsync(Own(site), "Ask that address", ("address", typed));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain(said));
        Assert.That(await site.OneAsync<long>("SELECT count(*) FROM address_changes"), Is.Zero);
    }

    [Test]
    public async Task One_network_may_ask_only_so_often()
    {
        await using var site = await SiteFixture.StartAsync(null, "--Web:SignupsPerNetwork=2");
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        await ana.PressAsync(Own(site), "Ask that address", ("address", New));
        var answer = await ana.PressAsync(Own(site), "Ask that address", ("address", New));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("Too many requests"));
    }

    [Test]
    public async Task A_confirmed_subscription_at_the_new_address_stays_and_one_that_left_makes_room()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        await EnrolAsync(site, New);
        await ana.PressAsync(Own(site), "Save", ("queries", "tidepool"), ("max", "60"));
        site.Clock.Advance(TimeSpan.FromDays(1));
        await site.PapersAsync();
        await site.DeliverAsync();
        var theirs = To(site, New).Single();
        var sentThere = await PapersAsync(site, New, SiteFixture.Now);
        await AskAsync(site, ana, "Ana@ELSEWHERE.example");
        var move = Asked(site, New).To("move");
        var taken = await ana.PressAsync(move, "Send my digest here");
        Assert.That(taken.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(await site.OneAsync<long>("SELECT count(*) FROM subscribers"), Is.EqualTo(2));

        await ana.PressAsync(theirs.To("unsubscribe"), "Unsubscribe");
        await ana.PressAsync(move, "Send my digest here");
        Assert.That(await site.OneAsync<long>("SELECT count(*) FROM subscribers"), Is.EqualTo(1));
        Assert.That(await site.ReadAsync<string>("SELECT source FROM consents WHERE state = 'Unsubscribed'"),
            Is.EqualTo(new[] { "link" }), "the record of consent joins");
        await ana.PressAsync(Own(site), "Save", ("queries", ""), ("max", "60"));
        site.Clock.Advance(TimeSpan.FromDays(1));
        await site.PapersAsync();
        await site.DeliverAsync();
        var sentNow = await PapersAsync(site, "Ana@elsewhere.example", site.Clock.GetUtcNow().AddHours(-12));
        Assert.That(sentNow, Has.Count.GreaterThan(10));
        Assert.That(sentNow.Intersect(sentThere), Is.Empty, "papers come once");
        using var click = await ana.PostAsync(theirs.To("unsubscribe"), new StringContent(""));
        Assert.That(await site.OneAsync<string>("SELECT state FROM subscriptions"), Is.EqualTo("Unsubscribed"),
            "links of the mails that were sent there end what comes there now");
    }

    [Test]
    public async Task Claimed_mail_goes_to_the_old_address_and_waiting_mail_to_the_new_one()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        await AskAsync(site, ana, New);
        site.Clock.Advance(TimeSpan.FromDays(1));
        await site.PapersAsync();
        await site.Get<Planner>().PlanAsync();
        var claims = site.Get<OutboxClaims>();
        var claimed = await claims.ClaimAsync("one", 10, null, default);
        await ana.PressAsync(Asked(site, New).To("move"), "Send my digest here");
        Assert.That(claimed.Items.Select(item => item.Email), Is.EqualTo(new[] { Ana.Address }));
        site.Clock.Advance(TimeSpan.FromMinutes(2));
        await site.Get<Dispatcher>().DeliverAsync();
        Assert.That(site.Mails().Where(mail => mail.Headers.Contains("List-Unsubscribe") && IsTo(mail, New)),
            Has.Exactly(1).Items, "its worker died, so nobody had it");
        Assert.That(await site.OneAsync<long>("SELECT count(*) FROM outbox WHERE kind = 'Digest'"), Is.EqualTo(1));
    }

    [Test]
    public async Task The_record_lists_the_change_and_erasing_leaves_neither_address()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        await MoveAsync(site, ana, New);
        var own = Own(site);
        var record = await (await ana.SendAsync(HttpMethod.Get, own + "/export")).Content.ReadAsStringAsync();
        Assert.That(record, Does.Contain("\"addressChanges\"").And.Contain(Ana.Address).And.Contain(New)
            .And.Contain("address-asked"));
        await ana.PressAsync(own + "/erase", "Erase everything about me");
        var rows = await site.EverythingAsync();
        Assert.That(rows.Where(row => row.Contains(New, StringComparison.OrdinalIgnoreCase)
            || row.Contains(Ana.Address, StringComparison.OrdinalIgnoreCase)), Is.Empty);
        Assert.That(site.Mails(), Is.Empty, "nor the mails in the folder");
        Assert.That(site.Log.Where(line => line.Contains("ana@", StringComparison.OrdinalIgnoreCase)), Is.Empty);
    }

    [Test]
    public async Task Two_that_press_the_button_at_once_move_it_once()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        await AskAsync(site, ana, New);
        var id = await site.OneAsync<long>("SELECT id FROM address_changes");
        var ends = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(
            () => site.Get<AddressMove>().ConfirmAsync(id, new Consent("address"), default))));
        Assert.That(ends.Count(end => end == MoveEnd.Done), Is.EqualTo(1));
        Assert.That(ends.Count(end => end == MoveEnd.Already), Is.EqualTo(5));
        Assert.That(await site.OneAsync<long>("SELECT count(*) FROM outbox WHERE letter = 'Moved'"), Is.EqualTo(1));
    }

    private static string Own(SiteFixture site) =>
        site.Mails().First(mail => mail.Headers.Contains("List-Unsubscribe") && IsTo(mail, Ana.Address))
            .To("preferences");

    /// <summary>Asks on the reader's page, and sends what follows from it.</summary>
    private static async Task AskAsync(SiteFixture site, Visitor reader, string email)
    {
        await reader.PressAsync(Own(site), "Ask that address", ("address", email));
        await site.DeliverAsync();
    }

    private static async Task MoveAsync(SiteFixture site, Visitor reader, string email)
    {
        await AskAsync(site, reader, email);
        await reader.PressAsync(Asked(site, email).To("move"), "Send my digest here");
        await site.DeliverAsync();
    }

    private static List<MimeMessage> To(SiteFixture site, string email) =>
        [.. site.Mails().Where(mail => IsTo(mail, email))];

    /// <summary>The letter that asks an address to confirm.</summary>
    private static MimeMessage Asked(SiteFixture site, string email) =>
        To(site, email).Single(mail => mail.Subject!.Contains("new address", StringComparison.Ordinal));

    /// <summary>The letter that tells an address of the change.</summary>
    private static MimeMessage Told(SiteFixture site, string email) =>
        To(site, email).Single(mail => mail.Subject!.Contains("moved", StringComparison.Ordinal));

    private static bool IsTo(MimeMessage mail, string email) =>
        mail.To.Mailboxes.Single().Address.Equals(email, StringComparison.OrdinalIgnoreCase);

    private static Task<string> EmailAsync(SiteFixture site) => site.OneAsync<string>("SELECT email FROM subscribers");

    /// <summary>The papers of the digests that a subscription was sent since then.</summary>
    private static Task<List<long>> PapersAsync(SiteFixture site, string email, DateTimeOffset since) =>
        site.ReadAsync<long>(
        """
        SELECT d.paper_id FROM digest_papers d JOIN outbox o ON o.digest_id = d.digest_id
            JOIN subscribers p ON p.id = o.subscriber_id
        WHERE p.email = @email AND o.slot >= @since
        """,
        new { email, since });

    private static async Task EnrolAsync(SiteFixture site, string email)
    {
        var wishes = (await site.Get<SubscriberStore>().FindAsync(Ana.Address))!.Wishes;
        await site.Get<SubscriberStore>().EnrolAsync(
            [new Enrolment(email, null, wishes, Confirmed: true, "test", null)]);
    }
}
