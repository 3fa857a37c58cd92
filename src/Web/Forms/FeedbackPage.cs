using System.Globalization;
using DigestMailer.Papers;
using DigestMailer.Papers.Merging;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Saved;
using DigestMailer.Topics;
using DigestMailer.Web.Reading;
using DigestMailer.Web.Site;
using Scriban.Runtime;

namespace DigestMailer.Web.Forms;

/// <summary>
/// "More like this" and "less like this" of a card in the mail, and "save for later" next to them: GET asks, POST makes
/// the paper part of what the reader follows, or puts it on their list, twice as well as once.
/// </summary>
internal sealed class FeedbackPage(Bearer bearer, SignedLinks links, SubscriptionLife life, PaperStore papers,
    SavedPapers saved, SavedPapersPage list, LinksPage fresh, PageView view)
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapRead("/feedback/{**token}", AskAsync);
        app.MapForm("/feedback/{**token}", ActAsync);
    }

    private async Task<IResult> AskAsync(string token, HttpContext context, CancellationToken cancel)
    {
        if (await bearer.OfAsync(LinkPurpose.Feedback, token, context,
            cancel) is not { State: SubscriptionState.Confirmed } subscriber
            || await PaperAsync(context, cancel) is not { } paper)
        {
            return fresh.Refuse(context);
        }

        return Show(context, token, paper, "page.judge_ask", Said(subscriber.Wishes.Topics, paper), asks: true,
            await list.WhereAsync(subscriber.Id, paper, cancel));
    }

    private async Task<Paper?> PaperAsync(HttpContext context, CancellationToken cancel) =>
        MailedLinks.NumberOf(context, "paper") is { } id ? await papers.FindLinkedAsync(id, cancel) : null;

    /// <summary>
    /// The token alone lets its bearer act, as with the one-click POST: no cookie is needed, so that the page works in
    /// the browser of any mail program.
    /// </summary>
    private async Task<IResult> ActAsync(string token, HttpContext context, CancellationToken cancel)
    {
        var form = await FormBody.ReadOrNoneAsync(context);
        var wish = form["wish"].ToString();
        if (wish == "save")
        {
            return await SaveAsync(context, token, cancel);
        }

        if (wish is not ("more" or "less" or "none") || links.Verify(LinkPurpose.Feedback, token) is not { } id
            || await PaperAsync(context, cancel) is not { } paper
            || await life.JudgeAsync(id, paper.Key, wish == "none" ? null : wish == "more", cancel) is not { } wishes)
        {
            return fresh.Refuse(context);
        }

        view.Speak(context, wishes.Look.Language);
        var heading = wish == "none" ? "page.taken_back" : $"page.{wish}_now";
        return Show(context, token, paper, heading, Said(wishes.Topics, paper), asks: false);
    }

    private async Task<IResult> SaveAsync(HttpContext context, string token, CancellationToken cancel)
    {
        if (await bearer.OfAsync(LinkPurpose.Feedback, token, context, cancel) is not
            { State: SubscriptionState.Confirmed } reader || await PaperAsync(context, cancel) is not { } paper)
        {
            return fresh.Refuse(context);
        }

        await saved.SaveAsync(reader.Id, paper.Key, cancel);
        return Show(context, token, paper, "page.kept_now", "", asks: false, list.Of(reader.Id));
    }

    /// <summary>What the reader has said of the paper until now; empty where nothing.</summary>
    private static string Said(TopicSet topics, Paper paper) =>
        topics.More.Contains(paper.Key) ? "more" : topics.Less.Contains(paper.Key) ? "less" : "";

    /// <param name="heading">Key of its text.</param>
    /// <param name="asks">False after it was answered.</param>
    /// <param name="kept">Address of the reader's list, where the paper is on it.</param>
    private IResult Show(HttpContext context, string token, Paper paper, string heading, string said, bool asks,
        string? kept = null) =>
        view.Show(context, new Page("feedback", view.LanguageOf(context).Say(heading))
        {
            Model = new ScriptObject
            {
                ["heading"] = view.LanguageOf(context).Say(heading),
                ["asks"] = asks,
                ["said"] = said,
                ["kept"] = kept,
                ["paper"] = PaperModel.Card(view.Base, view.LanguageOf(context), paper, []),
                ["own"] = string.Create(CultureInfo.InvariantCulture, $"{view.Base}/feedback/{token}?paper={paper.Id}"),
            },
        });
}
