using System.Collections.Concurrent;

namespace DigestMailer.Topics;

/// <summary>
/// Keeps what was found, so that it is looked for once; when it has grown too big it forgets all and starts
/// again, for anybody may ask for anything. Safe for several threads.
/// </summary>
/// <param name="find">Finds what is not kept.</param>
/// <param name="most">How much is kept, in what <paramref name="size"/> counts.</param>
/// <param name="size">How much room a finding takes.</param>
internal sealed class Recall<TKey, TValue>(Func<TKey, TValue> find, long most, Func<TKey, TValue, int> size)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, TValue> kept = new();
    private long used;

    /// <summary>How much is kept now.</summary>
    public long Used => Interlocked.Read(ref used);

    public TValue Get(TKey key)
    {
        if (kept.TryGetValue(key, out var known))
        {
            return known;
        }

        var found = find(key);
        var room = size(key, found);
        if (Interlocked.Add(ref used, room) > most)
        {
            kept.Clear();
            Interlocked.Exchange(ref used, room);
        }

        kept[key] = found;
        return found;
    }
}
