namespace DigestMailer.Digests;

/// <summary>The person one mail goes to, and the links that are theirs alone.</summary>
/// <param name="SubscriberId">Row in <c>subscribers</c>.</param>
/// <param name="Email">Checked address with its domain as A-labels.</param>
/// <param name="Name">Display name or null.</param>
/// <param name="Format">Html means multipart/alternative with a text part; Text means text/plain alone.</param>
/// <param name="UnsubscribeUrl">One-click endpoint (RFC 8058), also the visible link.</param>
/// <param name="PreferencesUrl">Page to change topics, hour and rhythm.</param>
internal sealed record Recipient(long SubscriberId, string Email, string? Name, MailFormat Format, string UnsubscribeUrl, string PreferencesUrl);

/// <summary>What a reader wants to be sent.</summary>
internal enum MailFormat { Html, Text }
