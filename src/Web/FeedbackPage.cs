using System.Globalization;
using DigestMailer.Papers;
using DigestMailer.Subscribers;
using DigestMailer.Topics;
using Scriban.Runtime;

namespace DigestMailer.Web;

/// <summary>"More like this" and "less like this" of a card in the mail: GET asks, POST makes the paper part of what the reader follows, twice as well as once.</summary>
internal sealed class FeedbackPage(SignedLinks links, SubscriberStore subscribers, SubscriptionLife life, PaperStore papers, MessagePage messages, PageView view)
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapRead("/feedback/{token}", AskAsync);
        app.MapPost("/feedback/{token}", ActAsync);
    }

    private async Task<IResult> AskAsync(string token, HttpContext context, CancellationToken cancel)
    {
        if (await WhoAsync(token, cancel) is not { } subscriber || await PaperAsync(context, cancel) is not { } paper || context.Request.Query["wish"].ToString() is not ("more" or "less"))
        {
            return messages.Refuse(context);
        }

        var wish = context.Request.Query["wish"].ToString();
        return Show(context, token, paper, wish == "more" ? "More like this?" : "Less like this?", Said(subscriber.Wishes.Topics, paper), wish);
    }

    private async Task<Subscriber?> WhoAsync(string token, CancellationToken cancel) =>
        links.Verify(LinkPurpose.Feedback, token) is { } id && await subscribers.FindAsync(id, cancel) is { State: SubscriptionState.Confirmed } subscriber ? subscriber : null;

    private async Task<Paper?> PaperAsync(HttpContext context, CancellationToken cancel) =>
        long.TryParse(context.Request.Query["paper"], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? (await papers.FindAsync([id], cancel)).GetValueOrDefault(id)
            : null;

    /// <summary>The token alone lets its bearer act, as with the one-click POST: no cookie is needed, so that the page works in the browser of any mail program.</summary>
    private async Task<IResult> ActAsync(string token, HttpContext context, CancellationToken cancel)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(cancel) : FormCollection.Empty;
        var wish = form["wish"].ToString();
        if (wish is not ("more" or "less" or "none") || links.Verify(LinkPurpose.Feedback, token) is not { } id || await PaperAsync(context, cancel) is not { } paper
            || await life.JudgeAsync(id, paper.Key, wish == "none" ? null : wish == "more", cancel) is not { } wishes)
        {
            return messages.Refuse(context);
        }

        var heading = wish switch { "more" => "More like this from now on", "less" => "Less like this from now on", _ => "Taken back" };
        return Show(context, token, paper, heading, Said(wishes.Topics, paper), asked: null);
    }

    /// <summary>What the reader has said of the paper until now; empty where nothing.</summary>
    private static string Said(TopicSet topics, Paper paper) => topics.More.Contains(paper.Key) ? "more" : topics.Less.Contains(paper.Key) ? "less" : "";

    /// <param name="asked">What the page asks; null after it was answered.</param>
    private IResult Show(HttpContext context, string token, Paper paper, string heading, string said, string? asked) => view.Show(context, new Page("feedback", heading)
    {
        Model = new ScriptObject
        {
            ["heading"] = heading,
            ["asked"] = asked,
            ["said"] = said,
            ["paper"] = PaperModel.Card(view.Base, view.Language, paper, []),
            ["own"] = string.Create(CultureInfo.InvariantCulture, $"{view.Base}/feedback/{token}?paper={paper.Id}"),
        },
    });
}
