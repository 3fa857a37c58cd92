using System.Globalization;
using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Languages;
using DigestMailer.Digests.Mail;
using DigestMailer.Digests.Templates;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Several;
using DigestMailer.Web.Site;
using Scriban.Runtime;

namespace DigestMailer.Web.Forms;

/// <summary>
/// The digests on a reader's own page: all at a glance, which one the page is about, a further one, another name. The
/// link of any of them leads to all.
/// </summary>
internal sealed class DigestsForm(ReaderDigests digests, SubscriberStore subscribers, DigestStore store, PageView view,
    TimeProvider clock)
{
    /// <summary>
    /// The digest that a page is about, in its query; <see cref="New"/> is one that is not there yet.
    /// </summary>
    private const string Query = "digest";
    private const string New = "new";

    /// <summary>Whether the page asks for a further digest.</summary>
    public static bool IsNew(HttpContext context) => context.Request.Query[Query] == New;

    /// <summary>The digest that the page is about: the one of its query, or the one of its link.</summary>
    public async Task<Subscriber> ChosenAsync(Subscriber bearer, HttpContext context, CancellationToken cancel) =>
        long.TryParse(context.Request.Query[Query], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && id != bearer.Id && await subscribers.FindAsync(id, cancel) is { } other && other.ReaderId == bearer.ReaderId
            ? other : bearer;

    /// <summary>Adds a further digest; the address is confirmed, so it begins at once.</summary>
    /// <returns>The digest, or what is wrong.</returns>
    public async Task<(Subscriber? Added, string? Fault)> AddAsync(HttpContext context, Subscriber reader,
        string written, Wishes wishes, CancellationToken cancel)
    {
        var language = view.LanguageOf(context);
        var (name, fault) = Named(written, language);
        if (name is null)
        {
            return (null, fault);
        }

        var known = await digests.ListAsync(reader.Id, cancel);
        if (reader.ReaderState != SubscriptionState.Confirmed || known.Count >= ReaderDigests.Most)
        {
            return (null, language.Say("page.digest_full", ("most", ReaderDigests.Most)));
        }

        if (ReaderDigests.Named(known, name) is not null)
        {
            return (null, language.Say("page.digest_taken"));
        }

        await subscribers.EnrolAsync([new Enrolment(reader.Email, null, wishes, Confirmed: true, "preferences", null)
        {
            Digest = name,
            Network = Network.Of(context.Connection.RemoteIpAddress),
            MayReturn = true,
        }], cancel: cancel);
        return (ReaderDigests.Named(await digests.ListAsync(reader.Id, cancel), name), null);
    }

    /// <returns>What is wrong; null where it has the name now.</returns>
    public async Task<string?> RenameAsync(HttpContext context, Subscriber digest, string written,
        CancellationToken cancel)
    {
        var language = view.LanguageOf(context);
        var (name, fault) = Named(written, language);
        return name is null ? fault
            : await digests.RenameAsync(digest.Id, name, cancel) ? null : language.Say("page.digest_taken");
    }

    private static (string? Name, string? Fault) Named(string written, Language language) =>
        DigestName.Read(written) is ({ } name, null) ? (name, null) : (null, language.Say("page.digest_no_name"));

    /// <summary>Forgets a further digest that has ended.</summary>
    public async Task<bool> RemoveAsync(Subscriber digest, Consent consent, CancellationToken cancel)
    {
        if (!MayRemove(digest))
        {
            return false;
        }

        await digests.RemoveAsync(digest, consent, cancel);
        return true;
    }

    private static bool MayRemove(Subscriber digest) =>
        digest is { FurtherOf: not null, State: SubscriptionState.Unsubscribed };

    /// <summary>
    /// The digests that the reader still gets without one of them, in words; empty where there are none.
    /// </summary>
    /// <param name="andThis">Whether that one is told too.</param>
    public async Task<string> OthersAsync(long id, Language language, CancellationToken cancel, bool andThis = false) =>
        DigestWords.Names((await digests.ListAsync(id, cancel))
            .Where(one => (andThis || one.Id != id) && one.State == SubscriptionState.Confirmed), language);

    /// <summary>What the template shows of them.</summary>
    /// <param name="shown">The one that the page is about.</param>
    /// <param name="own">The address of the page of the link.</param>
    /// <param name="name">As it was typed; null for the name that it has.</param>
    public async Task<ScriptObject> ModelAsync(HttpContext context, Subscriber shown, string own, string? name,
        CancellationToken cancel)
    {
        var (language, isNew) = (view.LanguageOf(context), IsNew(context));
        var all = await digests.ListAsync(shown.Id, cancel);
        return new()
        {
            ["all"] = all.Select(one => Row(one, language, own, !isNew && one.Id == shown.Id)).ToArray(),
            ["is_new"] = isNew,
            ["name"] = name ?? (isNew ? "" : PlainText.Line(shown.Digest)),
            ["add"] = shown.ReaderState == SubscriptionState.Confirmed && all.Count < ReaderDigests.Most
                ? $"{own}?{Query}={New}" : null,
            ["here"] = isNew ? $"{own}?{Query}={New}" : Of(shown, own),
            ["may_remove"] = !isNew && MayRemove(shown),
            ["may_end_all"] = all.Count(one => one.State == SubscriptionState.Confirmed) > 1,
        };
    }

    private ScriptObject Row(Subscriber digest, Language language, string own, bool isShown) => new()
    {
        ["name"] = DigestWords.NameOf(digest, language),
        ["href"] = Of(digest, own),
        ["shown"] = isShown,
        ["rhythm"] = LetterModel.When(digest.Wishes.Rhythm, language),
        ["topics"] = TemplateModel.Topics(store.Names(digest.Wishes.Topics), language),
        ["state"] =
            digest.State != SubscriptionState.Confirmed ? language.Say("page.digest_ended")
            : digest.PausedUntil > clock.GetUtcNow() ? language.Say("page.digest_paused") : "",
    };

    private static string Of(Subscriber digest, string own) =>
        string.Create(CultureInfo.InvariantCulture, $"{own}?{Query}={digest.Id}");
}
