namespace DigestMailer.Papers.Sources;

/// <summary>How a gathering from one source ended.</summary>
internal enum SourceState
{
    /// <summary>A batch that was not there before, or the same one asked for again.</summary>
    Fresh,

    /// <summary>Well-formed and without papers, as on weekends and holidays: no papers today.</summary>
    Empty,

    /// <summary>The previous batch under a newer date.</summary>
    Stale,

    /// <summary>Older than the day that was asked for, though something was due.</summary>
    Late,

    /// <summary>Some of it could not be fetched or read; the rest is kept.</summary>
    Partial,

    /// <summary>Not reached, or it answered with an error.</summary>
    Failed,

    /// <summary>Its answer is not in its format; nothing is kept.</summary>
    Refused,
}
