using DigestMailer.Digests.Languages;
using DigestMailer.Digests.Templates;
using DigestMailer.Subscribers;
using DigestMailer.Topics;
using DigestMailer.Web.Forms;
using DigestMailer.Web.Site;
using Microsoft.Extensions.Options;

namespace DigestMailer.Web.Gallery;

/// <summary>
/// Renders a sample of every page, so that a fault in an operator's template is refused at start, and when it is
/// changed, and not when somebody opens it.
/// </summary>
internal sealed class PageCheck(MailTemplates templates, SiteAssets assets, TopicCatalogue catalogue,
    IOptions<SiteOptions> site) : IHostedService
{
    private int? good;

    /// <summary>As <see cref="Check()"/>, but believes the tests where the templates are the shipped ones.</summary>
    public void CheckOwn()
    {
        if (!templates.AreShipped)
        {
            Check();
        }
    }

    /// <summary>
    /// Ends quietly, or in a RefusedException that names file, line and column. Templates that were good and have not
    /// changed are not rendered again: a start asks before it opens the database, and once more as a service.
    /// </summary>
    public void Check()
    {
        var version = templates.Version;
        if (good != version)
        {
            Check(templates);
            good = version;
        }
    }

    private void Check(MailTemplates candidate)
    {
        var view = new PageView(candidate, assets, site);
        foreach (var language in candidate.Languages.Tried)
        {
            foreach (var page in new PageSamples(new WishesForm(catalogue, candidate), language).All())
            {
                view.Html(page, language);
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        CheckOwn();
        templates.Trials.Add(Check);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
