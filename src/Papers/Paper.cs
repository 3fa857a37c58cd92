using DigestMailer.Storage;

namespace DigestMailer.Papers;

/// <summary>
/// One work, merged from all its listings, as stored in <c>papers</c>. Its texts are plain: no markup, no TeX, no line
/// breaks.
/// </summary>
internal sealed record Paper
{
    public long Id { get; init; }

    /// <summary>Its best identity, see <see cref="PaperKey"/>.</summary>
    public required string Key { get; init; }

    public required string Title { get; init; }

    public string Abstract { get; init; } = "";

    public TextList Authors { get; init; } = [];

    /// <summary>arXiv-style categories (<c>cs.CL</c>), the primary one first.</summary>
    public TextList Categories { get; init; } = [];

    public string? Organization { get; init; }

    /// <summary>Names of the sources that list it; filled only for papers in play.</summary>
    public TextList Sources { get; init; } = [];

    /// <summary>Day of the first version.</summary>
    public DateOnly? Published { get; init; }

    /// <summary>When a source first listed it to us.</summary>
    public DateTimeOffset FirstSeen { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>The key it had first, by which feeds know it for ever; null while that is <see cref="Key"/>.</summary>
    public string? FeedKey { get; init; }

    /// <summary>When its title, abstract, authors or links last changed; null while they never have.</summary>
    public DateTimeOffset? TextAt { get; init; }

    public int Votes { get; init; }

    public int Comments { get; init; }

    public int Stars { get; init; }

    /// <summary>Where the title leads; http or https, as all addresses here.</summary>
    public required string Url { get; init; }

    public string? PdfUrl { get; init; }

    public string? HtmlUrl { get; init; }

    public string? CodeUrl { get; init; }

    public string? ProjectUrl { get; init; }

    public string? DiscussionUrl { get; init; }

    public string? ThumbnailUrl { get; init; }

    /// <summary>What a machine wrote of it; never searched and never ranked by.</summary>
    public string? Summary { get; init; }

    /// <summary>The maker of <see cref="Summary"/>, as readers know it.</summary>
    public string? SummaryBy { get; init; }

    /// <summary>Set when a source says so; a withdrawn paper is never sent.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }
}
