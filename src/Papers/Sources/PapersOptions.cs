using DigestMailer.Settings;

namespace DigestMailer.Papers.Sources;

/// <summary>Where papers come from.</summary>
internal sealed class PapersOptions
{
    /// <summary>The sources, in the order in which reports name them; the shipped file has Hugging Face.</summary>
    public List<SourceOptions> Sources { get; set; } = [];

    /// <summary>Between two requests to arXiv, over all processes; its terms of use ask for three seconds.</summary>
    [DurationRange("00:00:00", "01:00:00")]
    public TimeSpan ArxivInterval { get; set; } = TimeSpan.FromSeconds(3);
}

/// <summary>One source in the settings.</summary>
internal sealed class SourceOptions
{
    /// <summary>Name in reports and in <c>gather --source</c>.</summary>
    public string Name { get; set; } = "";

    /// <summary>One of the kinds of <see cref="SourceRegistry"/>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>Replaces the kind's own address.</summary>
    public string? Url { get; set; }

    /// <summary>A file, or a folder of them, for the kinds that read files.</summary>
    public string? Path { get; set; }

    /// <summary>Only these; arXiv's such as cs.CL, which the arXiv kinds require, or a preprint server's own.</summary>
    public List<string> Categories { get; set; } = [];

    /// <summary>
    /// Whether arXiv's cross-lists to the categories count; the interesting paper is often filed elsewhere.
    /// </summary>
    public bool CrossLists { get; set; } = true;

    /// <summary>
    /// Whether a new version of a paper that is not known yet counts as news; most are small changes to old papers.
    /// </summary>
    public bool Replacements { get; set; }

    /// <summary>
    /// Where each field of a paper is in a format of the operator's own: our name, and the path to it, such as
    /// <c>authors: content.authors.value</c>.
    /// </summary>
    public Dictionary<string, string> Fields { get; set; } = new(StringComparer.OrdinalIgnoreCase);
}
