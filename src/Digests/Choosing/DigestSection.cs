namespace DigestMailer.Digests.Choosing;

/// <summary>A topic of a digest: how many papers fit it best, and where all of them are.</summary>
/// <param name="Matched">Those that the digest holds and those that it does not.</param>
/// <param name="Path">On the site, without a slash at its start.</param>
internal sealed record DigestSection(int Matched, string Path);
