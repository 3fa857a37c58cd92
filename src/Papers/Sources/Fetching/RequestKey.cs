namespace DigestMailer.Papers.Sources.Fetching;

/// <summary>A key that a service wants in a header; it is sent to the configured host only.</summary>
internal sealed record RequestKey(string Header, string Value)
{
    public static bool IsSecret(string header) => header.EndsWith("-key", StringComparison.OrdinalIgnoreCase)
        || header.Equals("authorization", StringComparison.OrdinalIgnoreCase)
        || header.Equals("cookie", StringComparison.OrdinalIgnoreCase);
}
