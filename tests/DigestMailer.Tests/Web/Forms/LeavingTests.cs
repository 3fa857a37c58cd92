using System.Net;
using System.Text;
using System.Text.Json;
using DigestMailer.Delivery;
using DigestMailer.Planning;
using DigestMailer.Storage;

namespace DigestMailer.Tests.Web.Forms;

/// <summary>The end of a subscription: by one click, by the page, for a while, taken back, and for good.</summary>
internal sealed class LeavingTests(StorageProvider provider) : OnBothDatabases(provider)
{
    private const string Reader = Ana.Address;

    [TestCase("urlencoded")]
    [TestCase("multipart")]
    [TestCase("nothing")]
    public async Task One_click_ends_it_twice_as_well_as_once_without_redirect_cookie_or_login(string body)
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        (await Ana.JoinAsync(site)).Dispose();
        var mail = site.Mails().Single(one => one.Headers.Contains("List-Unsubscribe"));
        Assert.That(mail.Headers["List-Unsubscribe-Post"], Is.EqualTo("List-Unsubscribe=One-Click"));
        using var provider = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, mail.To("unsubscribe"))
            {
                Content = body switch
                {
                    "urlencoded" => new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]),
                    "multipart" =>
                        new MultipartFormDataContent { { new StringContent("One-Click"), "List-Unsubscribe" } },
                    _ => null,
                },
            };
            request.Headers.Add("Origin", "https://webmail.example");
            var answer = await provider.SendAsync(request);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(answer.Headers.Contains("Set-Cookie") || answer.Headers.Contains("Location"), Is.False);
            Assert.That(answer.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo(new[] { "*" }));
        }

        using var preflight = new HttpRequestMessage(HttpMethod.Options, mail.To("unsubscribe"));
        Assert.That((await provider.SendAsync(preflight)).StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(await Ana.StateAsync(site), Is.EqualTo("Unsubscribed"));
        Assert.That(await site.OneAsync<string>("SELECT source FROM consents WHERE state = 'Unsubscribed'"),
            Is.EqualTo(body == "nothing" ? "link" : "one-click"));
        await site.DeliverAsync();
        Assert.That(site.Mails().Count(one => one.Subject!.Contains("left", StringComparison.Ordinal)), Is.EqualTo(1),
            "one goodbye");
    }

    [Test]
    public async Task Leaving_while_a_run_is_under_way_stops_what_is_planned_and_not_yet_taken()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        var mail = site.Mails().Single(one => one.Headers.Contains("List-Unsubscribe"));
        var before = site.Mails().Count;
        site.Clock.Advance(TimeSpan.FromDays(1));
        await site.PapersAsync();
        Assert.That((await site.Get<Planner>().PlanAsync()).Digests, Is.EqualTo(1));
        await ana.PressAsync(mail.To("unsubscribe"), "Unsubscribe");
        var report = await site.Get<Dispatcher>().DeliverAsync();
        Assert.That((report.Suppressed, report.Accepted), Is.EqualTo((1, 1)), "the goodbye goes, the digest does not");
        Assert.That(site.Mails(), Has.Count.EqualTo(before + 1));
    }

    [TestCase("Once a week", "every", "Week")]
    [TestCase("Five papers at most", "max_papers", "5")]
    public async Task Less_can_be_had_instead_of_nothing(string button, string column, string expected)
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        await ana.PressAsync(site.Mails().Single(one => one.Headers.Contains("List-Unsubscribe")).To("unsubscribe"),
            button);
        Assert.That(await Ana.StateAsync(site), Is.EqualTo("Confirmed"));
        Assert.That(await site.OneAsync<string>($"SELECT CAST({column} AS TEXT) FROM subscriptions"),
            Is.EqualTo(expected));
    }

    [Test]
    public async Task Leaving_can_be_taken_back_on_the_page_that_follows_for_a_day()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        var link = site.Mails().Single(one => one.Headers.Contains("List-Unsubscribe")).To("unsubscribe");
        var left =
            new AngleSharp.Html.Parser.HtmlParser()
                .ParseDocument(await (await ana.PressAsync(link, "Unsubscribe")).Content.ReadAsStringAsync());
        var form = left.QuerySelector("form.one")!;
        var undo =
            new FormUrlEncodedContent(
                [KeyValuePair.Create("undo", form.QuerySelector("input")!.GetAttribute("value")!)]);
        Assert.That((await ana.PostAsync(form.GetAttribute("action")!, undo)).StatusCode,
            Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await Ana.StateAsync(site), Is.EqualTo("Confirmed"));
        await ana.PressAsync(link, "Unsubscribe");
        site.Clock.Advance(TimeSpan.FromHours(25));
        Assert.That((await ana.PostAsync(form.GetAttribute("action")!, undo)).StatusCode,
            Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await Ana.StateAsync(site), Is.EqualTo("Unsubscribed"));
    }

    [Test]
    public async Task All_data_of_a_person_can_be_exported_and_erased_to_nothing()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        var link = site.Mails().Single(one => one.Headers.Contains("List-Unsubscribe")).To("preferences");
        var all =
            JsonDocument.Parse(
                await (await ana.SendAsync(HttpMethod.Get, link + "/export")).Content.ReadAsStringAsync()).RootElement;
        Assert.That(all.GetProperty("email").GetString(), Is.EqualTo(Reader));
        Assert.That(all.GetProperty("consents").GetArrayLength(), Is.EqualTo(2));
        Assert.That(all.GetProperty("mail").GetArrayLength(), Is.EqualTo(2));
        Assert.That((await site.EverythingAsync()).Any(row => row.Contains(Reader, StringComparison.OrdinalIgnoreCase)),
            Is.True);
        await ana.PressAsync("/subscribe", "Subscribe", ("email", "ana-at-readers.example@other.example"));
        await site.DeliverAsync();
        await ana.PressAsync("/subscribe", "Subscribe", ("email", Reader));

        await ana.PressAsync(link + "/erase", "Erase everything about me");
        Assert.That(
            (await site.EverythingAsync()).Where(row => row.Contains(Reader, StringComparison.OrdinalIgnoreCase)),
            Is.Empty);
        var (pattern, left) = (Encoding.UTF8.GetBytes(Reader), site.Files().ToList());
        Assert.That(left.Where(file => file.Bytes.AsSpan().IndexOf(pattern) >= 0).Select(file => file.Name), Is.Empty,
            "nor in the files");
        Assert.That(site.Mails().Single().To.Mailboxes.Single().Address,
            Is.EqualTo("ana-at-readers.example@other.example"), "whose name looks alike stays");
        Assert.That(site.Log.Where(line => line.Contains(Reader, StringComparison.OrdinalIgnoreCase)), Is.Empty);
        Assert.That(await site.OneAsync<string>("SELECT reason FROM suppressions"), Is.EqualTo("Erased"));
        Assert.That((await ana.SendAsync(HttpMethod.Get, link)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));

        var mails = site.Mails().Count;
        await ana.PressAsync("/subscribe", "Subscribe", ("email", Reader));
        await site.DeliverAsync();
        Assert.That(site.Mails(), Has.Count.EqualTo(mails), "nobody can sign the address up again");
    }
}
