namespace DigestMailer.Web.Reading;

/// <summary>
/// Keeps what was made, within a bound in bytes: what was used longest ago makes room for the newest. Each is made
/// once however many ask for it, and nobody waits for what others asked for. Safe for several threads.
/// </summary>
/// <param name="mostBytes">Of all that is kept.</param>
/// <param name="bytesOf">About how much one takes.</param>
internal sealed class RecentlyUsed<TKey, TValue>(long mostBytes, Func<TValue, long> bytesOf)
    where TKey : notnull
{
    private readonly Lock gate = new();
    private readonly Dictionary<TKey, LinkedListNode<Slot>> slots = [];
    private readonly LinkedList<Slot> order = [];
    private long used;

    /// <summary>About how many bytes are kept now.</summary>
    public long Used
    {
        get
        {
            lock (gate)
            {
                return used;
            }
        }
    }

    /// <param name="make">Makes what is not kept; runs for all who wait, so no one caller may cancel it.</param>
    public async Task<TValue> GetAsync(TKey key, Func<Task<TValue>> make, CancellationToken cancel = default)
    {
        var slot = SlotOf(key, make);
        try
        {
            var value = await slot.Value.Value.WaitAsync(cancel);
            Count(slot, bytesOf(value));
            return value;
        }
        catch when (slot.Value.Value is { IsCompleted: true, IsCompletedSuccessfully: false })
        {
            Remove(slot);
            throw;
        }
    }

    private Slot SlotOf(TKey key, Func<Task<TValue>> make)
    {
        lock (gate)
        {
            if (slots.TryGetValue(key, out var known))
            {
                order.Remove(known);
                order.AddFirst(known);
                return known.Value;
            }

            return (slots[key] = order.AddFirst(new Slot(key, new Lazy<Task<TValue>>(() => Task.Run(make))))).Value;
        }
    }

    private void Count(Slot slot, long bytes)
    {
        lock (gate)
        {
            if (slot.Bytes > 0 || !slots.TryGetValue(slot.Key, out var node) || node.Value != slot)
            {
                return;
            }

            slot.Bytes = Math.Max(1, bytes);
            used += slot.Bytes;
            for (var last = order.Last; used > mostBytes && last is not null && last != order.First;)
            {
                var before = last.Previous;
                if (last.Value.Bytes > 0)
                {
                    Drop(last);
                }

                last = before;
            }
        }
    }

    private void Remove(Slot slot)
    {
        lock (gate)
        {
            if (slots.TryGetValue(slot.Key, out var node) && node.Value == slot)
            {
                Drop(node);
            }
        }
    }

    private void Drop(LinkedListNode<Slot> node)
    {
        slots.Remove(node.Value.Key);
        order.Remove(node);
        used -= node.Value.Bytes;
    }

    private sealed class Slot(TKey key, Lazy<Task<TValue>> value)
    {
        public TKey Key => key;

        public Lazy<Task<TValue>> Value => value;

        /// <summary>0 while it is being made.</summary>
        public long Bytes { get; set; }
    }
}
