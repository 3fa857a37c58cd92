using DigestMailer.Subscribers;

namespace DigestMailer.Digests.Mail;

/// <summary>The person one mail goes to.</summary>
/// <param name="SubscriberId">Row in <c>subscribers</c>.</param>
/// <param name="Email">Checked address with its domain as A-labels.</param>
/// <param name="Name">Display name or null.</param>
/// <param name="Zone">Whose day is the date that the mail shows.</param>
internal sealed record Recipient(long SubscriberId, string Email, string? Name, MailLook Look, TimeZoneInfo Zone,
    PersonalLinks Links)
{
    /// <summary>What the reader calls this digest; null for one without a name.</summary>
    public string? Digest { get; init; }
}

/// <summary>The addresses that are one person's alone, all absolute.</summary>
/// <param name="Unsubscribe">One-click endpoint (RFC 8058), also the visible link.</param>
/// <param name="Preferences">Page to change topics, hour and rhythm, and to pause.</param>
/// <param name="Feedback">Page for "more like this"; a card adds <c>?paper=ID</c>.</param>
/// <param name="View">The mail as a web page.</param>
/// <param name="UnsubscribeMailbox">The address that takes this person's request by mail; null means none.</param>
internal sealed record PersonalLinks(string Unsubscribe, string Preferences, string Feedback, string View,
    string? UnsubscribeMailbox = null);
