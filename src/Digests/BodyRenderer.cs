using System.Text;
using DigestMailer.Papers;
using DigestMailer.Subscribers;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Scriban.Runtime;

namespace DigestMailer.Digests;

/// <summary>Renders the body that a cohort shares; a paper's card is rendered and encoded once for each look and kept, up to 32 MB of them.</summary>
internal sealed class BodyRenderer(Templates templates, IOptions<SiteOptions> site) : IDisposable
{
    /// <summary>Gmail cuts a mail off at about 102 KB; what a relay or a signature adds must fit below that.</summary>
    public const int HtmlBudget = 80 * 1024;

    /// <summary>What one alert mail shows; after an outage hundreds may match at once, and they stand on the web.</summary>
    public const int MostInAlert = 20;

    private readonly MemoryCache cards = new(new MemoryCacheOptions { SizeLimit = 32 * 1024 * 1024 });

    /// <summary>How many templates were rendered so far.</summary>
    public long Rendered { get; private set; }

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
        var (shown, html) = look.Format == MailFormat.Text ? (most, null) : Fitting(content, most, look, language);
        return new(content.Kind, content.Slot, language, Subject.Of(content, language), Body(content, shown, "txt", look, language), html);
    }

    public void Dispose() => cards.Dispose();

    private (int Shown, Stencil Html) Fitting(DigestContent content, int most, MailLook look, Language language)
    {
        var html = Body(content, most, "html", look, language);
        if (html.Bytes <= HtmlBudget || look.Whole)
        {
            return (most, html);
        }

        var fits = 1;
        while (most - fits > 1)
        {
            var middle = (fits + most) / 2;
            (fits, most) = Body(content, middle, "html", look, language).Bytes <= HtmlBudget ? (middle, most) : (fits, middle);
        }

        return (fits, Body(content, fits, "html", look, language));
    }

    private Stencil Body(DigestContent content, int shown, string format, MailLook look, Language language)
    {
        var groups = PaperGroup.Of([.. content.Papers.Take(shown)]);
        var entries = DigestModel.Groups(groups, language);
        var model = new ScriptObject
        {
            ["site"] = TemplateModel.Site(site.Value),
            ["mail"] = TemplateModel.Mail(Subject.Of(content, language), DigestModel.Preheader(content, shown, language), language),
            ["digest"] = DigestModel.Of(content, shown, look, language),
            ["groups"] = entries,
            ["papers"] = entries.SelectMany(group => (ScriptObject[])group["papers"]!).ToArray(),
            ["recipient"] = TemplateModel.Recipient(),
        };
        var level = groups.Count > 1 ? 3 : 2;
        var cards = groups.SelectMany(group => group.Papers).Index().ToDictionary(placed => $"card{placed.Index + 1}", placed => Card(placed.Item.Paper, level, format, look, language));
        return Render($"digest.{format}", model, language).With(cards);
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
        Rendered++;
        return Stencil.Of(templates.Render(template, model, language.Tag));
    }
}
