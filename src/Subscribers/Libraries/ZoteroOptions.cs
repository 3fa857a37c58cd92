using System.ComponentModel.DataAnnotations;
using DigestMailer.Papers.Text;
using DigestMailer.Settings;

namespace DigestMailer.Subscribers.Libraries;

/// <summary>
/// Whether readers may connect their Zotero library, whose papers then count as those they like; the settings section
/// <c>Zotero</c>. Off by default, since each reader who does so makes this installation ask a service of others.
/// </summary>
internal sealed class ZoteroOptions : IValidatableObject
{
    /// <summary>Whether readers see a field for their key on their own page, and libraries are read.</summary>
    public bool Enabled { get; set; }

    /// <summary>Address of the Zotero web API, version 3; https, or http on this machine.</summary>
    public string Endpoint { get; set; } = "https://api.zotero.org";

    /// <summary>
    /// How often a library is read again. Once a week: a library grows slowly, and an unchanged one costs one small
    /// request.
    /// </summary>
    [DurationRange("1.00:00:00", "60.00:00:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Time for one request, its answer included.</summary>
    [DurationRange("00:00:01", "00:02:00")]
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(15);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!SafeUrl.Is(Endpoint) || !Uri.TryCreate(Endpoint, UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
            || address.Query.Length + address.Fragment.Length > 0)
        {
            yield return new ValidationResult(
                $"Zotero:Endpoint: \"{Endpoint}\" is not valid; write an https address such as "
                    + "https://api.zotero.org.");
        }
    }
}
