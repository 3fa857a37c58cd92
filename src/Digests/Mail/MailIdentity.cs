using DigestMailer.Subscribers;
using MimeKit;

namespace DigestMailer.Digests.Mail;

/// <summary>As whom the digests are sent.</summary>
/// <param name="From">The From header; Message-IDs and the List-Id end with its domain.</param>
/// <param name="UnsubscribeMailbox">A mailbox that takes requests to unsubscribe, named second in List-Unsubscribe;
/// null means none.</param>
/// <param name="FeedbackId">The Feedback-ID header, the same for all readers; null means none.</param>
internal sealed record MailIdentity(MailboxAddress From, string? UnsubscribeMailbox = null, string? FeedbackId = null)
{
    /// <summary>Whether subjects begin with the name of a digest that has one.</summary>
    public bool TagsSubjects { get; init; }

    /// <summary>
    /// The address of <see cref="From"/> with its domain as A-labels, which every relay and reader knows.
    /// </summary>
    public string Address { get; } = EmailAddress.Ascii(From.Address);

    public string Domain => Address[(Address.LastIndexOf('@') + 1)..];
}
