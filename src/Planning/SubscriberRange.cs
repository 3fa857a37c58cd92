namespace DigestMailer.Planning;

/// <summary>Subscribers by their numbers, both ends within.</summary>
internal sealed record SubscriberRange(long First, long Last)
{
    public static readonly SubscriberRange All = new(long.MinValue, long.MaxValue);

    /// <summary>
    /// Ranges of one width that together hold every number, those outside <paramref name="least"/> and
    /// <paramref name="most"/> in the first and the last.
    /// </summary>
    public static IReadOnlyList<SubscriberRange> Part(long least, long most, int parts)
    {
        var width = Math.Max(1, ((most - least) / parts) + 1);
        var starts =
            Enumerable.Range(0, parts).Select(part => part == 0 ? long.MinValue : least + (part * width)).ToList();
        return [
            .. starts.Select(
                (start, part) => new SubscriberRange(start, part + 1 < parts ? starts[part + 1] - 1 : long.MaxValue))];
    }
}
