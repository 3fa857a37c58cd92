using DigestMailer.Storage;

namespace DigestMailer.Papers;

/// <summary>One source's mention of a paper on one day, cleaned but not yet merged.</summary>
internal sealed record Listing
{
    /// <summary>Name of the source in the settings.</summary>
    public required string Source { get; init; }

    /// <summary>The source's own name for the paper; unique within the source.</summary>
    public required string SourceId { get; init; }

    public required DateOnly Edition { get; init; }

    public Announcement Announce { get; init; } = Announcement.New;

    public string? ArxivId { get; init; }

    public int Version { get; init; } = 1;

    public string? Doi { get; init; }

    /// <summary>Other DOIs of the same work, such as that of the journal which published a preprint.</summary>
    public TextList MoreDois { get; init; } = [];

    public required string Title { get; init; }

    public string Abstract { get; init; } = "";

    public TextList Authors { get; init; } = [];

    public TextList Categories { get; init; } = [];

    public string? Organization { get; init; }

    public DateOnly? Published { get; init; }

    /// <summary>
    /// Whether the source names no day that can be believed; it counts from when the source first showed it.
    /// </summary>
    public bool Undated { get; init; }

    public int Votes { get; init; }

    public int Comments { get; init; }

    public int Stars { get; init; }

    public required string Url { get; init; }

    public string? PdfUrl { get; init; }

    public string? HtmlUrl { get; init; }

    public string? CodeUrl { get; init; }

    public string? ProjectUrl { get; init; }

    public string? DiscussionUrl { get; init; }

    public string? ThumbnailUrl { get; init; }

    /// <summary>What a machine wrote of the paper, as the source gives it.</summary>
    public string? Summary { get; init; }

    /// <summary>The maker of <see cref="Summary"/>, as readers know it.</summary>
    public string? SummaryBy { get; init; }

    public bool Withdrawn { get; init; }
}

/// <summary>How arXiv announces a listing; only <see cref="New"/> and <see cref="Cross"/> are news.</summary>
internal enum Announcement { New, Cross, Replace, ReplaceCross }
