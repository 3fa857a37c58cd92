using System.Globalization;

namespace DigestMailer.Papers.Text;

/// <summary>
/// Lets only absolute http and https addresses through: what a paper says of itself is hostile until checked.
/// </summary>
internal static class SafeUrl
{
    private const int MaxLength = 2000;

    public static bool Is(string? url) => OrNull(url) is not null;

    /// <summary>The address in its escaped form, which is let through as it is; or null.</summary>
    public static string? OrNull(string? url) =>
        url is { Length: > 0 and <= MaxLength } && Read(url.Trim()) is { } address
            && Read(address.AbsoluteUri)?.AbsoluteUri == address.AbsoluteUri && address.AbsoluteUri.Length <= MaxLength
            ? address.AbsoluteUri
            : null;

    private static Uri? Read(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri.UserInfo.Length == 0
            && HasHost(uri)
            ? uri
            : null;

    /// <summary>
    /// The parser takes hosts of signs that no name may hold, and then writes what it would not read, or throws where
    /// it is asked for their ASCII form.
    /// </summary>
    private static bool HasHost(Uri uri) =>
        uri.Host
            .All(c =>
                char.IsLetterOrDigit(c) || char.IsAscii(c)
                    || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark
                        or UnicodeCategory.SpacingCombiningMark)
            && Uri.CheckHostName(uri.Host) != UriHostNameType.Unknown;
}
