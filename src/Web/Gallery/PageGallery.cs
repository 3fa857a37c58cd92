using DigestMailer.Digests.Languages;
using DigestMailer.Digests.Templates;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Topics;
using DigestMailer.Web.Forms;
using DigestMailer.Web.Site;
using Microsoft.Extensions.Options;

namespace DigestMailer.Web.Gallery;

/// <summary>
/// A sample of every page and the style sheet as the templates make them at this moment, for those who work on them.
/// </summary>
internal sealed class PageGallery(MailTemplates templates, TopicCatalogue catalogue, IOptions<SiteOptions> site)
{
    /// <summary>Of the templates of whole pages.</summary>
    public IReadOnlyList<string> Names =>
        [.. Samples(templates.Languages.English).Select(page => page.Template).Distinct()];

    public string Style => System.Text.Encoding.UTF8.GetString(new SiteAssets(templates, site).Style.Bytes);

    /// <summary>The page with all that it may show.</summary>
    /// <param name="language">A tag; English where it has no file.</param>
    public string Html(string name, string language)
    {
        var spoken = templates.Languages.For(language);
        var page =
            Samples(spoken).FirstOrDefault(page => page.Template == name)
                ?? throw new RefusedException($"Unknown page {name}; use one of {string.Join(", ", Names)}.");
        return new PageView(templates, new SiteAssets(templates, site), site).Html(page, spoken);
    }

    private IEnumerable<Page> Samples(Language language) =>
        new PageSamples(new WishesForm(catalogue, templates), language).All();
}
