namespace DigestMailer.Web.Api;

/// <summary>A part of a list.</summary>
/// <param name="Next">The cursor of the part that follows; null at the end.</param>
internal sealed record PageOf<T>(IReadOnlyList<T> Items, string? Next)
{
    /// <summary>A part of which one more was read than is shown, so that its end is known.</summary>
    public static PageOf<T> Of<TRow>(PageAsked asked, IReadOnlyList<TRow> rows, Func<TRow, T> show,
        Func<TRow, long> place) =>
        new([.. rows.Take(asked.Limit).Select(show)],
            rows.Count > asked.Limit ? Cursor.Write(place(rows[asked.Limit - 1])) : null);

    /// <summary>A part of a list that is whole in memory; its cursor counts from the front.</summary>
    public static async Task<PageOf<T>> CutAsync<TRow>(PageAsked asked, IReadOnlyList<TRow> all,
        Func<IReadOnlyList<TRow>, Task<IReadOnlyList<T>>> show)
    {
        var from = (int)Math.Min(asked.After ?? 0, all.Count);
        var until = Math.Min(from + asked.Limit, all.Count);
        return new(await show([.. all.Skip(from).Take(asked.Limit)]), until < all.Count ? Cursor.Write(until) : null);
    }
}
