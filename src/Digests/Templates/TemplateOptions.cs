namespace DigestMailer.Digests.Templates;

/// <summary>Where the operator's own templates stand; the settings section <c>Templates</c>.</summary>
internal sealed class TemplateOptions
{
    /// <summary>
    /// A folder whose files take the place of the shipped ones of the same name; null means the shipped ones alone.
    /// </summary>
    public string? Folder { get; set; }
}
