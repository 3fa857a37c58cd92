using System.Data.Common;
using DigestMailer.Storage;

namespace DigestMailer.Subscribers;

/// <summary>
/// What another room keeps of a person. A room that adds a table with personal data registers one of these, and the
/// person's record and erasure include it.
/// </summary>
internal interface IPersonalData
{
    /// <summary>Its field in the person's record and what the field lists; null where it lists nothing.</summary>
    public Task<(string Field, object Rows)?> OfAsync(DbConnection connection, long subscriberId) =>
        Task.FromResult<(string, object)?>(null);

    /// <summary>Erases what does not go with the subscriber's own row.</summary>
    public Task EraseAsync(Transaction transaction, string email) => Task.CompletedTask;
}
