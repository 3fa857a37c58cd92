namespace DigestMailer.Papers.Sources.Reading;

/// <summary>Reads the entries of a list one by one, so that a bad one costs itself alone.</summary>
internal static class EachEntry
{
    /// <param name="one">Reads an entry: a listing, null where it is left out, or what is wrong with it.</param>
    /// <param name="complaint">Begins the fault, such as "it is not in the papers' JSON format".</param>
    /// <param name="noun">What an entry is, and several of them.</param>
    /// <returns>Listings, or a fault; both where some entries could not be read.</returns>
    public static (IReadOnlyList<Listing> Listings, string? Fault) Read<T>(IReadOnlyList<T> entries,
        Func<T, (Listing? Listing, string? Fault)> one, string complaint, (string One, string Many) noun)
    {
        var read = entries.Select(entry => TryOne(entry, one)).ToList();
        var bad = read.Index().Where(answer => answer.Item.Fault is not null).ToList();
        return ([.. read.Select(answer => answer.Listing).OfType<Listing>()],
            bad.Count == 0 ? null
                : $"{complaint} ({noun.One} {bad[0].Index + 1} {bad[0].Item.Fault}); "
                    + (bad.Count == entries.Count ? "nothing was kept"
                        : $"{bad.Count} of {entries.Count} {noun.Many} were not read"));
    }

    private static (Listing? Listing, string? Fault) TryOne<T>(T entry,
        Func<T, (Listing? Listing, string? Fault)> one)
    {
        try
        {
            return one(entry);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return (null, "has a text that is not Unicode");
        }
    }
}
