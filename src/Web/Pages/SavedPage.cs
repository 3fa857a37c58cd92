using DigestMailer.Web.Reading;
using DigestMailer.Web.Site;

namespace DigestMailer.Web.Pages;

/// <summary>The papers that a visitor has saved; their browser alone knows them and fills the page.</summary>
internal sealed class SavedPage(KeptPages kept, PageView view)
{
    public void Map(IEndpointRouteBuilder app) =>
        app.MapRead("/saved", (HttpContext context) => kept.ShowAsync(context, "/saved", () => Task.FromResult(
            new Page("saved", view.LanguageOf(context).Say("page.saved_papers")) { Path = "/saved" }))).Kept(app);
}
