namespace DigestMailer.Papers.Sources.Fetching;

/// <summary>What a server said of its answer's version (RFC 9110 §8.8).</summary>
internal sealed record Validators(string Url, string? ETag, string? LastModified);
