namespace DigestMailer.Papers;

/// <summary>One source in the settings.</summary>
internal sealed class SourceOptions
{
    /// <summary>Name in reports and in <c>gather --source</c>.</summary>
    public string Name { get; set; } = "";

    /// <summary>One of the kinds of <c>SourceRegistry</c>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>Replaces the kind's own address.</summary>
    public string? Url { get; set; }

    /// <summary>A file, or a folder of them, for the kinds that read files.</summary>
    public string? Path { get; set; }

    /// <summary>Only these; arXiv's such as cs.CL, which the arXiv kinds require, or a preprint server's own.</summary>
    public List<string> Categories { get; set; } = [];

    /// <summary>
    /// What to search for, in the words of the service: PubMed, Crossref, OpenAlex, Semantic Scholar.
    /// </summary>
    public string? Query { get; set; }

    /// <summary>Journals by ISSN, such as 2041-1723; for Crossref.</summary>
    public List<string> Issns { get; set; } = [];

    /// <summary>
    /// Authors by the service's own ids, such as A5023888391 or 1741101; for OpenAlex, Semantic Scholar.
    /// </summary>
    public List<string> Authors { get; set; } = [];

    /// <summary>
    /// Papers whose citations are followed, such as your own: a DOI, or the service's own id; for OpenAlex and
    /// Semantic Scholar.
    /// </summary>
    public List<string> Cites { get; set; } = [];

    /// <summary>A key of the service, which raises its limits; none is needed.</summary>
    public string? Key { get; set; }

    /// <summary>A file with the key, read at each gathering.</summary>
    public string? KeyFile { get; set; }

    /// <summary>
    /// Between two requests to the service; by default what the service asks of everybody. A key may allow less.
    /// </summary>
    public TimeSpan? Interval { get; set; }

    /// <summary>
    /// Whether arXiv's cross-lists to the categories count; the interesting paper is often filed elsewhere.
    /// </summary>
    public bool CrossLists { get; set; } = true;

    /// <summary>
    /// Whether a new version of a paper that is not known yet counts as news; most are small changes to old papers.
    /// </summary>
    public bool Replacements { get; set; }

    /// <summary>
    /// Path of each field of a paper in a format of the operator's own, by our name for it, such as
    /// <c>authors: content.authors.value</c>.
    /// </summary>
    public Dictionary<string, string> Fields { get; set; } = new(StringComparer.OrdinalIgnoreCase);
}
