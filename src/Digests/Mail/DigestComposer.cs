using System.Collections.Concurrent;
using DigestMailer.Digests.Choosing;
using DigestMailer.Subscribers;

namespace DigestMailer.Digests.Mail;

/// <summary>
/// Makes the mail of a digest for one person; the body of its cohort is rendered once for each look and kept, up to 16
/// MB of them, since the mails of a cohort follow each other. Safe for many threads, which render the bodies of
/// different cohorts side by side.
/// </summary>
internal sealed class DigestComposer(BodyRenderer renderer, DigestMessage message, TimeProvider clock) : IDisposable
{
    private readonly RenderCache bodies = new(16 * 1024 * 1024, clock);
    private readonly ConcurrentDictionary<(long, MailLook, int), Lazy<Task<CohortBody>>> rendering = new();

    /// <summary>The mail to one reader of a stored digest.</summary>
    /// <param name="digestId">Row in <c>digests</c>; the same id means the same content.</param>
    /// <param name="load">Called only where the cohort's body is not kept; its work is for all who wait for that body,
    /// so none of them cancels it.</param>
    /// <param name="alone">Nobody else is near who gets the same digest: its body is not kept.</param>
    public async Task<ComposedMail> ComposeAsync(
        long digestId, Func<Task<DigestContent>> load, Recipient recipient, MailIdentity identity, bool alone = false,
        CancellationToken cancellation = default)
    {
        var key = (digestId, recipient.Look, renderer.Version);
        var body = bodies.Get<CohortBody>(key)
            ?? await rendering.GetOrAdd(key, _ => new(() => Task.Run(() => RenderAsync(key, load, alone)))).Value
                .WaitAsync(cancellation).ConfigureAwait(false);
        return message.Compose(body, recipient, identity);
    }

    /// <summary>The mail of a digest that is not stored, as for a preview; nothing is kept.</summary>
    public ComposedMail Compose(DigestContent content, Recipient recipient, MailIdentity identity) =>
        message.Compose(renderer.Render(content, recipient.Look), recipient, identity);

    public void Dispose() => bodies.Dispose();

    private async Task<CohortBody> RenderAsync((long, MailLook Look, int) key, Func<Task<DigestContent>> load,
        bool alone)
    {
        try
        {
            // It may have been rendered between the look and the wish.
            return bodies.Get<CohortBody>(key)
                ?? Keep(key, renderer.Render(await load().ConfigureAwait(false), key.Look), alone);
        }
        finally
        {
            rendering.TryRemove(key, out _);
        }
    }

    private CohortBody Keep((long, MailLook, int) key, CohortBody body, bool alone) =>
        alone ? body : bodies.Keep(key, body, body.Bytes);
}
