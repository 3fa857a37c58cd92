using DigestMailer.Subscribers.Imports;
using DigestMailer.Subscribers.Keys;
using DigestMailer.Topics;
using Microsoft.Extensions.Options;

namespace DigestMailer.Subscribers.Libraries;

/// <summary>
/// Connects a reader's Zotero library, reads it again each week, and ends it. The papers added to it last count as
/// papers that the reader likes; papers that left it, or made room for newer ones, no longer do. What the reader says
/// of a paper counts more than that it is in the library.
/// </summary>
internal sealed class LibraryDesk(LibraryStore store, ZoteroApi zotero, RingSeal seal, PastedPapers pasted,
    SubscriptionLife life, IOptions<ZoteroOptions> options, TimeProvider clock, ILogger<LibraryDesk> log)
{
    /// <summary>The purpose of the keys of the ring that seal the readers' keys.</summary>
    public const string Ring = "libraries";

    private const int ShortestKey = 16;
    private const int LongestKey = 64;
    private const int AtOnce = 50;
    private static readonly TimeSpan AfterFault = TimeSpan.FromHours(6);

    /// <summary>Whether readers may connect one.</summary>
    public bool IsOpen => options.Value.Enabled;

    /// <summary>
    /// Asks whose key it is, keeps it sealed, and reads the library. A key that may write is refused: we only read, and
    /// a key that is stolen must not harm.
    /// </summary>
    /// <returns>Read where its papers are liked now; Unchanged where it is connected, but Zotero wants to be asked for
    /// its papers later. Nothing is kept at any other end.</returns>
    public async Task<LibraryReport> ConnectAsync(long subscriberId, string key, CancellationToken cancel)
    {
        key = key.Trim();
        if (key.Length is < ShortestKey or > LongestKey || !key.All(char.IsAsciiLetterOrDigit))
        {
            return new(ZoteroEnd.Rejected);
        }

        var owner = await zotero.OwnerAsync(key, cancel);
        if (owner.End != ZoteroEnd.Read)
        {
            return new(owner.End);
        }

        var before = await store.FindAsync(subscriberId, cancel);
        var library = new Library
        {
            SubscriberId = subscriberId,
            Owner = owner.Id,
            Name = owner.Name,
            Sealed = seal.Seal(Ring, subscriberId, key),
            Papers = before?.Papers ?? [],
            ConnectedAt = clock.GetUtcNow(),
            NextAt = clock.GetUtcNow(),
        };
        await store.AddAsync(library, cancel);
        log.LogInformation("Subscriber {Subscriber} connected a library", subscriberId);
        var report = await ReadAsync(library, cancel);
        return report.End == ZoteroEnd.Unavailable ? new(ZoteroEnd.Unchanged) : report;
    }

    /// <summary>Reads a library now; null where there is none.</summary>
    public async Task<LibraryReport?> ReadAsync(long subscriberId, CancellationToken cancel) =>
        await store.FindAsync(subscriberId, cancel) is { } library ? await ReadAsync(library, cancel) : null;

    private async Task<LibraryReport> ReadAsync(Library library, CancellationToken cancel)
    {
        if (library.Sealed is null || seal.Open(Ring, library.SubscriberId, library.Sealed) is not { } key)
        {
            await store.RejectAsync(library.SubscriberId, cancel);
            return new(ZoteroEnd.Rejected);
        }

        var answer = await zotero.PapersAsync(key, library.Owner, library.Version, TopicSet.MostPapers, cancel);
        switch (answer.End)
        {
            case ZoteroEnd.Read:
                return new(ZoteroEnd.Read, await TakeAsync(library, answer, cancel));
            case ZoteroEnd.Unchanged:
                await store.ReadAsync(Read(library), cancel);
                break;
            case ZoteroEnd.Rejected:
                await store.RejectAsync(library.SubscriberId, cancel);
                log.LogInformation("Zotero rejects the key of subscriber {Subscriber}; it is deleted",
                    library.SubscriberId);
                break;
            default:
                await store.PutOffAsync(library.SubscriberId, Later(), cancel);
                break;
        }

        return new(answer.End);
    }

    private Library Read(Library library) => library with
    {
        ReadAt = clock.GetUtcNow(),
        NextAt = clock.GetUtcNow() + options.Value.Every,
    };

    private DateTimeOffset Later()
    {
        var later = clock.GetUtcNow() + AfterFault;
        return zotero.QuietUntil > later ? zotero.QuietUntil : later;
    }

    private async Task<int> TakeAsync(Library library, ZoteroAnswer answer, CancellationToken cancel)
    {
        var papers = await pasted.ReadLibraryAsync(answer.Body, cancel);
        var wishes = await life.ExchangeAsync(library.SubscriberId, [.. library.Papers.Except(papers)],
            [.. papers.Except(library.Papers)], cancel);
        await store.ReadAsync(Read(library) with { Version = answer.Version, Papers = [.. papers] }, cancel);
        return wishes is null ? 0 : papers.Count;
    }

    /// <summary>Ends it: the key is deleted. Papers that came from it stay among those that the reader likes.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> RemoveAsync(long subscriberId, CancellationToken cancel)
    {
        var removed = await store.RemoveAsync(subscriberId, cancel);
        if (removed)
        {
            log.LogInformation("Subscriber {Subscriber} disconnected a library", subscriberId);
        }

        return removed;
    }

    /// <summary>Reads those whose week is over, one after the other, until Zotero wants to be left alone.</summary>
    /// <returns>What kept it from reading all, or null.</returns>
    public async Task<string?> ReadDueAsync(CancellationToken cancel)
    {
        await store.ForgetLeftAsync(cancel);
        while (await store.DueAsync(clock.GetUtcNow(), AtOnce, cancel) is { Count: > 0 } due)
        {
            foreach (var library in due)
            {
                if ((await ReadAsync(library, cancel)).End == ZoteroEnd.Unavailable)
                {
                    return "Zotero does not answer, or asks us to wait";
                }
            }
        }

        return null;
    }
}
