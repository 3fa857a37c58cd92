using DigestMailer.Digests.Mail;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Libraries;
using DigestMailer.Web.Site;
using Scriban.Runtime;

namespace DigestMailer.Web.Forms;

/// <summary>The part of a reader's own page that connects their Zotero library, and ends it.</summary>
internal sealed class LibraryForm(LibraryDesk desk, LibraryStore store, PageView view)
{
    /// <returns>What to tell the reader: a fault, or what was done.</returns>
    public async Task<(string? Fault, string? Done)> ConnectAsync(HttpContext context, Subscriber subscriber,
        string key, CancellationToken cancel)
    {
        if (!desk.IsOpen || subscriber.State != SubscriptionState.Confirmed)
        {
            return (null, null);
        }

        var language = view.LanguageOf(context);
        var report = await desk.ConnectAsync(subscriber.Id, key, cancel);
        return report.End switch
        {
            ZoteroEnd.Read => (null, language.Say("page.liked_now", ("count", report.Papers))),
            ZoteroEnd.Unchanged => (null, language.Say("page.library_later")),
            ZoteroEnd.MayWrite => (language.Say("page.library_writes"), null),
            ZoteroEnd.MayNotRead => (language.Say("page.library_closed"), null),
            ZoteroEnd.Rejected => (language.Say("page.library_rejected"), null),
            _ => (language.Say("page.library_silent"), null),
        };
    }

    public async Task<string> RemoveAsync(HttpContext context, Subscriber subscriber, CancellationToken cancel)
    {
        await desk.RemoveAsync(subscriber.Id, cancel);
        return view.LanguageOf(context).Say("page.library_removed");
    }

    /// <summary>What the page shows of it; null where readers may connect none, and this one has none.</summary>
    public async Task<ScriptObject?> ModelAsync(HttpContext context, Subscriber subscriber, CancellationToken cancel)
    {
        var library = await store.FindAsync(subscriber.Id, cancel);
        return library is null && !desk.IsOpen ? null : new ScriptObject
        {
            ["open"] = desk.IsOpen && library?.Sealed is null,
            ["name"] = library?.Name,
            ["rejected"] = library is not null && library.Sealed is null,
            ["read"] = library?.ReadAt is { } at ? DayText.Day(
                DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, subscriber.Wishes.Rhythm.Zone).DateTime),
                view.LanguageOf(context)) : null,
        };
    }
}
