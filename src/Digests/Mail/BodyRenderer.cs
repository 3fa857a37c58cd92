using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Languages;
using DigestMailer.Digests.Templates;
using DigestMailer.Papers;
using DigestMailer.Subscribers;
using Microsoft.Extensions.Options;
using Scriban.Runtime;

namespace DigestMailer.Digests.Mail;

/// <summary>
/// Renders the body that a cohort shares. Each card, and the page of each shape of digest, is rendered and encoded once
/// for each look and kept, up to 32 MB of them; a body is these put into each other. Safe for many threads.
/// </summary>
internal sealed class BodyRenderer(MailTemplates templates, IOptions<SiteOptions> site, TimeProvider clock)
    : IDisposable
{
    /// <summary>Gmail cuts a mail off at about 102 KB; what a relay or a signature adds must fit below that.</summary>
    public const int HtmlBudget = 80 * 1024;

    /// <summary>
    /// What one alert mail shows; after an outage hundreds may match at once, and they stand on the web.
    /// </summary>
    public const int MostInAlert = 20;

    private readonly RenderCache parts = new(32 * 1024 * 1024, clock);
    private long rendered;

    /// <summary>How many templates were rendered so far.</summary>
    public long Rendered => Interlocked.Read(ref rendered);

    /// <summary>Changes when the templates do: what was rendered before is old.</summary>
    public int Version => templates.Version;

    /// <summary>
    /// Papers that would break the budget of the HTML are left out at the end, in both parts, and those of an alert
    /// beyond <see cref="MostInAlert"/>; the mail says how many more there are and links to the whole digest.
    /// </summary>
    public CohortBody Render(DigestContent content, MailLook look)
    {
        var language = templates.Languages.For(look.Language);
        content = content.In(language.Tag);
        var most =
            content.Kind == DigestKind.Alert && !look.Whole ? Math.Min(content.Papers.Count, MostInAlert)
                : content.Papers.Count;
        var subject = Subject.Of(content, language);
        DigestModel Page(int shown) => new(content, shown, subject, look, language, site.Value);
        var (page, html) = look.Format == MailFormat.Text ? (Page(most), null) : Fitting(Page, most, look, language);
        return new(content.Kind, content.Slot, language, subject, Body(page, "txt", look, language), html);
    }

    public void Dispose() => parts.Dispose();

    private (DigestModel Page, Stencil Html) Fitting(Func<int, DigestModel> page, int most, MailLook look,
        Language language)
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
            (fits, most) =
                Html(page(middle), look, language).Html.Bytes <= HtmlBudget ? (middle, most) : (fits, middle);
        }

        return Html(page(fits), look, language);
    }

    private (DigestModel Page, Stencil Html) Html(DigestModel page, MailLook look, Language language) =>
        (page, Body(page, "html", look, language));

    private Stencil Body(DigestModel page, string format, MailLook look, Language language)
    {
        var (level, last, html) = (page.IsGrouped ? 3 : 2, page.Papers.Count, format == "html");
        return Page(page.Shape, format, language).With(hole =>
            page.PaperIn("card", hole) is { } card
                ? new(Paper("card", card, card.Number == last),
                    inner => inner switch { "number" => Number(card), "because" => Because(card.Because), _ => null })
            : page.PaperIn("line", hole) is { } line
            ? new(Paper("line", line, line.Number == last), inner => inner == "number" ? Number(line) : null)
            : Words(hole, Escaped));

        Stencil Paper(string part, DigestModel.Placed placed, bool isLast) =>
            Part(new(part, format, placed.Paper.Key, placed.Paper.ChangedAt, placed.Paper.Votes, placed.Paper.Stars,
                placed.Paper.Summary, level, isLast, look.Thumbnails, language.Tag, Version), placed.Paper, language);

        // Two wide in text, where the titles begin below each other.
        Stencil.Filling Number(DigestModel.Placed placed) => new(html ? $"{placed.Number}" : $"{placed.Number,2}");

        Stencil.Filling Because(BecauseModel because) =>
            new(Reason(because, format, language), hole => Words(hole, name => Escape(because.Value(name))));

        string? Escaped(string hole) => Escape(page.Value(hole));

        string? Escape(string? value) => value is null ? null : EscapingContext.Escaped(value, html);
    }

    private static Stencil.Filling? Words(string hole, Func<string, string?> value) =>
        Hole.Value(hole, value) is { } text ? new(text) : null;

    private Stencil Page(DigestShape shape, string format, Language language)
    {
        var key = (shape, format, language.Tag, Version);
        return Kept(key) ?? Keep(key, $"digest.{format}", language, DigestForm.Of(shape, language));
    }

    /// <summary>What all digests that hold a paper show of it.</summary>
    private Stencil Part(PartKey key, Paper paper, Language language) =>
        Kept(key) ?? Keep(key, $"partials/{key.Name}.{key.Format}", language, new()
        {
            ["paper"] = CardModel.Of(paper, language, key.Level, key.IsLast, key.Pictures),
            ["recipient"] = TemplateModel.Recipient(),
        });

    private Stencil Reason(BecauseModel because, string format, Language language)
    {
        var key = (because.Shape, format, language.Tag, Version);
        return Kept(key) ?? Keep(key, $"partials/because.{format}", language, new() { ["because"] = because.Form });
    }

    private Stencil? Kept(object key) => parts.Get<Stencil>(key);

    private Stencil Keep(object key, string template, Language language, ScriptObject model)
    {
        Interlocked.Increment(ref rendered);
        model["site"] = TemplateModel.Site(site.Value);
        var part = Stencil.Of(templates.Render(template, model, language.Tag));
        return parts.Keep(key, part, part.Bytes + 512);
    }

    /// <summary>The place of a paper, and what may change in it.</summary>
    /// <param name="Name">Of the template.</param>
    /// <param name="Level">Of its heading: 2, or 3 under the heading of a topic.</param>
    private sealed record PartKey(
        string Name, string Format, string Paper, DateTimeOffset ChangedAt, int Votes, int Stars, string? Summary,
        int Level, bool IsLast, bool Pictures, string Language, int Version);
}
