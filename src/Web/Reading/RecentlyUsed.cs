namespace DigestMailer.Web.Reading;

/// <summary>
/// Keeps what was made, within a bound in bytes: what was used longest ago makes room for the newest. Each is made
/// once however many ask for it, and nobody waits for what others asked for. Safe for several threads.
/// </summary>
/// <param name="mostBytes">Of all that is kept.</param>
/// <param name="bytesOf">About how much one takes.</param>
/// <param name="generationOf">What a key was made of: as soon as a key of another generation is asked for, those of the
/// one before leave, since nobody will ask for them again.</param>
internal sealed class RecentlyUsed<TKey, TValue>(
    long mostBytes, Func<TValue, long> bytesOf, Func<TKey, long>? generationOf = null)
    where TKey : notnull
{
    private readonly Lock gate = new();
    private readonly Dictionary<TKey, LinkedListNode<Slot>> slots = [];
    private readonly LinkedList<Slot> order = [];
    private long used;
    private long generation;

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
    public Task<TValue> GetAsync(TKey key, Func<Task<TValue>> make, CancellationToken cancel = default) =>
        SlotOf(key, make).Value.WaitAsync(cancel);

    private Slot SlotOf(TKey key, Func<Task<TValue>> make)
    {
        lock (gate)
        {
            Turn(key);
            if (slots.TryGetValue(key, out var known))
            {
                order.Remove(known);
                order.AddFirst(known);
                return known.Value;
            }

            var slot = new Slot(key);
            slots[key] = order.AddFirst(slot);
            slot.Value = Task.Run(() => MakeAsync(slot, make));
            return slot;
        }
    }

    private void Turn(TKey key)
    {
        if (IsOther(key))
        {
            generation = generationOf!(key);
            foreach (var node in slots.Values.Where(node => node.Value.Bytes > 0 && IsOther(node.Value.Key)).ToList())
            {
                Drop(node);
            }
        }
    }

    private bool IsOther(TKey key) => generationOf is not null && generationOf(key) != generation;

    /// <summary>
    /// Counts what is made as soon as it is, and not when somebody takes it: they may all have left by then, and what
    /// is not counted would never make room.
    /// </summary>
    private async Task<TValue> MakeAsync(Slot slot, Func<Task<TValue>> make)
    {
        try
        {
            var value = await make();
            Count(slot, bytesOf(value));
            return value;
        }
        catch
        {
            Remove(slot);
            throw;
        }
    }

    private void Count(Slot slot, long bytes)
    {
        lock (gate)
        {
            slot.Bytes = Math.Max(1, bytes);
            used += slot.Bytes;
            if (IsOther(slot.Key))
            {
                Drop(slots[slot.Key]);
            }

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

    private sealed class Slot(TKey key)
    {
        public TKey Key => key;

        public Task<TValue> Value { get; set; } = null!;

        /// <summary>0 while it is being made.</summary>
        public long Bytes { get; set; }
    }
}
