using System.ComponentModel.DataAnnotations;
using DigestMailer.Settings;

namespace DigestMailer.Web.Admin;

/// <summary>Signing in by an OpenID Connect provider, off by default; the settings section <c>Admin:OpenId</c>.
/// </summary>
internal sealed class OpenIdOptions
{
    /// <summary>
    /// Address of the provider, such as <c>https://login.example.org/realms/lab</c>; null leaves signing in to the
    /// secret.
    /// </summary>
    public string? Authority { get; set; }

    /// <summary>How the provider knows this service.</summary>
    [Required]
    public string ClientId { get; set; } = "digestmailer";

    /// <summary>The secret that the provider gave this service.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>A file whose first line is the client secret, read at the start.</summary>
    [SecretFile(nameof(ClientSecret))]
    public string? ClientSecretFile { get; set; }

    /// <summary>The claim of the ID token with a person's roles; most providers can be told to add one.</summary>
    [Required]
    public string RoleClaim { get; set; } = "roles";

    /// <summary>The role of those who may see everything and change nothing.</summary>
    [Required]
    public string ViewerRole { get; set; } = "viewer";

    /// <summary>The role of those who may also act.</summary>
    [Required]
    public string OperatorRole { get; set; } = "operator";
}
