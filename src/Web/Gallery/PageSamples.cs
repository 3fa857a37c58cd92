using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Languages;
using DigestMailer.Papers;
using DigestMailer.Topics;
using DigestMailer.Topics.Queries;
using DigestMailer.Web.Forms;
using DigestMailer.Web.Reading;
using DigestMailer.Web.Site;
using Scriban.Runtime;

namespace DigestMailer.Web.Gallery;

/// <summary>
/// Every page with a sample of all that it may show, and with as little as it may show, so that each line of its
/// template is run.
/// </summary>
internal sealed class PageSamples(WishesForm wishes, Language language)
{
    private static readonly DateOnly Day = new(2026, 1, 31);

    public IEnumerable<Page> All() =>
    [
        .. Of(full: true), .. Of(full: false),
        Feedback("more", asks: true), Feedback("less", asks: true), Feedback("", asks: true),
        Feedback("more", asks: false), Feedback("less", asks: false), Feedback("", asks: false),
        Preferences("confirmed"), Preferences("pending"), Preferences("unsubscribed"), Preferences("new"),
        .. AdminSamples.All(),
    ];

    private IEnumerable<Page> Of(bool full) =>
    [
        new("home", "Sample") { Model = List(full), Description = "Sample", Path = full ? "/" : null,
            Feed = full ? "/feeds/all.atom" : null, Image = "https://example.org/a.png", IsArticle = full },
        new("edition", "Sample") { Model = List(full) },
        new("trending", "Sample") { Model = List(full) },
        new("saved", "Sample") { Path = full ? "/saved" : null },
        new("archive", "Sample") { Model = new() { ["months"] = full ? new[] { Month() } : [],
            ["weekdays"] = new[] { new ScriptObject { ["name"] = "Sample", ["short"] = "Sam" } } } },
        new("topics", "Sample") { Model = new() { ["topics"] = TopicLinks(), ["days"] = 31 } },
        new("topic",
            "Sample") { Model =
                With(List(full), "topic",
                    new ScriptObject { ["name"] = "Sample", ["description"] = "Sample", ["query"] = "sample",
                        ["slug"] = "sample" }), Feed = "/feeds/all.atom" },
        new("search", "Sample") { Model = List(full) },
        new("paper",
            "Sample") { Model =
                new() { ["paper"] =
                    PaperModel.Whole("", language, Paper(full), Topics(full), full ? [Day, Day] : []),
                    ["similar"] = full ? new[] { Card(true), Card(false) } : [] } },
        new("subscribe", "Sample") { Model = new() { ["form"] = Form(full) } },
        new("sent", "Sample"),
        new("links", "Sample") { Model = new() { ["guard"] = Guard(), ["broken"] = full, ["email"] = "a@example.org",
            ["fault"] = full ? null : "Sample" } },
        new("confirm",
            "Sample") { Model =
                new() { ["guard"] = Guard(), ["done"] = full, ["topics"] = full ? "One" : "", ["rhythm"] = "Sample",
                    ["consent"] = "Sample" } },
        new("confirm",
            "Sample") { Model =
                new() { ["guard"] = Guard(), ["done"] = false, ["topics"] = "One", ["rhythm"] = "Sample",
                    ["consent"] = "Sample" } },
        new("erase",
            "Sample") { Model = new() { ["guard"] = Guard(), ["email"] = "a@example.org", ["preferences"] = "/" } },
        new("unsubscribe", "Sample") { Model = new() { ["rhythm"] = "Sample", ["weekly"] = full, ["few"] = full,
            ["digest"] = "Sample", ["others"] = full ? "One and two" : "" } },
        new("left", "Sample") { Model = new() { ["undo"] = full ? "sample" : null, ["action"] = "/",
            ["others"] = full ? "One and two" : "", ["end_all"] = "/" } },
        new("kept", "Sample") { Model = new() { ["own"] = "/", ["removed"] = full ? "sample:1" : null,
            ["reminds"] = full,
            ["papers"] = full ? new[] { ReaderSamples.Kept(true), ReaderSamples.Kept(false) } : [],
            ["cite"] = PaperModel.Citations("/"),
            ["feed"] = "/" } },
        new("move", "Sample") { Model = new() { ["heading"] = "Sample", ["lead"] = "Sample",
            ["consent"] = full ? "Sample" : null, ["button"] = "Sample" } },
        new("move", "Sample") { Model = new() { ["heading"] = "Sample", ["lead"] = "Sample", ["consent"] = null,
            ["button"] = full ? "Sample" : null } },
        new("message", "Sample") { Model = Message.Of("Sample", "One", "Two") },
        new("status",
            "Sample") { Model =
                new() { ["words_alone"] = full, ["own_vectors"] = full, ["no_summaries"] = full,
                    ["not_reloaded"] = full, ["sources"] =
                    full ? new[] { new ScriptObject { ["name"] = "Sample", ["state"] = "fresh", ["words"] = "Sample",
                        ["asked"] = "Sample", ["good"] = "never" } } : [] } },
        new("mailbox", "Sample") { Model = new() { ["mails"] = full ? new[] { MailLine(true), MailLine(false) } : [],
            ["mail"] = Mail(full) } },
        new("forecast", "Sample") { Model = new() { ["fault"] = full ? "Sample" : null, ["forecast"] = null } },
        new("forecast", "Sample") { Model = new() { ["fault"] = null, ["forecast"] = Forecast(full) } },
    ];

    private static ScriptObject MailLine(bool current) => new()
    {
        ["to"] = "a@example.org",
        ["subject"] = "Sample",
        ["at"] = "Sample",
        ["href"] = "/",
        ["current"] = current,
    };

    private static ScriptObject Mail(bool full) => new()
    {
        ["subject"] = "Sample",
        ["headers"] = new[] { new ScriptObject { ["name"] = "To", ["value"] = "a@example.org" } },
        ["text"] = full ? null : "Sample",
        ["body"] = "/",
        ["as_text"] = "/",
        ["as_html"] = full ? "/" : null,
    };

    /// <summary>What the pages with a list of papers show between them.</summary>
    private ScriptObject List(bool full) => new()
    {
        ["edition"] = full ? "Sample" : "",
        ["topic"] = full ? "Sample" : "",
        ["query"] = full ? "sample" : "",
        ["fault"] = full ? null : "Sample",
        ["days"] = 31,
        ["feed"] = full ? "/" : null,
        ["subscribe"] = "/",
        ["papers"] = full ? new[] { Card(true), Card(false) } : [],
        ["total"] = full ? 2 : 0,
        ["words"] = full ? 1 : 0,
        ["subscribe_near"] = full ? "/" : null,
        ["pager"] = new ScriptObject { ["page"] = 1, ["pages"] = full ? 2 : 1, ["previous"] = "/", ["next"] = null },
        ["topics"] = TopicLinks(),
        ["all"] = "/",
        ["all_count"] = 2,
        ["form"] = Form(full),
        ["earlier"] = full ? "/" : null,
        ["cite"] = PaperModel.Citations("/"),
        ["orders"] = new[] { Choice(current: true), Choice(current: false) },
        ["spans"] = new[] { Choice(current: true), Choice(current: false) },
        ["trending"] = new[] { Choice(current: false) },
        ["before"] = full ? new ScriptObject { ["name"] = "Sample", ["href"] = "/" } : null,
        ["after"] = full ? new ScriptObject { ["name"] = "Sample", ["href"] = "/" } : null,
        ["wider"] =
            full ? new[] { new ScriptObject { ["name"] = "Sample", ["href"] = "/" },
                new ScriptObject { ["name"] = "Sample", ["href"] = "/" } } : [],
    };

    private static ScriptObject Choice(bool current) =>
        new() { ["name"] = "Sample", ["href"] = "/", ["current"] = current };

    private ScriptObject Card(bool full) =>
        With(With(PaperModel.Card("", language, Paper(full), Topics(full),
            full ? new Because("Sample", ["one", "two"]) { Liked = "Sample" } : null), "number", 1), "begins_near",
            full);

    private static Paper Paper(bool full) =>
        !full ? new Paper { Key = "sample:1", Title = "Sample", Url = "https://example.org/" } : new Paper
        {
            Key = "sample:2",
            Title = "Sample",
            Abstract = "Sample",
            Authors = ["One", "Two"],
            Categories = ["cs.CL"],
            Organization = "Sample",
            Published = Day,
            Votes = 1,
            Comments = 2,
            Stars = 3,
            Url = "https://example.org/a",
            PdfUrl = "https://example.org/b",
            CodeUrl = "https://example.org/c",
            Summary = "A sample of eight words says what is new.",
            SummaryBy = "Sample",
            WithdrawnAt = DateTimeOffset.UnixEpoch,
        };

    private static Topic[] Topics(bool full) =>
        full ? [new Topic("sample", "Sample", TopicQuery.Parse("sample").Query!, "Sample")] : [];

    private static ScriptObject[] TopicLinks() => [TopicLink(current: true), TopicLink(current: false)];

    private static ScriptObject TopicLink(bool current) =>
        new()
        {
            ["slug"] = "sample",
            ["name"] = "Sample",
            ["description"] = "Sample",
            ["count"] = 1,
            ["href"] = "/",
            ["current"] = current
        };

    private static ScriptObject Month()
    {
        var day = new ScriptObject { ["name"] = "Sample", ["title"] = "Sample", ["href"] = "/", ["papers"] = 1 };
        var week =
            new ScriptObject
            {
                ["name"] = "Sample",
                ["title"] = "Sample",
                ["href"] = "/",
                ["days"] = new[] { day },
                ["cells"] = new[] { day, null, null, null, null, null, null }
            };
        return new ScriptObject { ["name"] = "Sample", ["href"] = "/", ["papers"] = 1, ["weeks"] = new[] { week } };
    }

    private ScriptObject Form(bool full) => new()
    {
        ["guard"] = Guard(),
        ["email"] = "a@example.org",
        ["fault"] = full ? "Sample" : null,
        ["consent"] = "Sample",
        ["wishes"] = wishes.Model(WishesForm.Untouched(language), language),
        ["forecast"] = Forecast(full),
        ["open"] = full,
    };

    private ScriptObject Forecast(bool full) => new()
    {
        ["days"] = full ? 7 : 31,
        ["matched"] = full ? 9 : 0,
        ["per_week"] = full ? 9 : 0,
        ["sent_per_week"] = 5,
        ["capped"] = full,
        ["papers"] = full ? new[] { Card(true), Card(false) } : [],
    };

    private Page Preferences(string state) => new("preferences", "Sample")
    {
        Model = new()
        {
            ["form"] = Form(state == "confirmed"),
            ["done"] = state == "confirmed" ? "Sample" : null,
            ["liked"] = state == "confirmed" ? new[] { ReaderSamples.Marked("/papers/a"), ReaderSamples.Marked(null) }
                : [],
            ["disliked"] = state == "confirmed" ? new[] { ReaderSamples.Marked("/papers/b") } : [],
            ["library"] = state == "new" ? null : ReaderSamples.Library(isRead: state == "confirmed"),
            ["email"] = "a@example.org",
            ["state"] = state,
            ["paused"] = state == "confirmed" ? "Sample" : null,
            ["kept"] = "/",
            ["own"] = "/",
            ["digests"] = ReaderSamples.Digests(state),
            ["tomorrow"] = "2026-01-31",
        },
    };

    private Page Feedback(string said, bool asks) => new("feedback", "Sample")
    {
        Model = new()
        {
            ["heading"] = "Sample",
            ["asks"] = asks,
            ["said"] = said,
            ["kept"] = said == "less" ? null : "/",
            ["paper"] = Card(true),
            ["own"] = "/"
        },
    };

    private static ScriptObject Guard() => new() { ["name"] = "sample", ["value"] = "sample", ["opened"] = "sample" };

    private static ScriptObject With(ScriptObject model, string name, object value)
    {
        model[name] = value;
        return model;
    }
}
