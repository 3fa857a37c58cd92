using System.Net;
using System.Net.Http.Headers;

namespace DigestMailer.Tests.Web.Reading;

/// <summary>Answers that are kept as they are sent: for whom, and for how long.</summary>
internal sealed class KeptAnswersTests
{
    private static readonly HttpClient Client =
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    [TestCase("/editions/2026-11")]
    [TestCase("/search?q=tidepool")]
    [TestCase("/feeds/all.atom")]
    [TestCase("/topics/speech")]
    public async Task The_second_visitor_gets_the_same_bytes_without_their_being_made_again(string path)
    {
        await using var site = await SiteAsync();
        await site.PapersAsync(days: 2);
        var first = await GetAsync(site, path);
        Assert.That(Served(site), Is.Zero);
        var second = await KeptAsync(site, path);
        Assert.That(second.Text, Is.EqualTo(first.Text));
        Assert.That(second.Headers, Is.EqualTo(first.Headers));
        Assert.That(second.Headers, Does.Not.Contain("Age"));
    }

    [TestCase("/feeds/all.atom")]
    [TestCase("/sitemap.xml")]
    public async Task HEAD_says_how_long_the_answer_is_however_often_it_is_asked(string path)
    {
        await using var site = await SiteAsync();
        await site.PapersAsync();
        var lengths = new List<long?>();
        for (var i = 0; i < 3; i++)
        {
            using var ask = new HttpRequestMessage(HttpMethod.Head, site.Address + path);
            using var answer = await Client.SendAsync(ask);
            lengths.Add(answer.Content.Headers.ContentLength);
        }

        var whole = (await Client.GetByteArrayAsync(site.Address + path)).LongLength;
        Assert.That(lengths, Has.All.EqualTo(whole));
    }

    [TestCase("/editions/2026-11")]
    [TestCase("/search?q=tidepool")]
    [TestCase("/feeds/all.atom")]
    public async Task New_papers_are_on_the_page_at_once(string path)
    {
        await using var site = await SiteAsync();
        await site.PapersAsync();
        var before = await GetAsync(site, path);
        site.Clock.SetUtcNow(SiteFixture.Now.AddMinutes(5));
        await site.PapersAsync(count: 12);
        var after = await GetAsync(site, path);
        Assert.That(after.Text, Is.Not.EqualTo(before.Text));
        Assert.That(Served(site), Is.Zero);
    }

    [Test]
    public async Task A_page_is_made_again_on_the_next_day()
    {
        await using var site = await SiteAsync();
        await site.PapersAsync();
        await GetAsync(site, "/topics");
        site.Clock.SetUtcNow(SiteFixture.Now.AddDays(1));
        await GetAsync(site, "/topics");
        Assert.That(Served(site), Is.Zero);
    }

    [Test]
    public async Task Each_visitor_gets_their_own_language()
    {
        await using var site = await SiteAsync();
        await site.PapersAsync();
        foreach (var ask in new[] { GetAsync, KeptAsync })
        {
            foreach (var language in new[] { "de", "fr", "en", "ar" })
            {
                var page = await ask(site, "/editions/2026-11-24", [("Accept-Language", language)]);
                Assert.That(page.Text, Does.Contain($"<html lang=\"{language}\""));
            }
        }
    }

    [Test]
    public async Task Each_browser_gets_an_encoding_that_it_takes()
    {
        await using var site = await SiteAsync();
        await site.PapersAsync();
        var plain = await GetAsync(site, "/editions/2026-11-24");
        foreach (var _ in Enumerable.Range(0, 2))
        {
            foreach (var (accepted, method) in new[] { ("br", DecompressionMethods.Brotli),
                ("gzip", DecompressionMethods.GZip), ("identity", DecompressionMethods.None) })
            {
                using var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = method });
                using var asked = new HttpRequestMessage(HttpMethod.Get, site.Address + "/editions/2026-11-24");
                asked.Headers.AcceptEncoding.Clear();
                asked.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(accepted));
                var answer = await http.SendAsync(asked);
                Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo(plain.Text), accepted);
                Assert.That(answer.Headers.Vary, accepted == "identity" ? Does.Contain("Accept-Language")
                    : Does.Contain("Accept-Encoding").And.Contain("Accept-Language"));
            }
        }
    }

    [Test]
    public async Task A_head_request_has_the_headers_of_the_page_and_no_body()
    {
        await using var site = await SiteAsync();
        await site.PapersAsync();
        var page = await GetAsync(site, "/topics");
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var head = await Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, site.Address + "/topics"));
            Assert.That(await head.Content.ReadAsByteArrayAsync(), Is.Empty);
            Assert.That(head.Content.Headers.ContentLength,
                Is.EqualTo(System.Text.Encoding.UTF8.GetByteCount(page.Text)));
        }
    }

    [Test]
    public async Task A_feed_reader_that_has_the_feed_gets_304_from_what_is_kept_too()
    {
        await using var site = await SiteAsync();
        await site.PapersAsync();
        var first = await Client.GetAsync(site.Address + "/feeds/all.atom");
        foreach (var tag in new[] { first.Headers.ETag!, EntityTagHeaderValue.Parse("W/\"other\"") })
        {
            using var again = new HttpRequestMessage(HttpMethod.Get, site.Address + "/feeds/all.atom");
            again.Headers.IfNoneMatch.Add(tag);
            Assert.That((await Client.SendAsync(again)).StatusCode,
                Is.EqualTo(tag == first.Headers.ETag ? HttpStatusCode.NotModified : HttpStatusCode.OK));
        }
    }

    [Test]
    public async Task Only_names_that_a_page_reads_tell_it_from_others()
    {
        await using var site = await SiteAsync();
        await site.PapersAsync(count: 60);
        await GetAsync(site, "/editions/2026-11-24");
        await KeptAsync(site, "/editions/2026-11-24?utm_source=somewhere");
        var second = await GetAsync(site, "/editions/2026-11-24?page=2");
        Assert.That(second.Text, Is.Not.EqualTo((await GetAsync(site, "/editions/2026-11-24")).Text));
    }

    [Test]
    public async Task A_kept_answer_counts_as_a_request_of_its_network()
    {
        await using var site = await SiteAsync("--Web:RequestsPerMinute=3");
        await site.PapersAsync();
        for (var i = 0; i < 3; i++)
        {
            Assert.That((await GetAsync(site, "/search?q=tidepool")).Status, Is.EqualTo(HttpStatusCode.OK));
        }

        Assert.That((await GetAsync(site, "/search?q=tidepool")).Status, Is.EqualTo(HttpStatusCode.TooManyRequests));
    }

    [Test]
    public async Task A_page_that_is_not_there_is_asked_for_again()
    {
        await using var site = await SiteAsync();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            Assert.That((await GetAsync(site, "/editions/2026-11-24")).Status, Is.EqualTo(HttpStatusCode.NotFound));
        }

        await site.PapersAsync();
        Assert.That((await GetAsync(site, "/editions/2026-11-24")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(Served(site), Is.Zero);
    }

    /// <summary>A site whose log tells which answers were kept.</summary>
    private static Task<SiteFixture> SiteAsync(params string[] settings) => SiteFixture.StartAsync(null,
        ["--Logging:LogLevel:Microsoft.AspNetCore.OutputCaching=Information", .. settings]);

    private static async Task<(HttpStatusCode Status, string Text, string Headers)> GetAsync(SiteFixture site,
        string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, site.Address + path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var answer = await Client.SendAsync(request);
        Assert.That(answer.Headers.Date, Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(1)));
        var told = answer.Headers.Where(header => header.Key is not ("Date" or "Transfer-Encoding"))
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}");
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(),
            string.Join('\n', told.Order(StringComparer.Ordinal)));
    }

    /// <summary>
    /// Asks until the answer is one that was kept. An answer is kept, and its being served is logged, a moment after
    /// the visitor has it.
    /// </summary>
    private static async Task<(HttpStatusCode Status, string Text, string Headers)> KeptAsync(SiteFixture site,
        string path, params (string Name, string Value)[] headers)
    {
        var before = Served(site);
        for (var tries = 0; tries < 20; tries++)
        {
            var answer = await GetAsync(site, path, headers);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            if (Served(site) > before)
            {
                return answer;
            }
        }

        throw new AssertionException($"{path} was made again each time.");
    }

    /// <summary>How many answers came from what is kept, as the framework's log tells.</summary>
    private static int Served(SiteFixture site) =>
        site.Log.Count(line => line.Contains("Serving response from cache", StringComparison.Ordinal));
}
