using System.Globalization;
using System.Net;

namespace DigestMailer.Papers.Sources.Fetching;

/// <summary>
/// What a server says of when to ask again (Retry-After, RFC 9110 §10.2.3). A short wait is waited for, a long one is
/// the next time to ask.
/// </summary>
internal static class RetryAfter
{
    /// <summary>A source is asked at least this often, whatever its server says.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    private static readonly TimeSpan WorthOneWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(5);

    /// <summary>The wait, <see cref="Longest"/> at most; null where the server names none that can be read.</summary>
    public static TimeSpan? Of(HttpResponseMessage? answer, DateTimeOffset now)
    {
        if (answer?.StatusCode is not (HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError))
        {
            return null;
        }

        var wait = answer.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => Written(answer),
        };
        return wait is null ? null : wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Longest ? Longest : wait;
    }

    /// <summary>
    /// Whether the gathering waits as long as the server says; a longer wait only before the first retry.
    /// </summary>
    public static bool IsWorthWaiting(TimeSpan wait, int attempt) =>
        wait <= Short || (attempt == 0 && wait <= WorthOneWait);

    /// <summary>Seconds too many, or with a fraction, for the framework's own reading.</summary>
    private static TimeSpan? Written(HttpResponseMessage answer) =>
        !answer.Headers.TryGetValues("Retry-After", out var values)
            || !double.TryParse(values.FirstOrDefault(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out var seconds) ? null
            : seconds > Longest.TotalSeconds ? Longest : TimeSpan.FromSeconds(seconds);
}
