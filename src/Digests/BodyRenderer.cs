using System.Globalization;
using System.Text;
using DigestMailer.Subscribers;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Scriban.Runtime;

namespace DigestMailer.Digests;

/// <summary>Renders the body that a cohort shares; a paper's card is rendered and encoded once and kept, up to 32 MB of them.</summary>
internal sealed class BodyRenderer(Templates templates, IOptions<SiteOptions> site) : IDisposable
{
    /// <summary>Gmail cuts a mail off at about 102 KB; what a relay or a signature adds must fit below that.</summary>
    public const int HtmlBudget = 80 * 1024;

    private const int PersonalBytes = 2048;
    private readonly MemoryCache cards = new(new MemoryCacheOptions { SizeLimit = 32 * 1024 * 1024 });

    /// <summary>How many templates were rendered so far.</summary>
    public long Rendered { get; private set; }

    /// <summary>Papers that would break the budget of the HTML are left out at the end, in both parts; plain text alone holds them all.</summary>
    public CohortBody Render(DigestContent content, MailFormat format)
    {
        if (format == MailFormat.Text)
        {
            return new(content.Kind, content.Slot, Subject.Of(content), Body(content, content.Papers.Count, "txt"), null);
        }

        var (shown, html) = Fitting(content);
        return new(content.Kind, content.Slot, Subject.Of(content), Body(content, shown, "txt"), html);
    }

    public void Dispose() => cards.Dispose();

    private (int Shown, Stencil Html) Fitting(DigestContent content)
    {
        var most = content.Papers.Count;
        var html = Body(content, most, "html");
        if (html.Bytes + PersonalBytes <= HtmlBudget)
        {
            return (most, html);
        }

        var fits = 1;
        while (most - fits > 1)
        {
            var middle = (fits + most) / 2;
            (fits, most) = Body(content, middle, "html").Bytes + PersonalBytes <= HtmlBudget ? (middle, most) : (fits, middle);
        }

        return (fits, Body(content, fits, "html"));
    }

    private Stencil Body(DigestContent content, int shown, string format)
    {
        var papers = content.Papers.Take(shown).ToList();
        var model = new ScriptObject
        {
            ["site"] = TemplateModel.Site(site.Value),
            ["digest"] = TemplateModel.Digest(content, shown),
            ["papers"] = papers.Select(TemplateModel.Entry).ToArray(),
            ["recipient"] = TemplateModel.Recipient(),
        };
        var placed = papers.Select((paper, index) => (Hole: $"card{index}", Card: Numbered(Card(paper, format), index + 1)));
        return Render($"digest.{format}", model).With(placed.ToDictionary(card => card.Hole, card => card.Card));
    }

    private static Stencil Numbered(Stencil card, int number) =>
        card.With(new Dictionary<string, Stencil> { ["number"] = Stencil.Of(number.ToString(CultureInfo.InvariantCulture)) });

    private Stencil Card(ChosenPaper chosen, string format)
    {
        var paper = chosen.Paper;
        var key = (paper.Key, paper.ChangedAt, paper.Votes, paper.Stars, chosen.Because, format);
        return cards.GetOrCreate(key, entry =>
        {
            var card = Render($"partials/card.{format}", new ScriptObject { ["site"] = TemplateModel.Site(site.Value), ["paper"] = TemplateModel.Card(chosen) });
            entry.Size = card.Bytes + Encoding.UTF8.GetByteCount(paper.Key) + 256;
            return card;
        })!;
    }

    private Stencil Render(string template, ScriptObject model)
    {
        Rendered++;
        return Stencil.Of(templates.Render(template, model));
    }
}
