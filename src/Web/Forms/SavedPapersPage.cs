using DigestMailer.Digests.Templates;
using DigestMailer.Papers;
using DigestMailer.Papers.Merging;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Saved;
using DigestMailer.Web.Pages;
using DigestMailer.Web.Reading;
using DigestMailer.Web.Site;
using Microsoft.Extensions.Options;
using Scriban.Runtime;

namespace DigestMailer.Web.Forms;

/// <summary>
/// What a reader saved for later: a page, a file for a reference manager and a feed, all behind one signed link that
/// never ends, so that a feed reader can keep it. It shows these papers, takes them off the list, and turns the weekly
/// reminder of them on and off.
/// </summary>
internal sealed class SavedPapersPage(Bearer bearer, SignedLinks links, SavedPapers saved, SavedReminders reminders,
    PaperStore papers, LinksPage fresh, PageView view, IOptions<SiteOptions> site)
{
    private const int EntriesOfFeed = 100;

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapRead("/saved/{token}", ShowAsync);
        app.MapForm("/saved/{token}", ActAsync);
        app.MapRead("/saved/{token}/quiet", ShowAsync);
        app.MapForm("/saved/{token}/quiet", QuietAsync);
        app.MapRead("/saved/{token}/papers.atom", FeedAsync).RequireRateLimiting(RequestLimits.Feeds);
        app.MapRead("/saved/{token}/papers.{format:regex(^(bib|ris)$)}", CiteAsync)
            .RequireRateLimiting(RequestLimits.Citations);
    }

    /// <summary>Address of a reader's page on this site.</summary>
    public string Of(long subscriberId) => $"{view.Base}/saved/{links.Sign(LinkPurpose.Saved, subscriberId)}";

    private async Task<IResult> ShowAsync(string token, HttpContext context, CancellationToken cancel) =>
        await bearer.OfAsync(LinkPurpose.Saved, token, context, cancel) is { } reader
            ? await PageAsync(context, reader, null, cancel) : fresh.Refuse(context);

    /// <summary>The token alone lets its bearer act, without a cookie.</summary>
    private async Task<IResult> ActAsync(string token, HttpContext context, CancellationToken cancel)
    {
        var form = await FormBody.ReadOrNoneAsync(context);
        var (remove, back, remind) =
            (form["remove"].ToString(), form["back"].ToString(), form["remind"].ToString());
        if (await bearer.OfAsync(LinkPurpose.Saved, token, context, cancel) is not { } reader)
        {
            return fresh.Refuse(context);
        }

        if (remove.Length > 0)
        {
            await RemoveAsync(reader.Id, remove, cancel);
        }
        else if (back.Length > 0 && await papers.FindNamedAsync(back, cancel) is { } paper)
        {
            await saved.SaveAsync(reader.Id, paper.Key, cancel);
        }
        else if (remind is "yes" or "no")
        {
            await reminders.SetAsync(reader, remind == "yes", cancel);
        }

        return await PageAsync(context, reader, remove.Length > 0 ? remove : null, cancel);
    }

    /// <summary>The one-click POST of a mail program ends the reminders, whatever its body (RFC 8058 §3.1).</summary>
    private async Task<IResult> QuietAsync(string token, HttpContext context)
    {
        if (await bearer.OfAsync(LinkPurpose.Saved, token, context, CancellationToken.None) is not { } reader)
        {
            return fresh.Refuse(context);
        }

        await reminders.SetAsync(reader, wanted: false, CancellationToken.None);
        return await PageAsync(context, reader, null, CancellationToken.None);
    }

    /// <summary>Takes a paper off the list, under every name that it was saved by.</summary>
    private async Task RemoveAsync(long subscriberId, string key, CancellationToken cancel)
    {
        var list = await saved.ListAsync(subscriberId, cancel);
        var found = await papers.FindByKeyAsync([.. list.Select(one => one.Key)], cancel);
        var paper = found.GetValueOrDefault(key)?.Id;
        foreach (var one in list.Where(one => one.Key == key
            || (paper is not null && found.GetValueOrDefault(one.Key)?.Id == paper)))
        {
            await saved.RemoveAsync(subscriberId, one.Key, cancel);
        }
    }

    /// <summary>Address of a reader's page on this site where a paper is on their list; else null.</summary>
    public async Task<string?> WhereAsync(long subscriberId, Paper paper, CancellationToken cancel)
    {
        var list = await saved.ListAsync(subscriberId, cancel);
        var found = await papers.FindByKeyAsync([.. list.Select(one => one.Key)], cancel);
        return found.Values.Any(one => one.Id == paper.Id) ? Of(subscriberId) : null;
    }

    private async Task<IResult> PageAsync(HttpContext context, Subscriber reader, string? removed,
        CancellationToken cancel)
    {
        var language = view.LanguageOf(context);
        var list = await saved.ListAsync(reader.Id, cancel);
        var found = await papers.FindByKeyAsync([.. list.Select(one => one.Key)], cancel);
        var own = Of(reader.Id);
        return view.Show(context, new Page("kept", language.Say("page.kept_papers"))
        {
            Feed = own[view.Base.Length..] + "/papers.atom",
            Model = new ScriptObject
            {
                ["own"] = own,
                ["removed"] = removed,
                ["reminds"] = await reminders.IsOnAsync(reader.Id, cancel),
                ["papers"] =
                    list.DistinctBy(one => found.GetValueOrDefault(one.Key)?.Key ?? one.Key)
                        .Select(one => Row(one, found.GetValueOrDefault(one.Key))).ToArray(),
                ["cite"] = PaperModel.Citations(own + "/papers"),
                ["feed"] = own + "/papers.atom",
            },
        });
    }

    private ScriptObject Row(SavedPaper one, Paper? paper) => new()
    {
        ["key"] = one.Key,
        ["title"] = PlainText.Line(paper?.Title ?? one.Key),
        ["page"] = paper is null ? null : view.Base + PaperModel.PathOf(paper.Key),
        ["authors"] = paper is null ? "" : PlainText.Cut(string.Join(", ", paper.Authors.Select(PlainText.Line)), 100),
    };

    private async Task<IResult> FeedAsync(string token, HttpContext context, CancellationToken cancel)
    {
        if (await bearer.OfAsync(LinkPurpose.Saved, token, context, cancel) is not { } reader)
        {
            return fresh.Refuse(context);
        }

        var list = await saved.ListAsync(reader.Id, cancel);
        var found = await PapersAsync([.. list.Take(EntriesOfFeed)], cancel);
        var own = Of(reader.Id)[view.Base.Length..].TrimStart('/');
        var feed = new Feed(site.Value, $"{site.Value.Name}: {view.LanguageOf(context).Say("page.kept_papers")}",
            own + "/papers.atom", own);
        PageView.KeepPrivate(context);
        return Results.Bytes(feed.Write(found, list.Count == 0 ? DateTimeOffset.UnixEpoch : list[0].SavedAt, 1, 1),
            "application/atom+xml; charset=utf-8");
    }

    private async Task<IResult> CiteAsync(string token, string format, HttpContext context, CancellationToken cancel)
    {
        if (await bearer.OfAsync(LinkPurpose.Saved, token, context, cancel) is not { } reader)
        {
            return fresh.Refuse(context);
        }

        var found = await PapersAsync(await saved.ListAsync(reader.Id, cancel), cancel);
        PageView.KeepPrivate(context);
        return CitationEndpoints.Answer(format, "saved-papers", found, context);
    }

    private async Task<IReadOnlyList<Paper>> PapersAsync(IReadOnlyList<SavedPaper> list, CancellationToken cancel)
    {
        var found = await papers.FindByKeyAsync([.. list.Select(one => one.Key)], cancel);
        return [.. list.Select(one => found.GetValueOrDefault(one.Key)).OfType<Paper>().DistinctBy(one => one.Id)];
    }
}
