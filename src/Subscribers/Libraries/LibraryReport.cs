namespace DigestMailer.Subscribers.Libraries;

/// <summary>What came of reading a library.</summary>
/// <param name="Papers">How many of its papers count as liked.</param>
internal sealed record LibraryReport(ZoteroEnd End, int Papers = 0);
