using System.Text;
using DigestMailer.Papers;
using DigestMailer.Subscribers;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Scriban.Runtime;

namespace DigestMailer.Digests;

/// <summary>Renders the body that a cohort shares; what a paper shows and why it is there is rendered and encoded once for each look and kept, up to 32 MB of them. Safe for many threads.</summary>
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
        var fillings = new Dictionary<string, Func<Stencil.Filling>>(StringComparer.Ordinal);
        var count = page.Groups.Sum(group => group.Papers.Count);
        foreach (var (index, (chosen, under)) in page.Groups.SelectMany(group => group.Papers.Select(chosen => (chosen, group.Topic))).Index())
        {
            var place = new CardPlace(index + 1, page.Groups.Count > 1 ? 3 : 2, index + 1 == count, format, look.Thumbnails);
            fillings.Add($"card{place.Number}", () => Card(chosen, under, place, language));
            fillings.Add($"line{place.Number}", () => new(Part("line", chosen.Paper, place, language), hole => hole == "number" ? place.Written : null));
        }

        // A copy, since a template's own variables are put into it, and the other part must not see them.
        return Render($"digest.{format}", (ScriptObject)page.Model.Clone(deep: false), language, hole => fillings.GetValueOrDefault(hole)?.Invoke());
    }

    private Stencil.Filling Card(ChosenPaper chosen, string under, CardPlace place, Language language) => new(
        Part("card", chosen.Paper, place, language),
        hole => hole switch { "number" => place.Written, "because" => new(Because(chosen.Because, under, place.Format, language)), _ => null });

    /// <summary>What all digests that hold a paper show of it, kept.</summary>
    private Stencil Part(string name, Paper paper, CardPlace place, Language language)
    {
        var key = (name, paper.Key, paper.ChangedAt, paper.Votes, paper.Stars, place with { Number = 0 }, language.Tag, Version);
        return Kept(key, paper.Key, $"partials/{name}.{place.Format}", language, () => new()
        {
            ["site"] = TemplateModel.Site(site.Value),
            ["paper"] = CardModel.Of(paper, language, place.Level, place.IsLast, place.Pictures),
            ["recipient"] = TemplateModel.Recipient(),
        });
    }

    private Stencil Because(Because because, string under, string format, Language language)
    {
        var text = $"{(under.Length > 0 ? "" : because.Topic)}\n{string.Join('\n', because.Words)}";
        return Kept((text, format, language.Tag, Version), text, $"partials/because.{format}", language, () => new()
        {
            ["site"] = TemplateModel.Site(site.Value),
            ["because"] = CardModel.Because(because, under),
        });
    }

    private Stencil Kept(object key, string text, string template, Language language, Func<ScriptObject> model) => cards.GetOrCreate(key, entry =>
    {
        var part = Render(template, model(), language);
        entry.Size = part.Bytes + Encoding.UTF8.GetByteCount(text) + 256;
        return part;
    })!;

    private Stencil Render(string template, ScriptObject model, Language language, Func<string, Stencil.Filling?>? filling = null)
    {
        Interlocked.Increment(ref rendered);
        return Stencil.Of(templates.Render(template, model, language.Tag), filling);
    }

    /// <summary>Where in a mail a card stands.</summary>
    /// <param name="Level">Of its heading: 2, or 3 under the heading of a topic.</param>
    private sealed record CardPlace(int Number, int Level, bool IsLast, string Format, bool Pictures)
    {
        /// <summary>The number as it is put in: two wide in text, where the titles begin below each other.</summary>
        public Stencil.Filling Written => new(Stencil.Of(Format == "txt" ? $"{Number,2}" : $"{Number}"));
    }

    /// <summary>What the templates of both parts show.</summary>
    private sealed record Page(IReadOnlyList<PaperGroup> Groups, ScriptObject Model);
}
