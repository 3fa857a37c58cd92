using System.Net;
using System.Text;
using DigestMailer.Subscribers;

namespace DigestMailer.Tests.Web;

/// <summary>A wrong request is answered with a status of 4xx, and each network has a limit of requests.</summary>
internal sealed class RequestTests
{
    private readonly SharedSites sites = new();

    [OneTimeTearDown]
    public async Task StopAsync() => await sites.DisposeAsync();

    [TestCase("/subscribe", "application/json", "{}", 415)]
    [TestCase("/subscribe/forecast", "application/json", "{}", 415)]
    [TestCase("/links", "text/plain", "x", 415)]
    [TestCase("/subscribe", "multipart/form-data", "x", 400)]
    [TestCase("/subscribe", "multipart/form-data; boundary=XX", "--XX\r\n", 400)]
    [TestCase("/subscribe", "application/x-www-form-urlencoded", "email=%00", 400)]
    [TestCase("/links", "application/x-www-form-urlencoded", "a=\0", 400)]
    [TestCase("/subscribe", "application/x-www-form-urlencoded", "", 400)]
    [TestCase("/subscribe/forecast", "application/x-www-form-urlencoded", "LARGE", 413)]
    [TestCase("/subscribe", "application/x-www-form-urlencoded", "MANY", 413)]
    public async Task A_body_that_is_not_a_form_gets_a_page_that_says_so(string path, string type, string body,
        int status)
    {
        var site = await sites.EmptyAsync();
        using var client = new HttpClient();
        body = body switch
        {
            "LARGE" => new string('x', 300_000),
            "MANY" => string.Concat(Enumerable.Repeat("&a=b", 2000)),
            _ => body,
        };
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var answer = await client.PostAsync(site.Address + path, content);
        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("</html>"));
        Assert.That(site.Log.Where(line => line.StartsWith("Error", StringComparison.Ordinal)), Is.Empty);
    }

    [TestCase("POST", "/archive", "GET, HEAD")]
    [TestCase("DELETE", "/subscribe", "GET, HEAD, POST")]
    [TestCase("POST", "/papers/arxiv:2611.00001", "GET, HEAD")]
    [TestCase("GET", "/subscribe/forecast", "POST")]
    public async Task A_wrong_method_is_told_the_right_ones(string method, string path, string allow)
    {
        var site = await sites.EmptyAsync();
        using var visitor = new Visitor(site.Address);
        var answer = await visitor.SendAsync(new HttpMethod(method), path);
        Assert.That((answer.StatusCode, string.Join(", ", answer.Content.Headers.Allow.Order(StringComparer.Ordinal))),
            Is.EqualTo((HttpStatusCode.MethodNotAllowed, allow)));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("</html>"));
    }

    [TestCase("/search?q=%00")]
    [TestCase("/feeds/search.atom?q=like:%00")]
    public async Task A_query_with_a_NUL_is_rejected(string path)
    {
        var site = await sites.EmptyAsync();
        using var visitor = new Visitor(site.Address);
        Assert.That((await visitor.SendAsync(HttpMethod.Get, path)).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [TestCase("/search?q=a")]
    [TestCase("/feeds/all.atom")]
    [TestCase("/papers/arxiv:2611.24000.bib")]
    public async Task One_network_has_a_limit_per_minute_that_does_not_affect_others(string path)
    {
        await using var site = await SiteFixture.StartAsync(null, "--Web:RequestsPerMinute=3");
        await site.PapersAsync();
        using var client = new HttpClient();
        var statuses = new List<HttpStatusCode>();
        foreach (var visitor in new[] { "203.0.113.7", "203.0.113.8", "203.0.113.7", "203.0.113.9", "198.51.100.1" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, site.Address + path);
            request.Headers.Add("X-Forwarded-For", visitor);
            using var answer = await client.SendAsync(request);
            statuses.Add(answer.StatusCode);
        }

        Assert.That(statuses.Select(status => (int)status), Is.EqualTo(new[] { 200, 200, 200, 429, 200 }));
        Assert.That((await client.GetAsync(new Uri(site.Address + "/archive"))).StatusCode,
            Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("203.0.113.7, 10.1.2.3", "198.51.100.9, 10.1.2.3", true, "--Web:Proxies:0=10.0.0.0/8")]
    [TestCase("203.0.113.7, 10.1.2.3", "198.51.100.9, 10.1.2.3", true, "--Web:ProxyHops=2")]
    [TestCase("203.0.113.7, 10.1.2.3", "198.51.100.9, 10.1.2.3", false, "--Web:ProxyHops=1")]
    [TestCase("192.0.2.1, 203.0.113.7, 10.1.2.3", "198.51.100.9, 203.0.113.7, 10.1.2.3", false,
        "--Web:Proxies:0=10.0.0.0/8")]
    [TestCase("192.0.2.1, 203.0.113.7, 10.1.2.3", "198.51.100.9, 203.0.113.7, 10.1.2.3", false, "--Web:ProxyHops=2")]
    [TestCase("192.0.2.1, 203.0.113.7", "198.51.100.9, 203.0.113.7", false, "--Web:ProxyHops=1")]
    public async Task Only_the_word_of_known_proxies_counts(string first, string second, bool both, string setting)
    {
        await using var site = await SiteFixture.StartAsync(null, setting, "--Web:RequestsPerMinute=1");
        using var client = new HttpClient();
        var statuses = new List<HttpStatusCode>();
        foreach (var header in new[] { first, second })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, site.Address + "/search");
            request.Headers.Add("X-Forwarded-For", header);
            statuses.Add((await client.SendAsync(request)).StatusCode);
        }

        Assert.That(statuses, Is.EqualTo(new[] { HttpStatusCode.OK, both ? HttpStatusCode.OK
            : HttpStatusCode.TooManyRequests }));
    }

    [TestCase("/papers", "/papers/", "Today's papers")]
    [TestCase("/papers", "/papers/papers/arxiv:2611.24000", "Abstract")]
    [TestCase("/papers", "/papers/arxiv:2611.24000", "Abstract")]
    [TestCase("/papers", "/papers/topics", "What you can follow here")]
    [TestCase("/topics", "/topics/topics", "What you can follow here")]
    [TestCase("/topics", "/topics", "What you can follow here")]
    [TestCase("/topics", "/topics/", "Today's papers")]
    [TestCase("/topics", "/topics/speech", "Subscribe")]
    [TestCase("/editions", "/editions/editions/2026-11-24", "24 November 2026")]
    [TestCase("/editions", "/editions/2026-11-24", "24 November 2026")]
    [TestCase("/lab/papers", "/lab/papers/papers/arxiv:2611.24000", "Abstract")]
    [TestCase("/lab/papers", "/papers/arxiv:2611.24000", "Abstract")]
    [TestCase("/lab/papers", "/lab/papers", "Today's papers")]
    public async Task A_site_below_a_path_answers_with_it_and_without_it(string root, string path, string words)
    {
        var site = await sites.WithPapersAsync(1, $"--Site:BaseUrl=https://papers.example.org{root}");
        using var visitor = new Visitor(site.Address);
        var page = await visitor.OpenAsync(path);
        Assert.That(page.Body!.TextContent, Does.Contain(words));
        Assert.That((await visitor.OpenAsync("/robots.txt")).Body!.TextContent,
            Does.Contain($"Disallow: {root}/view/"));
    }

    [TestCase("2611.24000")]
    [TestCase("2611.24000v2")]
    [TestCase("arXiv:2611.24000")]
    [TestCase("https://arxiv.org/abs/2611.24000")]
    [TestCase("https:/arxiv.org/abs/2611.24000v1")]
    [TestCase("arxiv.org/pdf/2611.24000.pdf")]
    [TestCase("2611.24000.")]
    [TestCase("arXiv:2611.24000v2%20[cs.SD]%2020%20Nov%202026")]
    [TestCase("%E2%80%8B2611.24000")]
    public async Task A_paper_is_found_by_other_forms_of_its_id(string form)
    {
        var site = await sites.WithPapersAsync();
        using var visitor = new Visitor(site.Address);
        var answer = await visitor.SendAsync(HttpMethod.Get, $"/papers/{form}");
        Assert.That((answer.StatusCode, answer.Headers.Location?.ToString()),
            Is.EqualTo((HttpStatusCode.Redirect, "/papers/arxiv:2611.24000")));
    }

    [Test]
    public async Task Pages_and_feeds_are_compressed_and_pages_of_one_person_are_not()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync(100);
        using var client = new HttpClient();
        foreach (var (path, encoding) in new[] { ("/feeds/all.atom", "gzip"), ("/", "gzip"), ("/archive", "gzip") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, site.Address + path);
            request.Headers.Add("Accept-Encoding", "gzip");
            using var answer = await client.SendAsync(request);
            Assert.That(answer.Content.Headers.ContentEncoding, Is.EqualTo(new[] { encoding }), path);
        }
    }

    [Test]
    public async Task A_form_counts_once_and_for_its_address_again()
    {
        await using var site = await SiteFixture.StartAsync();
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        var page = new AngleSharp.Html.Parser.HtmlParser()
            .ParseDocument(await client.GetStringAsync($"{site.Address}/subscribe"));
        var seal = page.QuerySelector("input[name=opened]")!.GetAttribute("value")!;
        var statuses = new List<int>();
        foreach (var email in new[] { "ana@readers.example", "ana@readers.example", "bo@readers.example" })
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["opened"] = seal,
                ["email"] = email,
                ["every"] = "day",
                ["at"] = "07:00",
                ["zone"] = "UTC",
                ["max"] = "10",
            });
            statuses.Add((int)(await client.PostAsync($"{site.Address}/subscribe", form)).StatusCode);
        }

        Assert.That(statuses, Is.EqualTo(new[] { 303, 303, 400 }), "no cookie is needed");
        await site.DeliverAsync();
        Assert.That(site.Mails(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task One_mailbox_gets_a_letter_an_hour_and_three_a_day_however_it_is_spelled()
    {
        await using var site = await SiteFixture.StartAsync(null, "--Web:SignupsPerNetwork=1000");
        using var visitor = new Visitor(site.Address);
        for (var hour = 0; hour < 6; hour++)
        {
            for (var i = 0; i < 3; i++)
            {
                await visitor.PressAsync("/subscribe", "Subscribe", ("email", $"victim+{hour}x{i}@readers.example"));
            }

            await site.DeliverAsync();
            Assert.That(site.Mails(), Has.Count.EqualTo(Math.Min(3, hour + 1)), $"after {hour} hours");
            site.Clock.Advance(TimeSpan.FromMinutes(61));
        }
    }

    [Test]
    public async Task A_link_that_cannot_be_read_leads_to_fresh_ones_with_one_answer_for_all()
    {
        await using var site = await SiteFixture.StartAsync();
        using var ana = new Visitor(site.Address);
        await ana.PressAsync("/subscribe", "Subscribe", ("email", "ana@readers.example"));
        await site.DeliverAsync();
        await ana.PressAsync(site.Mails().Single().To("confirm"), "Confirm my digest");
        site.Clock.Advance(TimeSpan.FromHours(25));
        await site.DeliverAsync();
        var before = site.Mails().Count;
        foreach (var email in new[] { "ana@readers.example", "nobody@readers.example" })
        {
            var answer = await ana.PressAsync("/preferences/damaged", "Send fresh links", ("email", email));
            Assert.That((answer.StatusCode, answer.Headers.Location?.ToString()),
                Is.EqualTo((HttpStatusCode.SeeOther, "/links/sent")));
        }

        await site.DeliverAsync();
        var letter =
            site.Mails().Skip(before).Single(mail => mail.Subject!.StartsWith("Your links", StringComparison.Ordinal));
        Assert.That(letter.To.Mailboxes.Single().Address, Is.EqualTo("ana@readers.example"));
        var page = await ana.OpenAsync(letter.To("preferences"));
        Assert.That(page.Body!.TextContent, Does.Contain("ana@readers.example"));
    }

    [Test]
    public async Task The_letter_and_the_page_of_confirmation_hold_no_word_of_the_form()
    {
        await using var site = await SiteFixture.StartAsync();
        using var visitor = new Visitor(site.Address);
        await visitor.PressAsync("/subscribe", "Subscribe", ("email", "ana@readers.example"),
            ("queries", "congratulations winner\nvisit OR evil"));
        await site.DeliverAsync();
        var mail = site.Mails().Single();
        Assert.That(mail.TextBody, Does.Contain("2 queries of your own").And.Not.Contain("winner"));
        Assert.That(mail.HtmlBody, Does.Contain("2 queries of your own").And.Not.Contain("evil"));
        Assert.That((await visitor.OpenAsync(mail.To("confirm"))).Body!.TextContent,
            Does.Contain("2 queries of your own").And.Not.Contain("winner"));
    }

    [Test]
    public async Task A_paper_of_the_year_9999_has_a_page()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync(1);
        await site.RunAsync("UPDATE listings SET edition = '9999-12-31'");
        using var visitor = new Visitor(site.Address);
        foreach (var path in new[] { "/papers/arxiv:2611.24000", "/archive", "/", "/topics" })
        {
            Assert.That((await visitor.SendAsync(HttpMethod.Get, path)).StatusCode, Is.EqualTo(HttpStatusCode.OK),
                path);
        }
    }
}
