using System.Globalization;

namespace DigestMailer.Digests.Choosing;

/// <summary>
/// What the other digests of a reader held, by the heads of their chains: a choice leaves out all of it, whether that
/// mail has arrived or is still open.
/// </summary>
/// <param name="Heads">Digests at the heads of the chains.</param>
/// <param name="Since">How far back one of the others may still choose, where that is further than usual.</param>
internal sealed record SharedHistory(IReadOnlyList<long> Heads, DateTimeOffset? Since)
{
    public static SharedHistory None { get; } = new([], null);

    /// <param name="text">Heads separated by commas, 0 for none; <c>~</c> and milliseconds say how far back that digest
    /// may choose.</param>
    public static SharedHistory Read(string text)
    {
        var parts = text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('~')).ToList();
        var heads = parts.Select(part => Number(part[0])).Where(head => head > 0).Distinct().ToList();
        var since = parts.Where(part => part.Length > 1).Select(part => Number(part[1])).ToList();
        return new(heads, since.Count > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(since.Min()) : null);
    }

    private static long Number(string digits) => long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
