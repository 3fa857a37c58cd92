using DigestMailer.Storage;

namespace DigestMailer.Papers.Merging;

/// <summary>
/// What a later room keeps about papers and moves when two rows turn out to be one work. A room registers its own.
/// </summary>
internal interface IPaperUnion
{
    /// <summary>Gives what belongs to <paramref name="gone"/> to <paramref name="kept"/>, in the caller's
    /// transaction.</summary>
    public Task UniteAsync(Transaction transaction, long kept, long gone);
}
