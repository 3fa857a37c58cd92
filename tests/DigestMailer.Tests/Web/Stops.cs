using DigestMailer.Outbox;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Moves;
using DigestMailer.Subscribers.Saved;
using DigestMailer.Topics;
using Microsoft.Playwright;

namespace DigestMailer.Tests.Web;

/// <summary>
/// Every page of the site by name, and how a visitor gets there: by an address, or by pressing a button on another
/// page.
/// </summary>
/// <param name="language">Of the people whose pages these are.</param>
internal sealed class Stops(SiteFixture site, string language = "en")
{
    private const string EveryPaper = "SELECT min(id) FROM papers";
    private int people;

    /// <summary>Pages that an address leads to.</summary>
    public async Task<IReadOnlyList<Stop>> ReadAsync()
    {
        var (pending, ana, gone) = (await EnrolAsync(confirmed: false), await EnrolAsync(), await EnrolAsync());
        await site.Get<Database>()
            .WriteAsync(transaction => site.Get<SubscriptionLife>().LeaveAsync(transaction, gone, new Consent("link")));
        return
        [
            At("home", "/"), At("edition", "/editions/2026-11-23"), At("trending", "/trending?days=7"),
            At("archive", "/archive"), At("topics", "/topics"),
            At("topic", "/topics/speech"),
            At("search", "/search?q=memory+OR+speech"), At("search-fault", "/search?q=(memory"),
            At("paper", "/papers/arxiv:2611.24000"), At("subscribe", "/subscribe"),
            At("sent", "/subscribe/sent"), At("confirm", Link(LinkPurpose.Confirm, pending)),
            At("preferences", Link(LinkPurpose.Preferences, await SeveralAsync())),
            At("preferences-one", Link(LinkPurpose.Preferences, ana)),
            At("erase", Link(LinkPurpose.Preferences, ana) + "/erase"),
            At("unsubscribe", Link(LinkPurpose.Unsubscribe, ana)), At("left", Link(LinkPurpose.Unsubscribe, gone)),
            At("status", "/status"), At("feedback", await FeedbackAsync(ana)), At("mail", await MailAsync()),
            At("kept", "/saved"), At("saved-for-later", await SavedAsync(ana)),
            At("move", Link(LinkPurpose.Move, await AskedAsync(ana))),
            At("undo-move", await MovedAsync(await EnrolAsync())), At("not-found", "/papers/arxiv:1"),
            At("bad-link", "/unsubscribe/v1.1.1.x"),
        ];
    }

    /// <summary>Pages that follow a button; each way is a person's of its own, so that it can be gone again.</summary>
    public async Task<IReadOnlyList<Stop>> PressedAsync() =>
    [
        Pressed("confirmed", Link(LinkPurpose.Confirm, await EnrolAsync(confirmed: false)), "Confirm my digest",
            "You are subscribed"),
        Pressed("saved", Link(LinkPurpose.Preferences, await EnrolAsync()), "Save",
            "Your next digest uses these settings"),
        Pressed("previewed", Link(LinkPurpose.Preferences, await EnrolAsync()), "Preview",
            "What you would have received"),
        Pressed("left-by-button", Link(LinkPurpose.Unsubscribe, await EnrolAsync()), "Unsubscribe",
            "You are unsubscribed"),
        Pressed("left-by-preferences", Link(LinkPurpose.Preferences, await EnrolAsync()), "Unsubscribe",
            "Nothing more is sent to you"),
        Pressed("paused", Link(LinkPurpose.Unsubscribe, await EnrolAsync()), "Pause for 30 days", "Paused for 30 days"),
        Pressed("weekly", Link(LinkPurpose.Unsubscribe, await EnrolAsync()), "Once a week", "Once a week from now on"),
        Pressed("judged", await FeedbackAsync(await EnrolAsync()), "More like this", "More like this from now on"),
        Pressed("erased", Link(LinkPurpose.Preferences, await EnrolAsync()) + "/erase", "Erase everything about me",
            "Your data has been erased"),
        Pressed("saved-next", await FeedbackAsync(await EnrolAsync()), "Save for later", "Open my saved papers"),
        Pressed("moved", Link(LinkPurpose.Move, await AskedAsync(await EnrolAsync())), "Send my digest here",
            "Your digest comes here now"),
        Pressed("move-undone", await MovedAsync(await EnrolAsync()), "Undo", "The change is undone"),
        Subscribing("subscribed", "new@readers.example", "Check your inbox"),
        Subscribing("refused", "no-dot@readers", "is not a valid email address"),
    ];

    /// <summary>The page of a fault of ours; nothing works after it.</summary>
    public Stop Broken => new("broken", async page =>
    {
        await site.RunAsync("DROP TABLE listings");
        // A page that nobody has asked for: pages that were shown are kept.
        await page.GotoAsync(site.Address + "/editions/2024-01-05");
        await page.GetByText("Something went wrong here").WaitForAsync();
    });

    private Stop At(string name, string path) => new(name, page => page.GotoAsync(site.Address + path));

    private Stop Pressed(string name, string path, string button, string expected) => new(name, async page =>
    {
        await page.GotoAsync(site.Address + path);
        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await page.GetByText(expected).First.WaitForAsync();
    });

    private Stop Subscribing(string name, string email, string expected) => new(name, async page =>
    {
        await page.GotoAsync(site.Address + "/subscribe");
        await page.GetByLabel("Your email address").FillAsync(email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Subscribe", Exact = true }).ClickAsync();
        await page.GetByText(expected).First.WaitForAsync();
    });

    private async Task<long> EnrolAsync(bool confirmed = true)
    {
        var email = $"{language}{++people}@readers.example";
        var (wishes, _) =
            new WishesInput(["speech", "language-models"], ["title:codec -image"])
            {
                ["every"] = "weekday",
                ["at"] = "07:30",
                ["zone"] = "Europe/Lisbon",
                ["language"] = language,
            }.Check(site.Get<TopicCatalogue>());
        await site.Get<SubscriberStore>().EnrolAsync([new Enrolment(email, null, wishes!, confirmed, "form", null)]);
        return (await site.Get<SubscriberStore>().FindAsync(email))!.Id;
    }

    /// <summary>A reader with a digest and an alert.</summary>
    private async Task<long> SeveralAsync()
    {
        var id = await EnrolAsync();
        var reader = (await site.Get<SubscriberStore>().FindAsync(id))!;
        var (wishes, _) = new WishesInput([], ["codec"]) { ["every"] = "match", ["language"] = language }
            .Check(site.Get<TopicCatalogue>());
        await site.Get<SubscriberStore>().EnrolAsync([new Enrolment(reader.Email, null, wishes!, true, "form", null)
        {
            Digest = "Codec alert",
        }]);
        return id;
    }

    private async Task<string> FeedbackAsync(long id) =>
        $"{Link(LinkPurpose.Feedback, id)}?paper={await site.OneAsync<long>(EveryPaper)}";

    private async Task<string> SavedAsync(long id)
    {
        foreach (var key in await site.ReadAsync<string>("SELECT key FROM papers ORDER BY id LIMIT 5"))
        {
            await site.Get<SavedPapers>().SaveAsync(id, key);
        }

        return Link(LinkPurpose.Saved, id);
    }

    private async Task<long> AskedAsync(long id)
    {
        var reader = (await site.Get<SubscriberStore>().FindAsync(id))!;
        await site.Get<AddressChanges>().AskAsync(reader, $"other-{reader.Email}", null);
        return await site.OneAsync<long>("SELECT max(id) FROM address_changes");
    }

    private async Task<string> MovedAsync(long id)
    {
        var reader = (await site.Get<SubscriberStore>().FindAsync(id))!;
        await site.Get<AddressMove>().MoveAsync(reader, $"moved-{reader.Email}", "sample", default);
        return "/undo-move/" + site.Get<SignedLinks>().Sign(LinkPurpose.UndoMove,
            await site.OneAsync<long>("SELECT max(id) FROM address_changes"), SiteFixture.Now.AddDays(30));
    }

    /// <summary>A digest that really was sent, in the browser.</summary>
    private async Task<string> MailAsync()
    {
        await site.DeliverAsync();
        var (id, digest) =
            await site.OneAsync<(long, long)>(
                "SELECT subscriber_id, digest_id FROM outbox WHERE digest_id IS NOT NULL ORDER BY id LIMIT 1");
        return $"{Link(LinkPurpose.View, id)}/{digest}";
    }

    private string Link(LinkPurpose purpose, long id) =>
        $"/{purpose.ToString().ToLowerInvariant()}/" + site.Get<SignedLinks>().Sign(purpose, id,
            purpose == LinkPurpose.Unsubscribe ? null : SiteFixture.Now.AddDays(30));
}

/// <summary>A page by name, and how to get there.</summary>
internal sealed record Stop(string Name, Func<IPage, Task> GoAsync);
