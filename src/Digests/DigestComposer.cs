using DigestMailer.Subscribers;
using Microsoft.Extensions.Caching.Memory;

namespace DigestMailer.Digests;

/// <summary>Makes the mail of a digest for one person; the body of its cohort is rendered once for each look and kept, up to 64 MB of them. Safe for many threads.</summary>
internal sealed class DigestComposer(BodyRenderer renderer, DigestMessage message) : IDisposable
{
    private readonly MemoryCache bodies = new(new MemoryCacheOptions { SizeLimit = 64 * 1024 * 1024 });
    private readonly SemaphoreSlim rendering = new(1);

    /// <summary>The mail to one reader of a stored digest.</summary>
    /// <param name="digestId">Row in <c>digests</c>; the same id means the same content.</param>
    /// <param name="load">Called only where the cohort's body is not kept.</param>
    public async Task<ComposedMail> ComposeAsync(
        long digestId, Func<CancellationToken, Task<DigestContent>> load, Recipient recipient, MailIdentity identity, CancellationToken cancellation = default)
    {
        var key = (digestId, recipient.Look, renderer.Version);
        if (!bodies.TryGetValue(key, out CohortBody? body))
        {
            await rendering.WaitAsync(cancellation).ConfigureAwait(false);
            try
            {
                body = bodies.Get<CohortBody>(key) ?? Keep(key, renderer.Render(await load(cancellation).ConfigureAwait(false), recipient.Look));
            }
            finally
            {
                rendering.Release();
            }
        }

        return message.Compose(body!, recipient, identity);
    }

    /// <summary>The mail of a digest that is not stored, as for a preview; nothing is kept.</summary>
    public ComposedMail Compose(DigestContent content, Recipient recipient, MailIdentity identity)
    {
        rendering.Wait();
        try
        {
            return message.Compose(renderer.Render(content, recipient.Look), recipient, identity);
        }
        finally
        {
            rendering.Release();
        }
    }

    public void Dispose()
    {
        bodies.Dispose();
        rendering.Dispose();
    }

    private CohortBody Keep((long, MailLook, int) key, CohortBody body) => bodies.Set(key, body, new MemoryCacheEntryOptions { Size = body.Bytes });
}
