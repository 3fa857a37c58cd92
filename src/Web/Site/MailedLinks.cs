using System.Globalization;

namespace DigestMailer.Web.Site;

/// <summary>
/// Fixes links of mails in what comes after their token, or is there in its place: a full stop, a bracket, a space or a
/// broken line that mail programs add to it, or characters of no width. The token itself is read with all of these
/// (<see cref="Subscribers.LinkText"/>).
/// </summary>
internal static class MailedLinks
{
    // Pages that are a person's alone, and those that there are without a token too.
    private static readonly string[] Personal =
        ["preferences", "unsubscribe", "confirm", "feedback", "move", "undo-move"];
    private static readonly string[] Open = ["view", "saved"];

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if ((context.Request.Path.Value ?? "").Split('/') is ["", var page, .. var rest])
        {
            if (Personal.Contains(page, StringComparer.OrdinalIgnoreCase) && rest is ([] or [""]))
            {
                // A link that was cut off before its token is one that cannot be read.
                context.Request.Path = $"/{page}/-";
            }
            else if (rest.Length > 1 && Personal.Concat(Open).Contains(page, StringComparer.OrdinalIgnoreCase))
            {
                context.Request.Path = string.Join('/', rest.Skip(1).Select(Fixed).Prepend($"/{page}/{rest[0]}"));
            }
        }

        return next(context);
    }

    /// <summary>The number that a link of a mail has behind a question mark; null where there is none.</summary>
    public static long? NumberOf(HttpContext context, string name)
    {
        // An "=" of quoted-printable that nobody decoded is "=3D", and an "&" of HTML "&amp;".
        var query = context.Request.Query;
        var text = (query.TryGetValue(name, out var value) ? value : query["amp;" + name]).ToString();
        text = text.StartsWith("3D", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        var digits = text.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit);
        return long.TryParse(string.Concat(digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : null;
    }

    /// <summary>Up to the first foreign character, where these are not all there is.</summary>
    private static string Fixed(string part)
    {
        var seen = part.Where(c => char.GetUnicodeCategory(c) != UnicodeCategory.Format);
        var ours = string.Concat(seen.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c == '.')).TrimEnd('.');
        return ours.Length > 0 ? ours : part;
    }
}
