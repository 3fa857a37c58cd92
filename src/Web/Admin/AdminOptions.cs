using System.ComponentModel.DataAnnotations;
using DigestMailer.Settings;

namespace DigestMailer.Web.Admin;

/// <summary>The operator's pages below <c>/admin</c>, off by default; the settings section <c>Admin</c>.</summary>
internal sealed class AdminOptions : IValidatableObject
{
    private const int ShortestSecret = 16;

    /// <summary>
    /// Opens the operator's pages to whoever signs in with this secret of at least 16 characters; null keeps them
    /// closed, and every address below <c>/admin</c> is unknown. A new secret ends every session.
    /// </summary>
    public string? Secret { get; set; }

    /// <summary>A file whose first line is the secret, read at the start.</summary>
    [SecretFile(nameof(Secret))]
    public string? SecretFile { get; set; }

    /// <summary>
    /// How long a session lasts, however much it is used: a working day, so that a browser left open is closed by the
    /// next morning.
    /// </summary>
    [DurationRange("00:05:00", "7.00:00:00")]
    public TimeSpan SessionLength { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Signing in by an OpenID Connect provider, with or without the secret.</summary>
    public OpenIdOptions OpenId { get; set; } = new();

    /// <summary>Whether the secret opens them.</summary>
    public bool HasSecret => Secret is { Length: > 0 };

    /// <summary>Whether there are such pages at all.</summary>
    public bool IsOn => HasSecret || OpenId.Authority is not null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Secret is { Length: > 0 and < ShortestSecret }
            ? [new ValidationResult(
                "Admin:Secret: it is shorter than 16 characters; make one by: openssl rand -hex 32")]
            : OpenId.Authority is { } authority
                && !(Uri.TryCreate(authority, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
            ? [new ValidationResult($"Admin:OpenId:Authority: \"{authority}\" is not an address; write it as "
                + "https://login.example.org.")]
            : [];
}
