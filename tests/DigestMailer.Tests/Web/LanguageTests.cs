using System.Net.Http.Headers;
using DigestMailer.Digests.Templates;
using DigestMailer.Subscribers;
using DigestMailer.Tests.Digests;
using DigestMailer.Topics;

namespace DigestMailer.Tests.Web;

/// <summary>Pages in the language of who reads them.</summary>
internal sealed class LanguageTests
{
    private readonly SharedSites sites = new();

    [OneTimeTearDown]
    public async Task StopAsync() => await sites.DisposeAsync();

    [TestCase("", "en", "ltr", "Today's papers")]
    [TestCase("de-AT,de;q=0.9,en;q=0.5", "de", "ltr", "Die Arbeiten von heute")]
    [TestCase("ar", "ar", "rtl", "أوراق اليوم")]
    [TestCase("tlh, nl;q=0.9, ar;q=0.3, de;q=0.8", "de", "ltr", "Die Arbeiten von heute")]
    [TestCase("de;q=0, *", "en", "ltr", "Today's papers")]
    [TestCase("nonsense;;q=x,", "en", "ltr", "Today's papers")]
    public async Task A_page_speaks_the_first_language_that_the_browser_asks_for_and_that_there_is_a_file_of(
        string asked, string tag, string direction, string heading)
    {
        var site = await sites.WithPapersAsync();
        using var client = new HttpClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", asked);
        var answer = await client.GetAsync(site.Address + "/");
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        Assert.That(
            (page.DocumentElement.GetAttribute("lang"), page.DocumentElement.GetAttribute("dir"),
                page.QuerySelector("h1")!.TextContent), Is.EqualTo((tag, direction, heading)));
        Assert.That((answer.Headers.Vary.Single(), answer.Content.Headers.ContentLanguage.Single()),
            Is.EqualTo(("Accept-Language", tag)));
    }

    [Test]
    public async Task The_topics_and_the_fault_of_a_query_are_in_the_language_of_the_reader()
    {
        await using var site = await SiteFixture.StartAsync();
        using var client = new HttpClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.8");
        var search = await client.GetStringAsync(site.Address + "/search?q=" + Uri.EscapeDataString("(speech"));
        Assert.That(search, Does.Contain("<html lang=\"zh\"").And.Contain("这个括号没有闭合（第 1 个字符）"));
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("queries", "speech\ntitel:a")]);
        var forecast =
            await (await client.PostAsync(site.Address + "/subscribe/forecast", form)).Content.ReadAsStringAsync();
        Assert.That(forecast, Does.Contain("titel:a").And.Contain("未知字段").And.Not.Contain("unknown field"));
    }

    [Test]
    public async Task The_page_of_a_person_speaks_theirs_and_follows_when_they_change_it()
    {
        await using var site = await SiteFixture.StartAsync();
        var (wishes, _) =
            new WishesInput([], []) { ["every"] = "week", ["language"] = "ar" }.Check(site.Get<TopicCatalogue>());
        await site.Get<SubscriberStore>()
            .EnrolAsync([new Enrolment(Ana.Address, null, wishes!, Confirmed: true, "test", null)]);
        using var ana = new Visitor(site.Address);
        var id = await site.OneAsync<long>("SELECT id FROM subscribers");
        var preferences = "/preferences/" + site.Get<SignedLinks>().Sign(LinkPurpose.Preferences, id);
        Assert.That((await ana.OpenAsync(preferences)).DocumentElement.GetAttribute("dir"), Is.EqualTo("rtl"));
        Assert.That(await (await ana.PressAsync(preferences, "احفظ", ("language", "de"))).Content.ReadAsStringAsync(),
            Does.Contain("<html lang=\"de\"").And.Contain("Gespeichert"));
        Assert.That(
            (await ana.OpenAsync(
                "/unsubscribe/" + site.Get<SignedLinks>().Sign(LinkPurpose.Unsubscribe, id))).Body!.TextContent,
                Does.Contain("jeden Montag um 07:00 Uhr"));
    }

    [Test]
    public async Task The_agreement_is_kept_in_the_words_that_were_read()
    {
        await using var site = await SiteFixture.StartAsync();
        using var client = new HttpClient();
        client.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue("de"));
        var page =
            new AngleSharp.Html.Parser.HtmlParser()
                .ParseDocument(await client.GetStringAsync(site.Address + "/subscribe"));
        var fields =
            page.QuerySelectorAll("form.subscribe input[type=hidden]")
                .Select(field => KeyValuePair.Create(field.GetAttribute("name")!, field.GetAttribute("value")!));
        using var form =
            new FormUrlEncodedContent(
                [.. fields, KeyValuePair.Create("email", Ana.Address), KeyValuePair.Create("language", "de")]);
        await client.PostAsync(site.Address + "/subscribe", form);
        await site.DeliverAsync();
        Assert.That(await site.OneAsync<string>("SELECT wording FROM consents"), Does.StartWith("Senden Sie mir"));
    }

    [Test]
    public void Every_text_of_the_pages_is_there_in_every_shipped_language()
    {
        var languages = new MailTemplates([Samples.Folder("templates")]).Languages.All.ToList();
        Assert.That(
            languages.Select(language => language.Keys.Count(key => key.StartsWith("page.", StringComparison.Ordinal)))
                .Distinct().Single(), Is.GreaterThan(150));
        Assert.That(languages.ConvertAll(language => language.Say("page.erase_lead", ("email", Ana.Address))),
            Is.Unique.And.All.Contains(Ana.Address));
    }
}
