namespace DigestMailer.Subscribers.Libraries;

/// <summary>What Zotero answered to one request.</summary>
/// <param name="Body">Empty unless <paramref name="End"/> is Read.</param>
/// <param name="Version">Of the library, from Last-Modified-Version; null where it names none.</param>
/// <param name="Total">How many items there are in all, from Total-Results; 0 where it does not say.</param>
internal sealed record ZoteroAnswer(ZoteroEnd End, string Body = "", long? Version = null, int Total = 0);
