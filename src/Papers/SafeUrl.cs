namespace DigestMailer.Papers;

/// <summary>Lets only absolute http and https addresses through: what a paper says of itself is hostile until checked.</summary>
internal static class SafeUrl
{
    private const int MaxLength = 2000;

    public static bool Is(string? url) => OrNull(url) is not null;

    /// <summary>The address in its escaped form, or null.</summary>
    public static string? OrNull(string? url) =>
        url is { Length: > 0 and <= MaxLength } && Uri.TryCreate(url.Trim(), UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri.UserInfo.Length == 0
            ? uri.AbsoluteUri
            : null;
}
