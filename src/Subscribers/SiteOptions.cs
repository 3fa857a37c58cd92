using System.ComponentModel.DataAnnotations;

namespace DigestMailer.Subscribers;

/// <summary>The sender of the digests and the address of the pages; the settings section <c>Site</c>.</summary>
internal sealed class SiteOptions : IValidatableObject
{
    /// <summary>Shown in the masthead, the foot and the List-Id.</summary>
    [Required]
    public string Name { get; set; } = "DigestMailer";

    /// <summary>Absolute http or https address of the pages; a slash at its end makes no difference.</summary>
    [Required]
    public string BaseUrl { get; set; } = "http://localhost:5000";

    /// <summary>Shown in every mail, as the laws on bulk mail ask; so it has no default.</summary>
    [Required]
    public string PostalAddress { get; set; } = "";

    /// <summary>
    /// Colour of links and rules as <c>#rrggbb</c>; darkened or lightened where it would be hard to read. A warm red by
    /// default, at home on both light and dark paper.
    /// </summary>
    [Required]
    public string Accent { get; set; } = "#9f2f1a";

    /// <summary>
    /// Address of a picture that replaces the name in the masthead of mails; null means the name. About 40
    /// high reads well.
    /// </summary>
    public string? Logo { get; set; }

    /// <summary>Its width on the page in pixels; mail programs need it before they have the picture.</summary>
    [Range(1, 536)]
    public int LogoWidth { get; set; } = 160;

    /// <summary>Its height on the page in pixels.</summary>
    [Range(1, 200)]
    public int LogoHeight { get; set; } = 40;

    /// <summary>Absolute address of a page: <see cref="BaseUrl"/> without its last slash, then the path.</summary>
    public string Address(string path) => BaseUrl.TrimEnd('/') + "/" + path.TrimStart('/');

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Uri.TryCreate(BaseUrl, UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
        {
            yield return new ValidationResult(
                $"Site:BaseUrl: '{BaseUrl}' is not an absolute http or https address; write one such as "
                    + $"https://papers.example.org.");
        }
        else if (address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            yield return new ValidationResult($"Site:BaseUrl: '{BaseUrl}' must end before any '?' or '#'.");
        }

        if (Logo is { Length: > 0 }
            && !(Uri.TryCreate(Logo, UriKind.Absolute, out var logo) && logo.Scheme == Uri.UriSchemeHttps))
        {
            yield return new ValidationResult($"Site:Logo: '{Logo}' is not an absolute https address of a picture.");
        }

        if (!IsColour(Accent))
        {
            yield return new ValidationResult($"Site:Accent: '{Accent}' is not a colour; write it as #rrggbb.");
        }
    }

    /// <summary>
    /// By hand: an expression that never backtracks made the runtime compile 250 methods at the start of each command,
    /// a quarter of all.
    /// </summary>
    private static bool IsColour(string text) =>
        text is ['#', .. { Length: 6 } digits] && digits.All(char.IsAsciiHexDigit);
}
