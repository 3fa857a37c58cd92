using DigestMailer.Papers;
using DigestMailer.Subscribers;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Scriban.Runtime;

namespace DigestMailer.Digests;

/// <summary>
/// Renders the body that a cohort shares. Each card, and the page of each shape of digest, is rendered and encoded once for each look and kept, up to 32 MB of them;
/// a body is these put into each other. Safe for many threads.
/// </summary>
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
        var subject = Subject.Of(content, language);
        DigestModel Page(int shown) => new(content, shown, subject, look, language);
        var (page, html) = look.Format == MailFormat.Text ? (Page(most), null) : Fitting(Page, most, look, language);
        return new(content.Kind, content.Slot, language, subject, Body(page, "txt", look, language), html);
    }

    public void Dispose() => cards.Dispose();

    private (DigestModel Page, Stencil Html) Fitting(Func<int, DigestModel> page, int most, MailLook look, Language language)
    {
        var whole = Html(page(most), look, language);
        if (whole.Html.Bytes <= HtmlBudget || look.Whole)
        {
            return whole;
        }

        var fits = 1;
        while (most - fits > 1)
        {
            var middle = (fits + most) / 2;
            (fits, most) = Html(page(middle), look, language).Html.Bytes <= HtmlBudget ? (middle, most) : (fits, middle);
        }

        return Html(page(fits), look, language);
    }

    private (DigestModel Page, Stencil Html) Html(DigestModel page, MailLook look, Language language) => (page, Body(page, "html", look, language));

    private Stencil Body(DigestModel page, string format, MailLook look, Language language)
    {
        var form = Kept((page.Shape, format, language.Tag, Version), $"digest.{format}", language, () => DigestModel.Form(page.Shape, language));
        return form.With(hole =>
            page.PaperOf("card", hole) is { } paper ? Card(paper, Place(paper), language)
            : page.PaperOf("line", hole) is { } named ? Line(named, Place(named), language)
            : Text(hole, page.Value, format));

        CardPlace Place(DigestModel.Placed paper) => new(paper.Number, page.IsGrouped ? 3 : 2, paper.Number == page.Papers.Count, format, look.Thumbnails);
    }

    private Stencil.Filling Card(DigestModel.Placed paper, CardPlace place, Language language) => new(
        Part("card", paper.Chosen.Paper, place, language),
        hole => hole switch { "number" => place.Written, "because" => Because(new BecauseModel(paper.Chosen.Because, paper.Under), place.Format, language), _ => null });

    private Stencil.Filling Line(DigestModel.Placed paper, CardPlace place, Language language) =>
        new(Part("line", paper.Chosen.Paper, place, language), hole => hole == "number" ? place.Written : null);

    /// <summary>What all digests that hold a paper show of it, kept.</summary>
    private Stencil Part(string name, Paper paper, CardPlace place, Language language)
    {
        var key = (name, paper.Key, paper.ChangedAt, paper.Votes, paper.Stars, place with { Number = 0 }, language.Tag, Version);
        return Kept(key, $"partials/{name}.{place.Format}", language, () => new()
        {
            ["paper"] = CardModel.Of(paper, language, place.Level, place.IsLast, place.Pictures),
            ["recipient"] = TemplateModel.Recipient(),
        });
    }

    private Stencil.Filling Because(BecauseModel because, string format, Language language)
    {
        var form = Kept((because.Shape, format, language.Tag, Version), $"partials/because.{format}", language, () => new() { ["because"] = because.Form });
        return new(form, hole => Text(hole, because.Value, format));
    }

    private static Stencil.Filling? Text(string hole, Func<string, string?> value, string format) =>
        Hole.Value(hole, name => value(name) is { } known ? EscapingContext.Escaped(known, format == "html") : null) is { } text ? new(text) : null;

    private Stencil Kept(object key, string template, Language language, Func<ScriptObject> model) => cards.GetOrCreate(key, entry =>
    {
        Interlocked.Increment(ref rendered);
        var values = model();
        values["site"] = TemplateModel.Site(site.Value);
        var part = Stencil.Of(templates.Render(template, values, language.Tag));
        entry.Size = part.Bytes + 512;
        return part;
    })!;

    /// <summary>Where in a mail a card stands.</summary>
    /// <param name="Level">Of its heading: 2, or 3 under the heading of a topic.</param>
    private sealed record CardPlace(int Number, int Level, bool IsLast, string Format, bool Pictures)
    {
        /// <summary>The number as it is put in: two wide in text, where the titles begin below each other.</summary>
        public Stencil.Filling Written => new(Format == "txt" ? $"{Number,2}" : $"{Number}");
    }
}
