using System.ComponentModel.DataAnnotations;
using DigestMailer.Settings;

namespace DigestMailer.Web.Api;

/// <summary>Bounds of the HTTP API; the settings section <c>Api</c>. The API itself is on while it has a key.</summary>
internal sealed class ApiOptions
{
    /// <summary>
    /// Requests that one key may make in a minute: enough to add a class of students one by one, too few to keep a core
    /// busy.
    /// </summary>
    [Range(1, 1_000_000)]
    public int RequestsPerMinute { get; set; } = 600;

    /// <summary>
    /// How long the answer to a POST with an <c>Idempotency-Key</c> is kept: longer than any client retries.
    /// </summary>
    [DurationRange("00:01:00", "30.00:00:00")]
    public TimeSpan KeepAnswersFor { get; set; } = TimeSpan.FromDays(1);
}
