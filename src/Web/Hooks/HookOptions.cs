using System.Buffers.Text;
using System.ComponentModel.DataAnnotations;
using System.Text;
using DigestMailer.Events;
using DigestMailer.Settings;

namespace DigestMailer.Web.Hooks;

/// <summary>
/// Where events are told to a program of the operator, signed after the Standard Webhooks; the settings section
/// <c>Webhooks</c>.
/// </summary>
internal sealed class HookOptions : IValidatableObject
{
    private const string Prefix = "whsec_";

    /// <summary>Address of the program; without it no event is written or told.</summary>
    public string? Url { get; set; }

    /// <summary>
    /// What signs: <c>whsec_</c> and the Base64 of 24 to 64 random bytes, as the Standard Webhooks write it.
    /// </summary>
    public string? Secret { get; set; }

    /// <summary>A file whose first line is the secret, read at the start.</summary>
    [SecretFile(nameof(Secret))]
    public string? SecretFile { get; set; }

    /// <summary>
    /// The kinds that are told; none means all: subscriber.subscribed, subscriber.confirmed, subscriber.left,
    /// mail.bounced, mail.complained, digest.sent.
    /// </summary>
    public List<string> Events { get; set; } = [];

    /// <summary>
    /// Whether the address may be of this machine or of a private network. Off by default, so that a mistyped setting
    /// reaches nothing inside.
    /// </summary>
    public bool AllowPrivate { get; set; }

    /// <summary>How long the program may take to answer.</summary>
    [DurationRange("00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The kinds that are told.</summary>
    public IReadOnlyCollection<string> Asked() => Url is null ? [] : Events.Count == 0 ? EventKind.All : Events;

    /// <summary>The key that signs.</summary>
    public byte[] Key() => Convert.FromBase64String(Secret![Prefix.Length..]);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (index, kind) in Events.Index().Where(one => !EventKind.All.Contains(one.Item)))
        {
            yield return new ValidationResult(
                $"Webhooks:Events:{index}: unknown event \"{kind}\"; use one of {string.Join(", ", EventKind.All)}.");
        }

        if (Url is not null && (!Uri.TryCreate(Url, UriKind.Absolute, out var address) || address.UserInfo.Length > 0
            || (address.Scheme != Uri.UriSchemeHttps && !(AllowPrivate && address.Scheme == Uri.UriSchemeHttp))))
        {
            yield return new ValidationResult(
                $"Webhooks:Url: \"{Url}\" is not an https address without a user (http only with AllowPrivate); write "
                    + "one such as https://lab.example.org/hooks/digests.");
        }

        if ((Url ?? Secret) is not null && !IsSecret(Secret))
        {
            yield return new ValidationResult(
                "Webhooks:Secret is not whsec_ and the Base64 of 24 to 64 bytes; make one with: echo whsec_$(openssl "
                    + "rand -base64 32)");
        }
    }

    private static bool IsSecret(string? text) => text?.StartsWith(Prefix, StringComparison.Ordinal) == true
        && Base64.IsValid(Encoding.UTF8.GetBytes(text[Prefix.Length..]), out var length) && length is >= 24 and <= 64;
}
