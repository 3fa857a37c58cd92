using DigestMailer.Storage;
using DigestMailer.Subscribers;

namespace DigestMailer.Web.Forms;

/// <summary>The requests of a person, for a subscription or for new links, that are still to be answered.</summary>
internal sealed class SignupsOfPerson : IPersonalData
{
    public Task EraseAsync(Transaction transaction, string email) =>
        transaction.ExecuteAsync(
            "DELETE FROM signups WHERE email = @email; DELETE FROM link_requests WHERE email = @email;",
            new { email });
}
