using System.Text;
using DigestMailer.Digests.Languages;
using DigestMailer.Digests.Templates;
using DigestMailer.Subscribers;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Scriban.Runtime;

namespace DigestMailer.Web.Site;

/// <summary>Renders a page in the frame that all share, with the headers that fit it.</summary>
internal sealed class PageView(MailTemplates templates, SiteAssets assets, IOptions<SiteOptions> site)
{
    /// <summary>
    /// The path of <c>Site:BaseUrl</c>, before every address on a page; empty for a site at the root of its host.
    /// </summary>
    public string Base { get; } = new Uri(site.Value.BaseUrl).AbsolutePath.TrimEnd('/');

    /// <summary>Address of the mailbox page that every page links to; null outside a demo.</summary>
    public string? Mailbox { get; set; }

    /// <summary>From here on the answer speaks the language of the person it belongs to.</summary>
    public void Speak(HttpContext context, string language) =>
        context.Items[typeof(Language)] = templates.Languages.For(language);

    /// <summary>
    /// The language of the person the page belongs to, where one was named, else the first that the browser asks for
    /// and that there is a file of.
    /// </summary>
    public Language LanguageOf(HttpContext context) =>
        context.Items[typeof(Language)] as Language ?? Asked(context) ?? templates.Languages.English;

    private Language? Asked(HttpContext context) => context.Request.GetTypedHeaders().AcceptLanguage
        .Where(one => one.Quality is not 0).OrderByDescending(one => one.Quality ?? 1)
        .Select(one => templates.Languages.Find(one.Value.ToString())).FirstOrDefault(found => found is not null);

    public IResult Show(HttpContext context, Page page) => Show(context, page,
        Results.Content(Html(page, LanguageOf(context)), "text/html; charset=utf-8", Encoding.UTF8, page.Status));

    /// <param name="html">The page as it was rendered in the language of the request, with its status.</param>
    public IResult Show(HttpContext context, Page page, IResult html)
    {
        if (page.Path is null)
        {
            KeepPrivate(context);
        }
        else
        {
            context.Response.Headers.CacheControl = page.Fresh ? "no-store" : "public, max-age=300";
        }

        var language = LanguageOf(context);
        context.Response.Headers.ContentLanguage = language.Tag;
        context.Response.Headers.Vary = "Accept-Language";
        return html;
    }

    /// <summary>
    /// For answers that belong to one person: kept nowhere, found by no search engine, and their address told to
    /// nobody.
    /// </summary>
    public static void KeepPrivate(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        // A page that holds a secret and what a stranger may choose must not tell by its length how the two compare.
        if (context.Features.Get<IHttpsCompressionFeature>() is { } compression)
        {
            compression.Mode = HttpsCompressionMode.DoNotCompress;
        }
    }

    /// <summary>A template alone, for a part of a page that is asked for by itself.</summary>
    public string Part(HttpContext context, string template, ScriptObject model)
    {
        model["site"] = SiteModel();
        return templates.Render($"pages/{template}.html", model, LanguageOf(context).Tag);
    }

    /// <summary>The page as text.</summary>
    public string Html(Page page, Language language)
    {
        var model = new ScriptObject { ["site"] = SiteModel(), ["page"] = Frame(page, language) };
        foreach (var (name, value) in page.Model)
        {
            model[name] = value;
        }

        return templates.Render($"pages/{page.Template}.html", model, language.Tag);
    }

    private ScriptObject SiteModel()
    {
        var model = TemplateModel.Site(site.Value);
        model["base"] = Base;
        model["mailbox"] = Mailbox;
        model["style"] = $"{Base}/assets/site.css?v={assets.Style.Version}";
        model["script"] = $"{Base}/assets/site.js?v={assets.Script.Version}";
        model["reading"] = $"{Base}/assets/reading.js?v={assets.Reading.Version}";
        model["icon"] = $"{Base}/assets/icon.svg?v={assets.Icon.Version}";
        return model;
    }

    private ScriptObject Frame(Page page, Language language) => new()
    {
        ["title"] = PlainText.Line(page.Title),
        ["description"] = PlainText.Cut(PlainText.Line(page.Description), 300),
        ["url"] = page.Path is null ? null : site.Value.Address(page.Path),
        ["feed"] = page.Feed is null ? null : Base + page.Feed,
        ["image"] = PlainText.Link(page.Image),
        ["article"] = page.IsArticle,
        ["template"] = page.Template,
        ["language"] = language.Tag,
        ["direction"] = language.RightToLeft ? "rtl" : "ltr",
    };
}
