using System.Text;
using DigestMailer.Papers;
using DigestMailer.Subscribers;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Scriban.Runtime;

namespace DigestMailer.Digests;

/// <summary>Renders the body that a cohort shares; a paper's card is rendered and encoded once for each look and kept, up to 32 MB of them. Safe for many threads.</summary>
internal sealed class BodyRenderer(Templates templates, IOptions<SiteOptions> site) : IDisposable
{
    /// <summary>Gmail cuts a mail off at about 102 KB; what a relay or a signature adds must fit below that.</summary>
    public const int HtmlBudget = 80 * 1024;

    /// <summary>What one alert mail shows; after an outage hundreds may match at once, and they stand on the web.</summary>
    public const int MostInAlert = 20;

    private readonly MemoryCache cards = new(new MemoryCacheOptions { SizeLimit = 32 * 1024 * 1024 });
    private long rendered;

    /// <summary>How many templates were rendered so far.</summary>
    public long Rendered => Interlocked.Read(ref rendered);

    /// <summary>Changes when the templates do: what was rendered before is old.</summary>
    public int Version => templates.Version;

    /// <summary>
    /// Papers that would break the budget of the HTML are left out at the end, in both parts, and those of an alert beyond <see cref="MostInAlert"/>;
    /// the mail says how many more there are and links to the whole digest.
    /// </summary>
    public CohortBody Render(DigestContent content, MailLook look)
    {
        var language = templates.Languages.For(look.Language);
        var most = content.Kind == DigestKind.Alert && !look.Whole ? Math.Min(content.Papers.Count, MostInAlert) : content.Papers.Count;
        var (page, html) = look.Format == MailFormat.Text ? (PageOf(content, most, look, language), null) : Fitting(content, most, look, language);
        return new(content.Kind, content.Slot, language, Subject.Of(content, language), Body(page, "txt", look, language), html);
    }

    public void Dispose() => cards.Dispose();

    private (Page Page, Stencil Html) Fitting(DigestContent content, int most, MailLook look, Language language)
    {
        var (page, html) = Html(content, most, look, language);
        if (html.Bytes <= HtmlBudget || look.Whole)
        {
            return (page, html);
        }

        var fits = 1;
        while (most - fits > 1)
        {
            var middle = (fits + most) / 2;
            (fits, most) = Html(content, middle, look, language).Html.Bytes <= HtmlBudget ? (middle, most) : (fits, middle);
        }

        return Html(content, fits, look, language);
    }

    private (Page Page, Stencil Html) Html(DigestContent content, int shown, MailLook look, Language language)
    {
        var page = PageOf(content, shown, look, language);
        return (page, Body(page, "html", look, language));
    }

    private Page PageOf(DigestContent content, int shown, MailLook look, Language language)
    {
        var groups = PaperGroup.Of([.. content.Papers.Take(shown)]);
        var entries = DigestModel.Groups(groups, language);
        return new(groups, new ScriptObject
        {
            ["site"] = TemplateModel.Site(site.Value),
            ["mail"] = TemplateModel.Mail(Subject.Of(content, language), DigestModel.Preheader(content, shown, language), language),
            ["digest"] = DigestModel.Of(content, shown, look, language),
            ["groups"] = entries,
            ["papers"] = entries.SelectMany(group => (ScriptObject[])group["papers"]!).ToArray(),
            ["recipient"] = TemplateModel.Recipient(),
        });
    }

    private Stencil Body(Page page, string format, MailLook look, Language language)
    {
        var level = page.Groups.Count > 1 ? 3 : 2;
        var cards = page.Groups.SelectMany(group => group.Papers).Index().ToDictionary(placed => $"card{placed.Index + 1}", placed => Card(placed.Item.Paper, level, format, look, language));
        // A copy, since a template's own variables are put into it, and the other part must not see them.
        return Render($"digest.{format}", (ScriptObject)page.Model.Clone(deep: false), language).With(cards);
    }

    private Stencil Card(Paper paper, int level, string format, MailLook look, Language language)
    {
        var key = (paper.Key, paper.ChangedAt, paper.Votes, paper.Stars, level, format, look.Thumbnails, language.Tag, Version);
        return cards.GetOrCreate(key, entry =>
        {
            var model = new ScriptObject
            {
                ["site"] = TemplateModel.Site(site.Value),
                ["paper"] = CardModel.Of(paper, language, level, look.Thumbnails),
                ["recipient"] = TemplateModel.Recipient(),
            };
            var card = Render($"partials/card.{format}", model, language);
            entry.Size = card.Bytes + Encoding.UTF8.GetByteCount(paper.Key) + 256;
            return card;
        })!;
    }

    private Stencil Render(string template, ScriptObject model, Language language)
    {
        Interlocked.Increment(ref rendered);
        return Stencil.Of(templates.Render(template, model, language.Tag));
    }

    /// <summary>What the templates of both parts show.</summary>
    private sealed record Page(IReadOnlyList<PaperGroup> Groups, ScriptObject Model);
}
