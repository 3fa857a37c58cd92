using System.Globalization;
using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Languages;
using DigestMailer.Digests.Mail;
using DigestMailer.Digests.Templates;
using DigestMailer.Papers;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace DigestMailer.Tests.Digests;

internal sealed class RenderingTests
{
    [Test]
    public void A_hostile_paper_is_shown_as_text()
    {
        var mail = Samples.Compose(Samples.With(new Paper
        {
            Key = "x",
            Title = "<script>alert(1)</script>",
            Abstract = "\"><img src=x onerror=y> {{ 1 + 1 }}",
            Authors = ["</td><b>"],
            Organization = "<i>",
            Url = "javascript:alert(1)",
            CodeUrl = "https://example.org/\"onclick=x",
            Categories = ["<u>"],
        })).Message;
        Assert.That(mail.HtmlBody,
            Does.Not.Contain("<script").And.Not.Contain("<img").And.Not.Contain("javascript:").And.Not
                .Contain("</td><b>").And.Not.Contain("<i><").And.Not.Contain("\"onclick"));
        Assert.That(mail.HtmlBody, Does.Contain("&lt;script&gt;alert(1)&lt;/script&gt;").And.Contain("{{ 1 + 1 }}"));
    }

    [Test]
    public void Sixty_long_papers_stay_within_the_budget_and_keep_the_foot()
    {
        var digest = Samples.Digest(60);
        var longer =
            digest with
            {
                Papers =
                [.. digest.Papers
                    .Select(
                        chosen =>
                            chosen with { Paper =
                                chosen.Paper with { Title = string.Concat(Enumerable.Repeat("長い題 & more ", 20)) } })]
            };
        var html = Samples.Compose(longer).Message.HtmlBody!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(System.Text.Encoding.UTF8.GetByteCount(html), Is.InRange(60_000, 80 * 1024));
            Assert.That(html,
                Does.Contain(Samples.Reader().Links.Unsubscribe).And.Contain("12 Harbour Street").And
                    .Contain(" more papers matched"));
        }
    }

    [Test]
    public async Task A_body_that_nobody_has_needed_for_hours_leaves()
    {
        var clock = new FakeTimeProvider();
        using var renderer = Samples.Renderer();
        using var composer = Samples.Composer(renderer, clock);
        var loads = 0;
        foreach (var hours in new[] { 0, 1, 5, 5, 7 })
        {
            clock.Advance(TimeSpan.FromHours(hours));
            await composer.ComposeAsync(5, () => Task.FromResult(Samples.Digest(loads++ * 0 + 1)),
                Samples.Reader(), Samples.Identity);
        }

        Assert.That(loads, Is.EqualTo(2), "at first and after seven hours");
    }

    [Test]
    public async Task The_body_is_made_once_for_a_cohort_and_the_links_for_each_reader()
    {
        using var renderer = Samples.Renderer();
        using var composer = Samples.Composer(renderer);
        var loads = 0;
        var bodies = new List<string>();
        for (var id = 1; id <= 20; id++)
        {
            var mail =
                await composer.ComposeAsync(5, () => Task.FromResult(Samples.Digest(loads++ * 0 + 10)),
                    Samples.Reader(id), Samples.Identity);
            bodies.Add(mail.Message.HtmlBody!);
            Assert.That(bodies[^1], Does.Contain($"/unsubscribe/{id}-").And.Contain($"reader{id}@example.net"));
        }

        Assert.That((loads, renderer.Rendered), Is.EqualTo((1, 36L)),
            "Ten cards, the two kinds of reason of theirs and one page, as HTML and as text, and ten lines of "
                + "contents.");
        Assert.That(
            bodies.Select(
                (body, i) =>
                    body.Replace(string.Create(CultureInfo.InvariantCulture, $"{i + 1}-"), "-",
                        StringComparison.Ordinal)).Select(body => body.Length).Distinct().Count(),
                        Is.LessThanOrEqualTo(4));
    }

    [Test]
    public async Task A_body_that_nobody_else_needs_is_not_kept()
    {
        using var renderer = Samples.Renderer();
        using var composer = Samples.Composer(renderer);
        var loads = 0;
        foreach (var alone in new[] { true, true, false, false })
        {
            await composer.ComposeAsync(5, () => Task.FromResult(Samples.Digest(loads++ * 0 + 10)), Samples.Reader(),
                Samples.Identity, alone);
        }

        Assert.That(loads, Is.EqualTo(3));
    }

    [Test]
    public async Task The_bodies_of_two_cohorts_are_made_side_by_side_and_each_of_them_once()
    {
        using var renderer = Samples.Renderer();
        using var composer = Samples.Composer(renderer);
        var begun = new[] { new TaskCompletionSource(), new TaskCompletionSource() };
        var loads = 0;
        async Task<DigestContent> LoadAsync(int cohort)
        {
            Interlocked.Increment(ref loads);
            begun[cohort].SetResult();
            await begun[1 - cohort].Task;
            return Samples.Digest(cohort + 3);
        }

        var mails =
            await Task.WhenAll(
                Enumerable.Range(0, 20)
                    .Select(
                        id => Task.Run(
                            () => composer.ComposeAsync(id % 2, () => LoadAsync(id % 2), Samples.Reader(id),
                                Samples.Identity)))).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.That(
            mails.Select(
                (mail, id) =>
                    mail.Message.Subject!
                        .Contains(id % 2 == 0 ? "and 2 more" : "and 3 more", StringComparison.Ordinal)), Is.All.True);
        Assert.That(loads, Is.EqualTo(2));
    }

    [Test]
    public async Task A_body_that_failed_is_tried_again()
    {
        using var renderer = Samples.Renderer();
        using var composer = Samples.Composer(renderer);
        Assert.That(
            () => composer.ComposeAsync(5, () => Task.FromException<DigestContent>(new TimeoutException()),
                Samples.Reader(), Samples.Identity), Throws.TypeOf<TimeoutException>());
        Assert.That(
            (await composer.ComposeAsync(5, () => Task.FromResult(Samples.Digest(1)), Samples.Reader(),
                Samples.Identity)).EnvelopeTo, Is.EqualTo(Samples.Reader().Email));
    }

    [TestCase(MailFormat.Html)]
    [TestCase(MailFormat.Text)]
    public void An_alert_after_an_outage_shows_twenty_papers_and_leads_to_the_rest(MailFormat format)
    {
        var alert = Samples.Digest(300, DigestKind.Alert) with { Matched = 300 };
        var reader = Samples.Reader(format: format);
        var mail = Samples.Compose(alert, reader).Message;
        var web = Samples.Compose(alert, reader with { Look = reader.Look with { Whole = true } }).Message;
        Assert.That(mail.TextBody, Does.Contain("280 more papers matched").And.Contain(reader.Links.View));
        Assert.That(
            Enumerable.Range(0, 300)
                .Count(i => mail.TextBody!.Contains($"/abs/2611.{10000 + i}", StringComparison.Ordinal)),
                Is.EqualTo(20));
        var page = web.HtmlBody ?? web.TextBody!;
        Assert.That(
            Enumerable.Range(0, 300).Count(i => page.Contains($"/abs/2611.{10000 + i}", StringComparison.Ordinal)),
            Is.EqualTo(300), "no match is missed");
        Assert.That(page, Does.Not.Contain("more papers matched"));
    }

    [Test]
    public void A_card_is_rendered_once_for_all_digests_that_hold_it()
    {
        using var renderer = Samples.Renderer();
        renderer.Render(Samples.Digest(3), MailLook.Default with { Format = MailFormat.Text });
        var before = renderer.Rendered;
        renderer.Render(Samples.Digest(2), MailLook.Default with { Format = MailFormat.Text });
        Assert.That(renderer.Rendered - before, Is.EqualTo(2), "the page, and the card that is the last now");
        renderer.Render(Samples.Digest(2) with { Matched = 9 }, MailLook.Default with { Format = MailFormat.Text });
        Assert.That(renderer.Rendered - before, Is.EqualTo(3), "the page");
    }

    [Test]
    public void Digests_that_differ_in_words_and_papers_alone_share_the_page()
    {
        using var renderer = Samples.Renderer();
        using var composer = Samples.Composer(renderer);
        var first = Samples.Digest();
        renderer.Render(first, MailLook.Default);
        var before = renderer.Rendered;
        var other = first with
        {
            Topics = ["Tea & <biscuits>", "Harbours"],
            Papers =
                [.. first.Papers.Reverse()
                    .Select(
                        (chosen, place) =>
                            chosen with { Because =
                                chosen.Because with { Topic = place % 2 == 0 ? "Harbours" : "Tea & <biscuits>" } })],
        };
        var mail = composer.Compose(other, Samples.Reader(), Samples.Identity).Message;
        Assert.That(renderer.Rendered - before, Is.EqualTo(6),
            "the paper that comes last now and the one that did, as card, text and line");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(mail.HtmlBody,
                Does.Contain("Tea &amp; &lt;biscuits&gt;</h2>").And.Not.Contain("Speech</h2>").And
                    .Contain($"<title>{System.Net.WebUtility.HtmlEncode(mail.Subject)}</title>"));
            Assert.That(mail.TextBody, Does.Contain("10 of 34 papers that matched Tea & <biscuits> and Harbours"));
        }
    }

    [Test]
    public void Text_put_in_after_rendering_is_wrapped_and_escaped_as_if_it_had_been_there()
    {
        const string Template =
            "{{ 'For <' + recipient.email + '>, ' + mail.subject + ': ' + digest.summary + ' ' + (digest.topics | "
                + "array.join ' / ') | wrap 3 }}";
        var digest = Samples.Digest(3) with { Topics = ["Tea & <biscuits>", "Harbours"] };
        var mail =
            WithTemplates(("digest.txt", Template),
                ("digest.html", Template + "{{ papers[1].title }} {{ papers[1].url }}"), digest);
        var written =
            $"For <reader7@example.net>, {mail.Subject}: 3 of 27 papers that matched Tea & <biscuits> and Harbours Tea "
                + $"& <biscuits> / Harbours";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(mail.TextBody!.ReplaceLineEndings("\n"), Is.EqualTo(TextWrap.Wrap(written, 3)));
            Assert.That(mail.HtmlBody!.ReplaceLineEndings("\n"),
                Does.StartWith(TextWrap.Wrap(PlainText.Html(written), 3)).And
                    .EndsWith($"{digest.Papers[1].Paper.Title} {digest.Papers[1].Paper.Url}"));
        }
    }

    private static MimeKit.MimeMessage WithTemplates((string Name, string Text) one, (string Name, string Text) other,
        DigestContent digest)
    {
        var folder = Directory.CreateTempSubdirectory("digestmailer-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, one.Name), one.Text);
            File.WriteAllText(Path.Combine(folder, other.Name), other.Text);
            using var renderer = Samples.Renderer(folder);
            using var composer = Samples.Composer(renderer);
            return composer.Compose(digest, Samples.Reader(), Samples.Identity).Message;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestCase("{{ digest.summary | string.upcase }}")]
    [TestCase("{{ digest.summary | string.truncate 5 }}")]
    [TestCase("{{ for paper in papers }}{{ paper.title | string.replace '0' '99' }}{{ end }}")]
    [TestCase("{{ (digest.summary | wrap) | string.replace 'wrap 0' 'wrap x' }}")]
    public void A_template_that_changes_what_is_put_in_after_rendering_is_refused(string template)
    {
        var folder = Directory.CreateTempSubdirectory("digestmailer-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "digest.html"), template);
            Assert.That(() => Samples.Check(folder),
                Throws.TypeOf<RefusedException>().With.Message.Contains("put in after rendering"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestCase("-1")]
    [TestCase("2")]
    [TestCase("word")]
    public void A_hole_that_a_template_made_up_stays_open(string hole) =>
        Assert.That(
            new BecauseModel(new Because("Speech", ["whisper", "tide"]),
                new LanguageShelf([Samples.Folder("templates")]).English).Value(hole), Is.Null);

    [TestCase("A\n{{ nothing.here }}", "line 2, column 4")]
    [TestCase("{{ if }}", "line 1")]
    [TestCase("{{ include '../../etc/passwd' }}", "line 1, column 4")]
    [TestCase("{{ for i in 1..100000 }}x{{ end }}", "line 1")]
    public void A_fault_in_a_template_is_refused_with_its_place(string template, string place)
    {
        var folder = Directory.CreateTempSubdirectory("digestmailer-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "digest.html"), template);
            Assert.That(() => Samples.Check(folder),
                Throws.TypeOf<RefusedException>().With.Message.Contains("digest.html").And.Message.Contains(place));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void A_changed_template_is_taken_and_a_faulty_one_leaves_the_last_good()
    {
        var folder = Directory.CreateTempSubdirectory("digestmailer-").FullName;
        try
        {
            var templates = new MailTemplates([folder, Samples.Folder("templates")]);
            var watch = new TemplateWatch(templates, Options.Create(Samples.Site), TimeProvider.System,
                NullLogger<TemplateWatch>.Instance);
            File.WriteAllText(Path.Combine(folder, "digest.txt"), "Good");
            watch.Take();
            File.WriteAllText(Path.Combine(folder, "digest.txt"), "{{ nothing.here }}");
            watch.Take();
            Assert.That((templates.Render("digest.txt", []), templates.Version), Is.EqualTo(("Good", 1)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestCase("de", "Abbestellen", "ltr")]
    [TestCase("ar", "إلغاء الاشتراك", "rtl")]
    [TestCase("tlh", "Unsubscribe", "ltr")]
    public void A_mail_speaks_the_language_of_its_reader(string tag, string unsubscribe, string direction)
    {
        var html =
            Samples.Compose(Samples.Digest(3),
                Samples.Reader() with { Look = MailLook.Default with { Language = tag } }).Message.HtmlBody;
        Assert.That(html, Does.Contain(unsubscribe).And.Contain($"dir=\"{direction}\""));
    }

    [Test]
    public void Every_shipped_language_has_every_text() =>
        Assert.That(
            new MailTemplates([Samples.Folder("templates")]).Languages.All
                .SelectMany(language => language.Missing.Concat(language.Strange)), Is.Empty);

    [Test]
    public void A_template_that_cuts_a_personal_value_is_refused() =>
        Assert.That(() => Stencil.Of(Hole.Of("email")[..3]), Throws.TypeOf<RefusedException>());

    [Test]
    public void The_shipped_templates_pass_their_check() =>
        Assert.That(() => Samples.Check(), Throws.Nothing);

    [Test]
    public void Plain_text_keeps_to_72_columns_except_for_addresses() =>
        Assert.That(
            Samples.Compose(Samples.Digest(), Samples.Reader(format: MailFormat.Text)).Message.TextBody!.Split('\n')
                .Where(line => !line.Contains("://", StringComparison.Ordinal)).Max(line => line.TrimEnd('\r').Length),
                Is.LessThanOrEqualTo(72));
}
